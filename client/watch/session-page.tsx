// The page of one session: fetches it, joins its live room, and shows it, or says why it cannot.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { sessionQuery } from '../api/queries.ts';
import { ApiError } from '../api/request.ts';
import { useLiveConnection } from '../realtime/live-context.ts';
import { Spinner } from '../ui/spinner.tsx';
import { SessionProblem } from './session-problem.tsx';
import { SessionView } from './session-view.tsx';

/** `/sessions/:id`; the same page before, during and after the session. */
export function SessionPage() {
  const { id = '' } = useParams();
  const session = useQuery(sessionQuery(id));
  useJoinedSession(id);
  if (session.error && (session.data === undefined || isGone(session.error))) {
    return <SessionProblem error={session.error} onRetry={() => void session.refetch()} />;
  }
  if (session.data === undefined) return <Spinner />;
  return <SessionView key={id} session={session.data} />;
}

/** A lost connection leaves the page as it is; a session that is not public any more does not. */
function isGone(error: Error): boolean {
  return error instanceof ApiError && (error.code === 'withheld' || error.code === 'session-not-found');
}

function useJoinedSession(id: string): void {
  const connection = useLiveConnection();
  useEffect(() => connection.join(id), [connection, id]);
}
