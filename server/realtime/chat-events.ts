// What a connection may send: join, leave, chat. Every event is validated, answered through its acknowledgement, never thrown.
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { Actor } from '../contract/accounts.ts';
import { sendChatSchema } from '../contract/chat.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { joinSessionSchema } from '../contract/socket-events.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../contract/socket-events.ts';
import type { House } from '../usecases/house.ts';
import type { ChatPace } from '../usecases/chat-pace.ts';
import { joinSession } from '../usecases/join-session.ts';
import { sendChat } from '../usecases/send-chat.ts';
import type { SlowMode } from '../usecases/slow-mode.ts';
import { whoIs } from '../usecases/who-is.ts';
import { moderatorRoomOf, roomOf } from './broadcast.ts';
import type { SocketFacts, Sockets } from './broadcast.ts';
import { desksOf, getUp, sitDown, tellClerks } from './desk-presence.ts';
import { toAck } from './to-ack.ts';
import type { ViewerCounts } from './viewer-counts.ts';

type ChatSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketFacts>;

interface Connection {
  readonly socket: ChatSocket;
  readonly house: House;
  readonly pace: ChatPace;
  readonly slowMode: SlowMode;
  readonly viewers: ViewerCounts;
  readonly io: Sockets;
}

/** Listens to one connection until it ends. */
export function listenToChat(connection: Connection): void {
  const { socket, pace, slowMode, viewers, io } = connection;
  socket.on(
    'session:join',
    answering(connection, joinSessionSchema, (input) => join(connection, input)),
  );
  socket.on(
    'session:leave',
    answering(connection, joinSessionSchema, (input) => leave(connection, input)),
  );
  socket.on(
    'chat:send',
    answering(connection, sendChatSchema, (input) => send(connection, input)),
  );
  socket.on(
    'desk:join',
    answering(connection, joinSessionSchema, async (input) => {
      const retryAfterMs = pace.drawJoin(socket.id);
      if (retryAfterMs > 0) return tooOften(retryAfterMs);
      await actorNow(connection);
      return sitDown(connection, socket, input.sessionId);
    }),
  );
  socket.on(
    'desk:leave',
    answering(connection, joinSessionSchema, async (input) => {
      // Whoever does not sit there has nobody to tell.
      return desksOf(socket).includes(input.sessionId) ? getUp(io, socket, input.sessionId) : accept({});
    }),
  );
  socket.on('disconnecting', () => {
    pace.forgetConnection(socket.id);
    slowMode.forgetConnection(socket.id);
    const desks = desksOf(socket);
    socket.once('disconnect', () => desks.forEach((sessionId) => tellClerks(io, sessionId)));
    for (const room of socket.rooms) if (room.startsWith(roomOf(''))) viewers.touch(room.slice(roomOf('').length));
  });
}

async function join(connection: Connection, input: { sessionId: string }): Promise<Outcome<object>> {
  const { socket, house, pace, viewers } = connection;
  const retryAfterMs = pace.drawJoin(socket.id);
  if (retryAfterMs > 0) return tooOften(retryAfterMs);
  const enter = async (as: 'public' | 'insider' | 'moderator'): Promise<void> => {
    if (as === 'public') socket.data.insiderOf.delete(input.sessionId);
    else socket.data.insiderOf.add(input.sessionId);
    if (as === 'moderator') await socket.join(moderatorRoomOf(input.sessionId));
    else await socket.leave(moderatorRoomOf(input.sessionId));
    await socket.join(roomOf(input.sessionId));
  };
  const outcome = await joinSession(house, await actorNow(connection), { sessionId: input.sessionId, enter });
  if (outcome.ok) viewers.touch(input.sessionId);
  return outcome;
}

function tooOften(retryAfterMs: number): Outcome<never> {
  return refuse('slow-down', 'You are joining too often; wait a moment.', { retryAfterMs });
}

async function leave(connection: Connection, input: { sessionId: string }): Promise<Outcome<object>> {
  await connection.socket.leave(roomOf(input.sessionId));
  await connection.socket.leave(moderatorRoomOf(input.sessionId));
  connection.viewers.touch(input.sessionId);
  return accept({});
}

async function send(connection: Connection, input: z.output<typeof sendChatSchema>): Promise<Outcome<object>> {
  const { socket, house, pace, slowMode } = connection;
  const retryAfterMs = pace.draw(socket.id, socket.data.address);
  if (retryAfterMs > 0) {
    return refuse('slow-down', 'You are writing too fast; wait a moment and send it again.', { retryAfterMs });
  }
  const { address } = socket.data;
  const who = { connectionId: socket.id, address, connectedAtMs: socket.handshake.issued };
  const visitor = slowMode.visitor({ sessionId: input.sessionId, ...who });
  return sendChat(house, await actorNow(connection), input, visitor);
}

/** A sign-in may have ended since the connection was opened. */
async function actorNow({ socket, house }: Connection): Promise<Actor> {
  if (socket.data.signInToken !== null) socket.data.actor = await whoIs(house, socket.data.signInToken);
  return socket.data.actor;
}

/** Wraps a handler: parses the input, answers through the acknowledgement if there is one, logs bugs. */
function answering<Input>(
  { socket, house }: Connection,
  schema: z.ZodType<Input>,
  handle: (input: Input) => Promise<Outcome<object>>,
): (input: unknown, ack?: unknown) => void {
  return (input, ack) => {
    const parsed = schema.safeParse(input);
    const fault = parsed.error?.issues[0];
    const outcome = parsed.success
      ? handle(parsed.data)
      : Promise.resolve(refuse('invalid-input', `${fault?.path.join('.') ?? ''}: ${fault?.message ?? 'not readable'}`));
    void outcome
      .catch((error: unknown) => {
        house.log.error({ err: error, socketId: socket.id }, 'socket event failed');
        return refuse('internal', 'Something went wrong on the server; it has been logged.');
      })
      .then((settled) => {
        if (typeof ack === 'function') ack(toAck(settled));
      });
  };
}
