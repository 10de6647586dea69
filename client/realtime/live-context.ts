// Hands the live connection to components; must not know what they show.
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { LiveConnection, LiveSnapshot } from './live-connection.ts';

/** The page's one live connection. */
export const LiveContext = createContext<LiveConnection | null>(null);

/** The live connection. Throws when the application was put together without one. */
export function useLiveConnection(): LiveConnection {
  const connection = useContext(LiveContext);
  if (connection === null) throw new Error('no live connection in this tree');
  return connection;
}

/** What is known of the joined session's conversation. */
export function useLiveSnapshot(): LiveSnapshot {
  const connection = useLiveConnection();
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot);
}
