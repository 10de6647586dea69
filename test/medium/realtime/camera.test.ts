// The camera's socket over a real server: who may send, how bytes are acknowledged, what is refused. Live media is a double.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { insertAccount } from '../../../db/accounts.ts';
import { cameraLimits } from '../../../server/contract/camera.ts';
import { cameraNamespace } from '../../../server/contract/camera-namespace.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { hashPassword } from '../../../server/usecases/passwords.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestServer;
const sockets: Socket[] = [];
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await server.close();
});
beforeEach(() => {
  Object.assign(server.live.camera, { hold: null, answer: 'open', finished: 0 });
  server.live.camera.recordings.length = 0;
  server.live.calls.length = 0;
});

interface Reply {
  readonly ok: boolean;
  readonly code?: string;
  readonly detail?: string;
}

function connect(headers: Record<string, string>): Socket {
  const socket = io(`${server.url}${cameraNamespace}`, {
    ...{ transports: ['websocket'], extraHeaders: headers, forceNew: true, reconnection: false },
  });
  sockets.push(socket);
  return socket;
}

/** `connected`, or why not. */
function outcomeOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (error) => resolve(error.message));
  });
}

async function asClerk(): Promise<Socket> {
  const socket = connect({ cookie: await server.signIn(), origin: server.url });
  expect(await outcomeOf(socket)).toBe('connected');
  return socket;
}

async function create(): Promise<string> {
  const body = { title: 'Commissione bilancio', scheduledAt: '2026-11-22T18:30:00Z' };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>().id;
}
const command = (id: string, name: string) =>
  server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body: { command: name } });
const wish = (sessionId: string) => ({
  ...{ sessionId, cameraId: 'desk-page-1', container: 'matroska', pictures: 'other' },
});
const ask = async (socket: Socket, event: string, ...input: unknown[]): Promise<Reply> =>
  (await socket.emitWithAck(event, ...input)) as Reply;

describe('a camera', () => {
  it('sends to a session, and its bytes go on unchanged and in order', async () => {
    const id = await create();
    const socket = await asClerk();
    expect(await ask(socket, 'camera:begin', wish(id))).toEqual({ ok: true });
    expect(server.live.calls).toContain(`camera ${id} matroska encode clerk@example.org`);
    for (const text of ['head', 'body'])
      expect(await ask(socket, 'camera:piece', Buffer.from(text))).toEqual({ ok: true });
    expect(Buffer.concat(server.live.camera.recordings[0] ?? []).toString()).toBe('headbody');
    const trail = JSON.stringify(await server.house.db.selectFrom('audit').selectAll().execute());
    expect(trail).toContain('session.source-started');
    expect([...server.log.lines, trail].join()).not.toContain('headbody');
  });

  it('is not copied but encoded unless its pictures are H.264', async () => {
    const id = await create();
    await ask(await asClerk(), 'camera:begin', { ...wish(id), container: 'mp4', pictures: 'h264' });
    expect(server.live.calls).toContain(`camera ${id} mov copy clerk@example.org`);
  });

  it('hears of its bytes only when they have been taken', async () => {
    const socket = await asClerk();
    await ask(socket, 'camera:begin', wish(await create()));
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => void (resolve = done));
    server.live.camera.hold = promise;
    let isAcknowledged = false;
    const taken = ask(socket, 'camera:piece', Buffer.from('slow')).then(() => (isAcknowledged = true));
    // An answer to a later question proves that the bytes have arrived.
    await ask(socket, 'camera:piece', 'no bytes');
    expect(isAcknowledged).toBe(false);
    resolve();
    await taken;
  });

  it('ends with its connection, and begins anew on another one', async () => {
    const id = await create();
    const first = await asClerk();
    await ask(first, 'camera:begin', wish(id));
    first.disconnect();
    await waitFor(() => server.live.camera.finished === 1, { describe: 'the recording is over' });
    expect(await ask(await asClerk(), 'camera:begin', wish(id))).toEqual({ ok: true });
    expect(server.live.camera.recordings).toHaveLength(2);
  });

  it('hears why it is over, and what it sends afterwards goes nowhere', async () => {
    const socket = await asClerk();
    await ask(socket, 'camera:begin', wish(await create()));
    const over = new Promise((resolve) => socket.once('camera:over', resolve));
    server.live.camera.end('taken-over');
    expect(await over).toMatchObject({ code: 'taken-over' });
    expect(await ask(socket, 'camera:piece', Buffer.from('late'))).toMatchObject({ ok: false, code: 'no-feed' });
    expect(server.live.camera.recordings).toEqual([[]]);
  });
});

