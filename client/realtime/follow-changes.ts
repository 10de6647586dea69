// Turns what the socket tells into fresh answers in the query cache; must not know which page shows them.
import type { QueryClient } from '@tanstack/react-query';
import { waitingChatQuery } from '../api/chat.ts';
import { logQuery } from '../api/council.ts';
import { documentsQuery } from '../api/documents.ts';
import { recordQuery, sessionQuery } from '../api/queries.ts';
import type { LiveChange, LiveConnection } from './live-connection.ts';

/** Keeps the cache in step with the socket until the answer is called. */
export function followChanges(connection: LiveConnection, cache: QueryClient): () => void {
  return connection.onChange((change) => applyChange(change, cache));
}

function applyChange(change: LiveChange, cache: QueryClient): void {
  if (change.kind === 'joined') {
    cache.setQueryData(sessionQuery(change.session.id).queryKey, change.session);
    void cache.invalidateQueries({ queryKey: logQuery(change.session.id).queryKey });
    void cache.invalidateQueries({ queryKey: waitingChatQuery(change.session.id).queryKey });
    return;
  }
  if (change.kind === 'queue') {
    void cache.invalidateQueries({ queryKey: waitingChatQuery(change.sessionId).queryKey });
    return;
  }
  if (change.kind !== 'chat') void cache.invalidateQueries({ queryKey: logQuery(change.sessionId).queryKey });
  if (change.kind === 'log') return;
  void cache.invalidateQueries({ queryKey: sessionQuery(change.sessionId).queryKey });
  if (change.kind === 'agenda' || change.kind === 'session') {
    void cache.invalidateQueries({ queryKey: documentsQuery(change.sessionId).queryKey });
    void cache.invalidateQueries({ queryKey: ['document-text', change.sessionId] });
  }
  if (change.kind !== 'session') return;
  void cache.invalidateQueries({ queryKey: recordQuery(change.sessionId).queryKey });
  void cache.invalidateQueries({ queryKey: ['sessions'] });
}
