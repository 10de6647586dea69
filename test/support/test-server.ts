// HTTP and sockets on a free port over a test house: what the composition root does, without media.
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../../server/contract/socket-events.ts';
import type { Recordings } from '../../media/uploads/recordings.ts';
import { createAddressOf } from '../../server/http/client-address.ts';
import { createApp } from '../../server/http/create-app.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { serverOptions, tuneServer } from '../../server/http/tune-server.ts';
import { createGateway } from '../../server/realtime/gateway.ts';
import type { Gateway } from '../../server/realtime/gateway.ts';
import type { OpenIdDoor } from '../../server/usecases/house.ts';
import { ensureAdministrator } from '../../server/usecases/ensure-administrator.ts';
import { createTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

export type TestSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

export const staff = { email: 'clerk@example.org', password: 'correct horse battery' };

/** One answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, for tests to look into. */
  json<T = Record<string, unknown>>(): T;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestServer extends TestHouse {
  readonly url: string;
  readonly gateway: Gateway;
  /** Asks as the public. */
  ask(method: string, address: string, ask?: Ask): Promise<Answer>;
  /** Asks as signed-in staff, from the site's own pages. */
  askAsStaff(method: string, address: string, ask?: Ask): Promise<Answer>;
  /** The cookie of signed-in staff. */
  signIn(): Promise<string>;
  connect(headers?: Readonly<Record<string, string>>): TestSocket;
  close(): Promise<void>;
}

export async function createTestServer(
  options: {
    publicOrigin?: string;
    trustedProxies?: string[];
    viewersIntervalMs?: number;
    mostSocketsOfAddress?: number;
    clientFolder?: string;
    openId?: OpenIdDoor;
    recordings?: Recordings;
  } = {},
): Promise<TestServer> {
  const { openId, recordings } = options;
  const base = await createTestHouse({
    ...(openId === undefined ? {} : { openId }),
    ...(recordings === undefined ? {} : { recordings }),
  });
  const { house } = base;
  await ensureAdministrator(house, staff);
  const server = createServer(serverOptions);
  const publicOrigin = options.publicOrigin ?? null;
  const addressOf = createAddressOf(options.trustedProxies ?? []);
  const viewersIntervalMs = options.viewersIntervalMs ?? 5000;
  const metrics = createMetrics({
    socketCount: () => gateway.socketCount(),
    onAirCount: () => base.live.onAir.size,
    problemCounts: () => new Map(),
  });
  const clientFolder = options.clientFolder ?? path.join(base.folder, 'client');
  tuneServer(server);
  server.on('request', createApp({ house, metrics, addressOf, publicOrigin, clientFolder, isReady: () => true }));
  // After the listener above: the gateway hides its own path only from listeners that are there before it.
  const gateway = createGateway({
    ...{ house, httpServer: server, addressOf, publicOrigin, viewersIntervalMs },
    ...(options.mostSocketsOfAddress === undefined ? {} : { mostSocketsOfAddress: options.mostSocketsOfAddress }),
  });
  base.onBroadcast = (event) => gateway.broadcast(event);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;
  const sockets: TestSocket[] = [];
  let cookie: Promise<string> | null = null;
  const ask: TestServer['ask'] = (method, where, given = {}) => send(`${url}${where}`, method, given);
  const signIn = (): Promise<string> => (cookie ??= openSignIn(ask));
  return Object.assign(base, {
    url,
    gateway,
    ask,
    signIn,
    async askAsStaff(method: string, where: string, given: Ask = {}) {
      const headers = { cookie: await signIn(), origin: publicOrigin ?? url, ...given.headers };
      return ask(method, where, { ...given, headers });
    },
    connect(headers: Readonly<Record<string, string>> = {}) {
      const socket: TestSocket = io(url, {
        transports: ['websocket'],
        extraHeaders: headers,
        forceNew: true,
        reconnection: false,
      });
      sockets.push(socket);
      return socket;
    },
    close: closeAll(async () => {
      for (const socket of sockets) socket.disconnect();
      gateway.stop();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    }, base.close),
  });
}

function closeAll(first: () => Promise<void>, then: () => Promise<void>): () => Promise<void> {
  return async () => {
    await first();
    await then();
  };
}

async function openSignIn(ask: TestServer['ask']): Promise<string> {
  const answer = await ask('POST', '/api/sign-in', { body: staff });
  if (answer.status !== 204) throw new Error(`staff could not sign in: ${answer.text}`);
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

async function send(url: string, method: string, { body, headers = {} }: Ask): Promise<Answer> {
  const isText = typeof body === 'string';
  const type = body === undefined || isText ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    redirect: 'manual',
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
}
