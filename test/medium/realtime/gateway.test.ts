// Sockets over a real server: joining, chatting, limits, what is heard and what is not.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatMessage } from '../../../server/contract/chat.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer, TestSocket } from '../../support/test-server.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ viewersIntervalMs: 200 });
});
afterAll(() => server.close());

interface Reply {
  ok: boolean;
  code?: string;
  retryAfterMs?: number;
  message?: ChatMessage;
  session?: Session;
  messages?: ChatMessage[];
}

/** Emits anything, also what the types forbid, and waits for the acknowledgement. */
async function emit(socket: TestSocket, event: string, ...input: unknown[]): Promise<Reply> {
  const loose = socket as unknown as { emitWithAck(name: string, ...args: unknown[]): Promise<unknown> };
  return (await loose.emitWithAck(event, ...input)) as Reply;
}

async function live(more: object = {}): Promise<Session> {
  const body = { title: 'Seduta', scheduledAt: '2026-11-22T18:30:00Z', ...more };
  const session = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  await command(session.id, { command: 'go-live' });
  return session;
}
const command = (id: string, body: object) => server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body });

/** The first word of the next event of that name. */
function heard<T>(socket: TestSocket, event: 'connect' | 'connect_error' | 'disconnect'): Promise<T> {
  return new Promise((resolve) => (socket as unknown as Once<T>).once(event, resolve));
}
interface Once<T> {
  once(event: string, listener: (value: T) => void): void;
}

async function connected(headers: Record<string, string> = {}): Promise<TestSocket> {
  const socket = server.connect(headers);
  await heard(socket, 'connect');
  return socket;
}

/** Everything a socket is told from now on. */
function listen(socket: TestSocket): { name: string; data: unknown }[] {
  const heard: { name: string; data: unknown }[] = [];
  socket.onAny((name: string, data: unknown) => void heard.push({ name, data }));
  return heard;
}

describe('chat', () => {
  it('reaches everyone who joined, and comes with the history for those who join later', async () => {
    const { id } = await live();
    const [writer, reader] = [await connected(), await connected()];
    const joined = await emit(reader, 'session:join', { sessionId: id });
    expect(joined).toMatchObject({ ok: true, session: { id, state: 'live' }, messages: [] });
    const heard = listen(reader);
    const sent = await emit(writer, 'chat:send', {
      sessionId: id,
      displayName: 'Ada',
      text: '  Buonasera <b>a tutti</b> ',
    });
    expect(sent.message).toMatchObject({ sessionId: id, displayName: 'Ada', text: 'Buonasera <b>a tutti</b>' });
    await waitFor(() => heard.find((event) => event.name === 'chat:message'), { describe: 'the message arrives' });
    const late = await connected();
    const history = await emit(late, 'session:join', { sessionId: id });
    expect(history.messages).toEqual([sent.message]);
  });

  it('gives somebody without a name one', async () => {
    const { id } = await live();
    const sent = await emit(await connected(), 'chat:send', { sessionId: id, text: 'ciao' });
    expect(sent.message?.displayName).not.toBe('');
  });

  it('never shows a removed message again', async () => {
    const { id } = await live();
    const socket = await connected();
    await emit(socket, 'session:join', { sessionId: id });
    const heard = listen(socket);
    const sent = await emit(socket, 'chat:send', { sessionId: id, text: 'parola sconveniente' });
    const address = `/api/sessions/${id}/chat/${sent.message?.id ?? ''}`;
    expect((await server.askAsStaff('DELETE', address)).status).toBe(204);
    expect((await server.askAsStaff('DELETE', address)).status).toBe(204);
    await waitFor(() => heard.find((event) => event.name === 'chat:removed'), { describe: 'the removal is told' });
    const later = await emit(await connected(), 'session:join', { sessionId: id });
    expect(JSON.stringify(later)).not.toContain('sconveniente');
    expect((await server.ask('GET', `/api/sessions/${id}/chat`)).text).not.toContain('sconveniente');
  });

  it('is closed while the session is not live', async () => {
    const { id } = await live();
    await command(id, { command: 'recess' });
    const sent = await emit(await connected(), 'chat:send', { sessionId: id, text: 'ciao' });
    expect(sent).toMatchObject({ ok: false, code: 'chat-closed' });
  });

  it('takes five at once from a connection, then one a second, and says when to come back', async () => {
    const { id } = await live();
    const socket = await connected();
    const replies: Reply[] = [];
    for (let index = 0; index < 7; index += 1)
      replies.push(await emit(socket, 'chat:send', { sessionId: id, text: `${index}` }));
    expect(replies.slice(0, 5).every((reply) => reply.ok)).toBe(true);
    const refused = replies.find((reply) => !reply.ok);
    expect(refused).toMatchObject({ ok: false, code: 'slow-down' });
    expect(refused?.retryAfterMs).toBeGreaterThan(0);
    expect(refused?.retryAfterMs).toBeLessThanOrEqual(1000);
  });

  it.each([
    ['nothing', undefined],
    ['a number', 7],
    ['null', null],
    ['an empty text', { sessionId: 'x', text: '   ' }],
    ['a text of 501 characters', { sessionId: 'x', text: 'a'.repeat(501) }],
    ['a name of 41 characters', { sessionId: 'x', text: 'a', displayName: 'n'.repeat(41) }],
    ['an object for a text', { sessionId: 'x', text: { toString: 'x' } }],
  ])('refuses %s and goes on', async (_name, input) => {
    const socket = await connected();
    const args = input === undefined ? [] : [input];
    if (args.length > 0)
      expect(await emit(socket, 'chat:send', ...args)).toMatchObject({ ok: false, code: 'invalid-input' });
    expect(await emit(socket, 'session:join', { sessionId: 'no-such' })).toMatchObject({
      ok: false,
      code: 'session-not-found',
    });
  });

  it('does not need an acknowledgement to survive', async () => {
    const { id } = await live();
    const socket = await connected();
    const loose = socket as unknown as { emit(name: string, ...args: unknown[]): void };
    loose.emit('session:join', { sessionId: id }, 'not a function');
    loose.emit('chat:send');
    loose.emit('chat:send', { sessionId: id, text: 'senza conferma' });
    await waitFor(async () => (await server.ask('GET', `/api/sessions/${id}/chat`)).text.includes('senza conferma'), {
      describe: 'the message is stored',
    });
    expect(server.log.lines.join('\n')).not.toContain('socket event failed');
  });
});

