// The Socket.IO door: who may connect, what a connection may send, who hears what. Decisions are the use cases'.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { isOwnOrigin } from '../contract/own-origin.ts';
import { readSignInToken, signInCookieName } from '../contract/sign-in-cookie.ts';
import type { BroadcastEvent } from '../contract/socket-events.ts';
import { createChatPace } from '../usecases/chat-pace.ts';
import type { House } from '../usecases/house.ts';
import type { EndedSignIns } from '../usecases/sign-in-watch.ts';
import { createSlowMode } from '../usecases/slow-mode.ts';
import { isSignInOpen, whoIs } from '../usecases/who-is.ts';
import { emitEvent, roomOf } from './broadcast.ts';
import { camerasOf, listenForCameras } from './camera-events.ts';
import type { SocketFacts, Sockets } from './broadcast.ts';
import { listenToChat } from './chat-events.ts';
import { watchDoor } from './door.ts';
import { createViewerCounts } from './viewer-counts.ts';

/** What the gateway needs from the composition root. */
export interface GatewayDeps {
  readonly house: House;
  readonly httpServer: HttpServer;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly publicOrigin: string | null;
  /** How often viewers are counted at most; 5 s unless a test says otherwise. */
  readonly viewersIntervalMs?: number;
  /** Open sockets of one address; 3000 unless a test says otherwise. */
  readonly mostSocketsOfAddress?: number;
}

/** The running gateway. */
export interface Gateway {
  broadcast(event: BroadcastEvent): void;
  socketCount(): number;
  /** Sockets that joined the session. */
  viewerCount(sessionId: string): number;
  /** Disconnects everybody; the HTTP server stays. Idempotent. */
  stop(): void;
}

/** Attaches Socket.IO to the HTTP server (path /socket.io). */
export function createGateway(deps: GatewayDeps): Gateway {
  const cookieName = signInCookieName({ secure: deps.publicOrigin?.startsWith('https:') === true });
  const io: Sockets = new Server(deps.httpServer, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: 16 * 1024,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    allowRequest: (request, decide) => decide(null, mayConnect(request, deps.publicOrigin)),
  });
  watchDoor(io, { addressOf: deps.addressOf, now: deps.house.now, mostSockets: deps.mostSocketsOfAddress });
  const viewerCount = (sessionId: string): number => io.sockets.adapter.rooms.get(roomOf(sessionId))?.size ?? 0;
  const viewers = createViewerCounts({
    intervalMs: deps.viewersIntervalMs ?? 5000,
    now: deps.house.now,
    count: viewerCount,
    tell: (sessionId, count) => io.to(roomOf(sessionId)).emit('viewers', { sessionId, count }),
  });
  const pace = createChatPace(deps.house.now);
  const slowMode = createSlowMode(deps.house.now);
  const factsOf = async (request: IncomingMessage): Promise<SocketFacts> => {
    const token = readSignInToken(request.headers.cookie, cookieName);
    const actor = token === null ? ({ kind: 'public' } as const) : await whoIs(deps.house, token);
    return { actor, address: deps.addressOf(request), signInToken: token, insiderOf: new Set() };
  };
  io.use((socket, next) => {
    factsOf(socket.request).then((facts) => {
      socket.data = facts;
      next();
    }, next);
  });
  const cameras = listenForCameras(io, { house: deps.house, publicOrigin: deps.publicOrigin, factsOf });
  deps.house.signIns.onChange((which) => {
    for (const socket of everySocket(io)) if (isOf(socket.data, which)) socket.conn.close();
  });
  const recheck = setInterval(() => void cutEnded(io, deps.house), recheckEveryMs).unref();
  io.on('connection', (socket) => listenToChat({ socket, io, house: deps.house, pace, slowMode, viewers }));
  return {
    broadcast: (event) => emitEvent(io, event),
    socketCount: () => io.engine.clientsCount,
    viewerCount,
    stop: () => {
      clearInterval(recheck);
      viewers.stop();
      cameras.stop();
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

/** A sign-in that runs out by itself ends its connections within this. */
const recheckEveryMs = 60_000;

/** Listening does not count as using a sign-in, so that a forgotten tab keeps none open. */
async function cutEnded(io: Sockets, house: House): Promise<void> {
  for (const socket of everySocket(io)) {
    const { actor, signInToken } = socket.data;
    if (actor.kind === 'public' || signInToken === null) continue;
    const isOpen = await isSignInOpen(house, signInToken).catch((error: unknown) => {
      house.log.error({ err: error }, 'a sign-in could not be checked');
      return true;
    });
    if (!isOpen) socket.conn.close();
  }
}

/** Pages and cameras. */
function everySocket(io: Sockets): { readonly data: SocketFacts; readonly conn: { close(): void } }[] {
  return [...io.sockets.sockets.values(), ...camerasOf(io).sockets.values()];
}

/** Such a connection is cut; the page connects again by itself and is then whoever its cookie says. */
function isOf({ actor, signInToken }: SocketFacts, which: EndedSignIns): boolean {
  if ('token' in which) return signInToken === which.token;
  return actor.kind === 'staff' && actor.accountId === which.accountId;
}

/** A page of another site may not open a connection; programs that are no browser send no origin. */
function mayConnect(request: IncomingMessage, publicOrigin: string | null): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return isOwnOrigin(origin, { publicOrigin: null, host }) || isOwnOrigin(origin, { publicOrigin, host });
}
