// What a clerk's browser would ask of the server, for the demonstration: the public HTTP API and nothing else.
import { feedSchema } from '../contract/feeds.ts';
import type { Feed } from '../contract/feeds.ts';
import { sessionSchema } from '../contract/sessions.ts';
import type { Command, NewSession, Session } from '../contract/sessions.ts';

/** A signed-in desk. Every method throws when the server refuses, with its words. */
export interface DeskClient {
  createSession(session: NewSession): Promise<Session>;
  feed(sessionId: string): Promise<Feed>;
  command(sessionId: string, command: Command): Promise<void>;
  mark(sessionId: string, agendaItemId: string): Promise<void>;
  putTranscript(sessionId: string, vtt: string): Promise<void>;
}

/** Signs in at `origin` (`http://localhost:8080`). */
export async function signInAtDesk(origin: string, account: { email: string; password: string }): Promise<DeskClient> {
  const signIn = await ask(origin, { method: 'POST', path: '/api/sign-in', json: account });
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const call = (request: Call) => ask(origin, { ...request, cookie });
  return {
    async createSession(session) {
      const answer = await call({ method: 'POST', path: '/api/sessions', json: session });
      const { id } = sessionSchema.pick({ id: true }).parse(await answer.json());
      return sessionSchema.parse(await (await call({ method: 'GET', path: `/api/sessions/${id}` })).json());
    },
    async feed(sessionId) {
      return feedSchema.parse(await (await call({ method: 'GET', path: `/api/sessions/${sessionId}/feed` })).json());
    },
    async command(sessionId, command) {
      await call({ method: 'POST', path: `/api/sessions/${sessionId}/commands`, json: { command } });
    },
    async mark(sessionId, agendaItemId) {
      await call({ method: 'POST', path: `/api/sessions/${sessionId}/marks`, json: { agendaItemId } });
    },
    async putTranscript(sessionId, vtt) {
      await call({ method: 'PUT', path: `/api/sessions/${sessionId}/transcript`, vtt });
    },
  };
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly vtt?: string;
  readonly cookie?: string;
}

async function ask(origin: string, { method, path, json, vtt, cookie }: Call): Promise<Response> {
  const headers = new Headers({ origin });
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (json !== undefined) headers.set('content-type', 'application/json');
  if (vtt !== undefined) headers.set('content-type', 'text/vtt');
  const body = vtt ?? (json === undefined ? null : JSON.stringify(json));
  const answer = await fetch(`${origin}${path}`, { method, headers, body });
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