describe('a session that the public may not see', () => {
  it('cannot be joined or written to, and tells nothing', async () => {
    const session = await live({ publication: 'private', title: 'Riservata' });
    const socket = await connected();
    const heard = listen(socket);
    const joined = await emit(socket, 'session:join', { sessionId: session.id });
    expect(joined).toMatchObject({ ok: false, code: 'session-not-found' });
    expect(await emit(socket, 'chat:send', { sessionId: session.id, text: 'x' })).toMatchObject({
      code: 'session-not-found',
    });
    const clerk = await connected({ cookie: await server.signIn(), origin: server.url });
    expect(await emit(clerk, 'session:join', { sessionId: session.id })).toMatchObject({ ok: true });
    expect(await emit(clerk, 'chat:send', { sessionId: session.id, text: 'tra noi' })).toMatchObject({ ok: true });
    // An answer to a later question proves that nothing earlier is still on its way.
    await emit(socket, 'session:leave', { sessionId: session.id });
    expect(heard).toEqual([]);
  });

  it('loses its public listeners the moment it is withheld', async () => {
    const session = await live();
    const [socket, clerk] = [await connected(), await connected({ cookie: await server.signIn(), origin: server.url })];
    await emit(socket, 'session:join', { sessionId: session.id });
    await emit(clerk, 'session:join', { sessionId: session.id });
    const heard = listen(socket);
    await command(session.id, { command: 'withhold', reason: 'Ordine del giudice' });
    await waitFor(() => heard.find((event) => event.name === 'session:changed'), { describe: 'the change is told' });
    await emit(clerk, 'chat:send', { sessionId: session.id, text: 'solo noi' });
    expect(await emit(socket, 'session:join', { sessionId: session.id })).toMatchObject({
      ok: false,
      code: 'withheld',
    });
    expect(JSON.stringify(heard)).not.toContain('solo noi');
  });
});

describe('viewers', () => {
  it('are counted when they come and go', async () => {
    const { id } = await live();
    const first = await connected();
    const heard = listen(first);
    const lastCount = (): unknown => heard.filter((event) => event.name === 'viewers').at(-1)?.data;
    await emit(first, 'session:join', { sessionId: id });
    const second = await connected();
    await emit(second, 'session:join', { sessionId: id });
    await waitFor(() => JSON.stringify(lastCount()) === JSON.stringify({ sessionId: id, count: 2 }), {
      describe: 'two viewers',
    });
    second.disconnect();
    await waitFor(() => JSON.stringify(lastCount()) === JSON.stringify({ sessionId: id, count: 1 }), {
      describe: 'one viewer',
    });
    expect(server.gateway.viewerCount(id)).toBe(1);
  });
});

describe('the handshake', () => {
  it('is refused to a page of another site', async () => {
    const socket = server.connect({ origin: 'https://evil.example' });
    const error = await heard<Error>(socket, 'connect_error');
    expect(error.message).not.toBe('');
    expect(socket.connected).toBe(false);
  });

  it('is open to this site’s own pages and to programs that are no browser', async () => {
    expect((await connected({ origin: server.url })).connected).toBe(true);
    expect((await connected()).connected).toBe(true);
  });

  it('ends a connection that sends more than 16 KB at once, and nobody else’s', async () => {
    const [big, other] = [await connected(), await connected()];
    const closed = heard(big, 'disconnect');
    const loose = big as unknown as { emit(name: string, ...args: unknown[]): void };
    loose.emit('chat:send', { sessionId: 'x', text: 'a'.repeat(20_000) });
    await closed;
    expect(await emit(other, 'session:leave', { sessionId: 'x' })).toMatchObject({ ok: true });
  });
});
