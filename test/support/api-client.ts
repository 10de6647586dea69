// The public API as an integrator uses it: a signed-in clerk with a cookie and an Origin.
import type { Feed } from '../../server/contract/feeds.ts';
import type { Command, CommandResult, PlacedMark, Session } from '../../server/contract/sessions.ts';
import { administrator } from './running-server.ts';

/** A clerk's hands on the API; every call throws the problem document when it is refused. */
export class ApiClient {
  readonly #url: string;
  #cookie = '';

  constructor(url: string) {
    this.#url = url;
  }

  async signIn(): Promise<void> {
    const answer = await this.send('POST', '/api/sign-in', administrator);
    this.#cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  }

  createSession(session: object): Promise<Session> {
    return this.#json('POST', '/api/sessions', session);
  }

  session(id: string): Promise<Session> {
    return this.#json('GET', `/api/sessions/${id}`);
  }

  feed(id: string): Promise<Feed> {
    return this.#json('GET', `/api/sessions/${id}/feed`);
  }

  command(id: string, command: Command, reason?: string): Promise<CommandResult> {
    return this.#json('POST', `/api/sessions/${id}/commands`, { command, ...(reason === undefined ? {} : { reason }) });
  }

  mark(id: string, agendaItemId: string): Promise<PlacedMark> {
    return this.#json('POST', `/api/sessions/${id}/marks`, { agendaItemId });
  }

  /** What makes a request one of this clerk. */
  headers(): Record<string, string> {
    return { origin: this.#url, ...(this.#cookie === '' ? {} : { cookie: this.#cookie }) };
  }

  /** The raw answer, refusals included. */
  async raw(method: string, path: string, body?: object | string): Promise<Response> {
    const type = typeof body === 'string' ? 'text/vtt' : 'application/json';
    return fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...this.headers(),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  async send(method: string, path: string, body?: object | string): Promise<Response> {
    const answer = await this.raw(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async #json<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.send(method, path, body);
    return (await answer.json()) as T;
  }
}
