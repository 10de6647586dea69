// The rules of a chat, kept by the server: approval, off, slow mode; and the queue that only moderators see.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatMessage } from '../../../server/contract/chat.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { createTestServer, type TestServer, type TestSocket } from '../../support/test-server.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function live(rules: object): Promise<string> {
  const input = { title: 'Seduta', scheduledAt: '2026-11-22T18:30:00Z' };
  const { id } = (await server.askAsStaff('POST', '/api/sessions', { body: input })).json<Session>();
  await server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body: { command: 'go-live' } });
  expect((await server.askAsStaff('PATCH', `/api/sessions/${id}/chat`, { body: rules })).status).toBe(200);
  return id;
}

interface Sent {
  ok: boolean;
  code?: string;
  retryAfterMs?: number;
  waits?: boolean;
  message?: ChatMessage;
}

async function join(sessionId: string, headers: Record<string, string> = {}) {
  const socket = server.connect(headers);
  const heard: string[] = [];
  socket.onAny((name: string, data: { text?: string }) => {
    if (name !== 'viewers') heard.push(`${name} ${data.text ?? ''}`.trim());
  });
  await socket.emitWithAck('session:join', { sessionId });
  return { socket, heard };
}
const asStaff = async () => ({ cookie: await server.signIn(), origin: server.url });
const send = async (socket: TestSocket, sessionId: string, text: string): Promise<Sent> =>
  (await socket.emitWithAck('chat:send', { sessionId, text })) as Sent;
const chat = async (id: string): Promise<string> => (await server.ask('GET', `/api/sessions/${id}/chat`)).text;
const waiting = async (id: string): Promise<ChatMessage[]> =>
  (await server.askAsStaff('GET', `/api/sessions/${id}/chat/waiting`)).json<{ items: ChatMessage[] }>().items;

describe('a chat by approval', () => {
  it('shows a message to nobody but moderators until one of them lets it through, once', async () => {
    const id = await live({ mode: 'approval' });
    const [reader, writer, clerk] = [await join(id), await join(id), await join(id, await asStaff())];
    const sent = await send(writer.socket, id, 'in attesa');
    expect(sent).toMatchObject({ ok: true, waits: true });
    await waitFor(() => clerk.heard.includes('chat:waiting'), { describe: 'the moderator hears of it' });
    expect(await chat(id)).not.toContain('in attesa');
    expect((await waiting(id)).map(({ text }) => text)).toEqual(['in attesa']);
    const address = `/api/sessions/${id}/chat/${sent.message?.id ?? ''}/approve`;
    expect((await server.ask('POST', address)).status).toBe(401);
    expect((await server.askAsStaff('POST', address)).status).toBe(200);
    expect((await server.askAsStaff('POST', address)).status).toBe(200);
    await waitFor(() => reader.heard.includes('chat:message in attesa'), { describe: 'it is through' });
    expect(reader.heard).toEqual(['chat:message in attesa']);
    expect(await chat(id)).toContain('in attesa');
    expect(await waiting(id)).toEqual([]);
  });

  it('drops what is rejected without a word to the public, and never lets it through afterwards', async () => {
    const id = await live({ mode: 'approval' });
    const [reader, writer] = [await join(id), await join(id)];
    const { message } = await send(writer.socket, id, 'sconveniente');
    const address = `/api/sessions/${id}/chat/${message?.id ?? ''}`;
    expect((await server.askAsStaff('DELETE', address)).status).toBe(204);
    expect((await server.askAsStaff('POST', `${address}/approve`)).status).toBe(404);
    expect(await chat(id)).not.toContain('sconveniente');
    await reader.socket.emitWithAck('session:leave', { sessionId: id });
    expect(reader.heard).toEqual([]);
  });

  it('lets those who moderate write at once', async () => {
    const id = await live({ mode: 'approval', slowSeconds: 60 });
    const { socket } = await join(id, await asStaff());
    expect(await send(socket, id, 'uno')).toMatchObject({ ok: true, waits: false });
    expect(await send(socket, id, 'due')).toMatchObject({ ok: true, waits: false });
  });
});

describe('a chat that is off', () => {
  it('refuses everyone', async () => {
    const id = await live({ mode: 'off' });
    expect(await send((await join(id)).socket, id, 'ciao')).toMatchObject({ ok: false, code: 'chat-closed' });
    expect(await send((await join(id, await asStaff())).socket, id, 'ciao')).toMatchObject({ code: 'chat-closed' });
  });
});

describe('slow mode', () => {
  it('makes each visitor wait, also behind a new connection, and says how long', async () => {
    const id = await live({ slowSeconds: 30 });
    const one = await join(id);
    const together = await Promise.all([send(one.socket, id, 'uno'), send(one.socket, id, 'due')]);
    expect(together.map(({ ok }) => ok)).toEqual([true, false]);
    expect(together[1]).toMatchObject({ code: 'slow-down' });
    expect(together[1]?.retryAfterMs).toBeGreaterThan(25_000);
    expect(together[1]?.retryAfterMs).toBeLessThanOrEqual(30_000);
    one.socket.disconnect();
    const again = await join(id);
    expect(await send(again.socket, id, 'tre')).toMatchObject({ ok: false, code: 'slow-down' });
  });

  it('is shown with the session, and told when it changes', async () => {
    const id = await live({ slowSeconds: 30 });
    const reader = await join(id);
    await server.askAsStaff('PATCH', `/api/sessions/${id}/chat`, { body: { slowSeconds: 0 } });
    await waitFor(() => reader.heard.includes('chat:changed'), { describe: 'the change is told' });
    const session = (await server.ask('GET', `/api/sessions/${id}`)).json<Session>();
    expect(session.chat).toEqual({ mode: 'open', slowSeconds: 0 });
    const tooSlow = await server.askAsStaff('PATCH', `/api/sessions/${id}/chat`, { body: { slowSeconds: 86_400 } });
    expect(tooSlow.status).toBe(400);
  });
});
