// The cameras of desks: one recording a connection, its bytes acknowledged when they have been taken. Who may send is a use
// case's decision; nothing of what passes is kept or logged.
import type { IncomingMessage } from 'node:http';
import type { Namespace, Socket } from 'socket.io';
import type { Actor } from '../contract/accounts.ts';
import { beginCameraSchema, cameraLimits } from '../contract/camera.ts';
import { cameraNamespace } from '../contract/camera-namespace.ts';
import type { CameraToServerEvents, ServerToCameraEvents } from '../contract/camera.ts';
import { isOwnOrigin } from '../contract/own-origin.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { createChatPace } from '../usecases/chat-pace.ts';
import type { ChatPace } from '../usecases/chat-pace.ts';
import type { House } from '../usecases/house.ts';
import { openCamera } from '../usecases/open-camera.ts';
import { whoIs } from '../usecases/who-is.ts';
import type { SocketFacts, Sockets } from './broadcast.ts';
import { toAck } from './to-ack.ts';

type NoEvents = Record<string, never>;
type Cameras = Namespace<CameraToServerEvents, ServerToCameraEvents, NoEvents, SocketFacts>;
type CameraSocket = Socket<CameraToServerEvents, ServerToCameraEvents, NoEvents, SocketFacts>;
/** Where the bytes of a recording go. */
type Recording = Extract<Awaited<ReturnType<typeof openCamera>>, { ok: true }>['value'];

interface CameraDeps {
  readonly house: House;
  readonly publicOrigin: string | null;
  readonly factsOf: (request: IncomingMessage) => Promise<SocketFacts>;
}

/** The namespace of the cameras. */
export function camerasOf(io: Sockets): Cameras {
  return io.of(cameraNamespace) as unknown as Cameras;
}

const echoEveryMs = 5_000;

/** Lets cameras of staff connect, from the site's own pages only: unlike a viewer's socket, this one acts by its cookie. */
export function listenForCameras(io: Sockets, deps: CameraDeps): { stop(): void } {
  const { house, publicOrigin, factsOf } = deps;
  const cameras = camerasOf(io);
  const pace = createChatPace(house.now);
  const roundTrips = new WeakMap<CameraSocket, number>();
  cameras.use((socket, next) => {
    const { origin, host } = socket.request.headers;
    if (!isOwnOrigin(origin, { publicOrigin: null, host }) && !isOwnOrigin(origin, { publicOrigin, host }))
      return next(new Error('foreign-origin'));
    factsOf(socket.request).then((facts) => {
      socket.data = facts;
      next(facts.actor.kind === 'public' ? new Error('not-signed-in') : undefined);
    }, next);
  });
  cameras.on('connection', (socket) => {
    listenToCamera({ socket, house, pace, roundTripMs: () => roundTrips.get(socket) ?? null });
  });
  const echo = setInterval(() => {
    for (const socket of cameras.sockets.values()) measure(socket, (ms) => void roundTrips.set(socket, ms));
  }, echoEveryMs).unref();
  return { stop: () => clearInterval(echo) };
}

function measure(socket: CameraSocket, onRoundTrip: (ms: number) => void): void {
  const askedMs = performance.now();
  socket.emit('camera:echo', () => onRoundTrip(Math.round(performance.now() - askedMs)));
}

interface CameraConnection {
  readonly socket: CameraSocket;
  readonly house: House;
  readonly pace: ChatPace;
  readonly roundTripMs: () => number | null;
}

function listenToCamera(connection: CameraConnection): void {
  const { socket, house, pace } = connection;
  let recording: Recording | null = null;
  let isGone = false;

  async function begin(input: unknown): Promise<Outcome<object>> {
    const retryAfterMs = pace.drawJoin(socket.id);
    if (retryAfterMs > 0) return refuse('slow-down', 'You are starting too often; wait a moment.', { retryAfterMs });
    const parsed = beginCameraSchema.safeParse(input);
    if (!parsed.success) return refuse('invalid-input', 'This is no beginning of a recording that can be used.');
    leave();
    const { roundTripMs } = connection;
    const answer = await openCamera(house, await actorNow(connection), parsed.data, {
      ...{ address: socket.data.address, roundTripMs },
      onOver(over) {
        recording = null;
        socket.emit('camera:over', over);
      },
    });
    if (!answer.ok) return answer;
    leave();
    if (isGone) answer.value.finish();
    else recording = answer.value;
    return accept({});
  }

  function leave(): void {
    recording?.finish();
    recording = null;
  }

  async function take(bytes: unknown): Promise<Outcome<object>> {
    if (!Buffer.isBuffer(bytes)) return refuse('invalid-input', 'A piece of a recording is bytes.');
    if (bytes.length > cameraLimits.pieceBytes)
      return refuse('too-large', `A piece has at most ${cameraLimits.pieceBytes} bytes.`);
    const isTaken = (await recording?.write(bytes)) ?? false;
    return isTaken ? accept({}) : refuse('no-feed', 'No recording goes on; begin one.');
  }

  const answer = (outcome: Promise<Outcome<object>>, ack: unknown): void =>
    void outcome
      .catch((error: unknown) => {
        house.log.error({ err: error, socketId: socket.id }, 'a camera’s event failed');
        return refuse('internal', 'Something went wrong on the server; it has been logged.');
      })
      .then((settled) => {
        if (typeof ack === 'function') ack(toAck(settled));
      });
  socket.on('camera:begin', (input, ack) => answer(begin(input), ack));
  socket.on('camera:piece', (bytes, ack) => answer(take(bytes), ack));
  socket.on('disconnect', () => {
    isGone = true;
    pace.forgetConnection(socket.id);
    leave();
  });
}

/** A sign-in may have ended since the connection was opened. */
async function actorNow({ socket, house }: CameraConnection): Promise<Actor> {
  if (socket.data.signInToken !== null) socket.data.actor = await whoIs(house, socket.data.signInToken);
  return socket.data.actor;
}
