// Puts the pages together: language, cache, live connection, routes. Nothing else happens here.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { mayRetry } from './api/queries.ts';
import { App } from './app.tsx';
import { openLiveConnection } from './realtime/connect.ts';
import { followChanges } from './realtime/follow-changes.ts';
import { LiveContext } from './realtime/live-context.ts';
import { startLanguage } from './text/language.ts';
import './theme/theme.scss';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element #root');

const cache = new QueryClient({ defaultOptions: { queries: { retry: mayRetry } } });
const connection = openLiveConnection();
followChanges(connection, cache);
await startLanguage(window);

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <LiveContext value={connection}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </LiveContext>
    </QueryClientProvider>
  </StrictMode>,
);
