// Shows clerks who else sits at the desk of a session. Only staff may join; the public never hears of it.
import type { Socket } from 'socket.io';
import type { ClerkPresence } from '../contract/council-log.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../contract/socket-events.ts';
import type { House } from '../usecases/house.ts';
import { joinDesk } from '../usecases/join-desk.ts';
import type { SocketFacts, Sockets } from './broadcast.ts';

type DeskSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketFacts>;

const prefix = 'desk:';

/** The room of the clerks of a session. */
function deskRoomOf(sessionId: string): string {
  return `${prefix}${sessionId}`;
}

/** Sits down at the desk of a session; the answer says who is there, oneself included. */
export async function sitDown(
  around: { io: Sockets; house: House },
  socket: DeskSocket,
  sessionId: string,
): Promise<Outcome<{ clerks: ClerkPresence[] }>> {
  const mayJoin = await joinDesk(around.house, socket.data.actor, sessionId);
  if (!mayJoin.ok) return mayJoin;
  await socket.join(deskRoomOf(sessionId));
  tellClerks(around.io, sessionId);
  return accept({ clerks: clerksAt(around.io, sessionId) });
}

/** Gets up from the desk. */
export async function getUp(io: Sockets, socket: DeskSocket, sessionId: string): Promise<Outcome<object>> {
  await socket.leave(deskRoomOf(sessionId));
  tellClerks(io, sessionId);
  return accept({});
}

/** The desks a connection sits at, so that they can be told when it has gone. */
export function desksOf(socket: DeskSocket): string[] {
  return [...socket.rooms].filter((room) => room.startsWith(prefix)).map((room) => room.slice(prefix.length));
}

/** Tells everyone at a desk who sits there. */
export function tellClerks(io: Sockets, sessionId: string): void {
  io.to(deskRoomOf(sessionId)).emit('desk:clerks', { sessionId, clerks: clerksAt(io, sessionId) });
}

/** One row for each account, also when it has several windows open. */
function clerksAt(io: Sockets, sessionId: string): ClerkPresence[] {
  const clerks = new Map<string, ClerkPresence>();
  for (const id of io.sockets.adapter.rooms.get(deskRoomOf(sessionId)) ?? []) {
    const actor = io.sockets.sockets.get(id)?.data.actor;
    if (actor?.kind === 'staff') clerks.set(actor.accountId, { accountId: actor.accountId, email: actor.email });
  }
  return [...clerks.values()];
}