describe('a camera is refused', () => {
  it('to the public, and to pages of other sites and programs that name no origin', async () => {
    const cookie = await server.signIn();
    expect(await outcomeOf(connect({ origin: server.url }))).toBe('not-signed-in');
    expect(await outcomeOf(connect({ cookie }))).toBe('foreign-origin');
    expect(await outcomeOf(connect({ cookie, origin: 'https://evil.example' }))).not.toBe('connected');
  });

  it.each([
    ['a reader', { role: 'reader', bodies: null }],
    ['a clerk of another body', { role: 'clerk', bodies: {} }],
  ] as const)('to %s', async (name, rights) => {
    const password = 'a long enough password';
    const email = `${name.replaceAll(' ', '-')}@example.org`;
    const passwordHash = await hashPassword(password);
    await insertAccount(server.house.db, { id: name, email, ...rights, passwordHash, createdAtMs: Date.now() });
    const answer = await server.ask('POST', '/api/sign-in', { body: { email, password } });
    const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    const socket = connect({ cookie, origin: server.url });
    expect(await outcomeOf(socket)).toBe('connected');
    expect(await ask(socket, 'camera:begin', wish(await create()))).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(server.live.camera.recordings).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['no session', { ...wish('x'), sessionId: '' }],
    ['another container', { ...wish('x'), container: 'concat' }],
    ['an id that is none', { ...wish('x'), cameraId: '../x' }],
  ])('when it begins with %s', async (_, input) => {
    const socket = await asClerk();
    expect(await ask(socket, 'camera:begin', input)).toMatchObject({ ok: false, code: 'invalid-input' });
    expect(await ask(socket, 'camera:begin', wish('no-such'))).toMatchObject({ ok: false, code: 'session-not-found' });
  });

  it('behind closed doors, while another one sends, and when the session is over', async () => {
    const id = await create();
    const socket = await asClerk();
    await command(id, 'go-live');
    await command(id, 'close-doors');
    expect(await ask(socket, 'camera:begin', wish(id))).toMatchObject({ ok: false, code: 'doors-closed' });
    await command(id, 'open-doors');
    server.live.camera.answer = 'doors-closed';
    expect(await ask(socket, 'camera:begin', wish(id))).toMatchObject({ ok: false, code: 'doors-closed' });
    server.live.camera.answer = 'taken';
    expect(await ask(socket, 'camera:begin', wish(id))).toMatchObject({
      ...{ ok: false, code: 'camera-taken', detail: expect.stringContaining('another@example.org') },
    });
    server.live.camera.answer = 'open';
    await command(id, 'adjourn');
    expect(await ask(socket, 'camera:begin', wish(id))).toMatchObject({ ok: false, code: 'command-not-allowed' });
    expect(server.live.camera.recordings).toEqual([]);
  });

  it('a piece that is too large, and is closed for one that no page of ours would send', async () => {
    const socket = await asClerk();
    await ask(socket, 'camera:begin', wish(await create()));
    const large = Buffer.alloc(cameraLimits.pieceBytes + 1);
    expect(await ask(socket, 'camera:piece', large)).toMatchObject({ ok: false, code: 'too-large' });
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('camera:piece', Buffer.alloc(40_000));
    await closed;
    expect(server.live.camera.recordings).toEqual([[]]);
  });

  it('its connection when the sign-in ends', async () => {
    const answer = await server.ask('POST', '/api/sign-in', {
      body: { email: 'clerk@example.org', password: 'correct horse battery' },
    });
    const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    const socket = connect({ cookie, origin: server.url });
    await outcomeOf(socket);
    await ask(socket, 'camera:begin', wish(await create()));
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    await server.ask('POST', '/api/sign-out', { headers: { cookie, origin: server.url } });
    await closed;
    await waitFor(() => server.live.camera.finished === 1, { describe: 'the recording is over' });
  });
});
