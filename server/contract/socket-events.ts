// Typed event maps of Socket.IO (default namespace, path /socket.io), shared by gateway and client.
import { z } from 'zod';
import type { ChatMessage, SendChat } from './chat.ts';
import type { ClerkPresence } from './council-log.ts';
import type { PlacedMark, Publication, Session, SessionState } from './sessions.ts';

export const joinSessionSchema = z.object({ sessionId: z.string().min(1).max(64) });
export type JoinSession = z.infer<typeof joinSessionSchema>;

/** Every acknowledgement: either the answer, or a refusal with its code. */
export type Ack<T> = ({ ok: true } & T) | { ok: false; code: string; detail: string; retryAfterMs?: number };

export interface ClientToServerEvents {
  'session:join': (
    input: JoinSession,
    ack: (answer: Ack<{ session: Session; messages: ChatMessage[] }>) => void,
  ) => void;
  'session:leave': (input: JoinSession, ack: (answer: Ack<object>) => void) => void;
  /** Staff only: shows the clerks at the desk of a session to each other. */
  'desk:join': (input: JoinSession, ack: (answer: Ack<{ clerks: ClerkPresence[] }>) => void) => void;
  'desk:leave': (input: JoinSession, ack: (answer: Ack<object>) => void) => void;
  /** `waits`: the message is kept, but nobody sees it before a moderator lets it through. */
  'chat:send': (input: SendChat, ack: (answer: Ack<{ message: ChatMessage; waits: boolean }>) => void) => void;
}

export interface ServerToClientEvents {
  'chat:message': (message: ChatMessage) => void;
  'chat:removed': (removed: { id: string; sessionId: string }) => void;
  /** The rules of the chat have changed: fetch the session again. */
  'chat:changed': (changed: { sessionId: string }) => void;
  /** To those who moderate: fetch again what waits. */
  'chat:waiting': (changed: { sessionId: string }) => void;
  'session:changed': (changed: {
    sessionId: string;
    state: SessionState;
    publication: Publication;
    at: string;
  }) => void;
  'agenda:changed': (changed: { sessionId: string }) => void;
  /** What the log says of items and ends of speeches follows from the marks: whoever shows it fetches it again. */
  'marks:changed': (changed: { sessionId: string; marks: PlacedMark[] }) => void;
  /** Attendance, speeches, votes: fetch the log again. It carries nothing, for not everyone may read all of it. */
  'log:changed': (changed: { sessionId: string }) => void;
  /** To those at the desk only. */
  'desk:clerks': (present: { sessionId: string; clerks: ClerkPresence[] }) => void;
  viewers: (count: { sessionId: string; count: number }) => void;
}

/** What use cases may tell the pages, after commit. */
export type BroadcastEvent = {
  [Name in Exclude<keyof ServerToClientEvents, 'desk:clerks'>]: {
    name: Name;
    sessionId: string;
    data: Parameters<ServerToClientEvents[Name]>[0];
  };
}[Exclude<keyof ServerToClientEvents, 'desk:clerks'>];
