// Sends what use cases tell the pages to everyone who joined the session. Must not know why it is told.
import type { Server } from 'socket.io';
import type { Actor } from '../contract/accounts.ts';
import type { BroadcastEvent, ClientToServerEvents, ServerToClientEvents } from '../contract/socket-events.ts';

/** What the gateway keeps with each connection. */
export interface SocketFacts {
  actor: Actor;
  address: string;
  signInToken: string | null;
  /** Sessions that this connection may follow even when they leave the public's view. */
  insiderOf: Set<string>;
}

type NoEvents = Record<string, never>;
export type Sockets = Server<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketFacts>;

/** The room of a session. */
export function roomOf(sessionId: string): string {
  return `session:${sessionId}`;
}

/** The room of those who moderate its chat. */
export function moderatorRoomOf(sessionId: string): string {
  return `moderators:${sessionId}`;
}

/** Emits one event to its session's room; a session that leaves the public's view also loses its public listeners. */
export function emitEvent(io: Sockets, event: BroadcastEvent): void {
  const room = io.to(roomOf(event.sessionId));
  switch (event.name) {
    case 'chat:message':
      room.emit(event.name, event.data);
      break;
    case 'chat:removed':
      room.emit(event.name, event.data);
      break;
    case 'chat:changed':
      room.emit(event.name, event.data);
      break;
    case 'chat:waiting':
      io.to(moderatorRoomOf(event.sessionId)).emit(event.name, event.data);
      break;
    case 'session:changed':
      room.emit(event.name, event.data);
      if (event.data.publication !== 'published') turnOutPublic(io, event.sessionId);
      break;
    case 'agenda:changed':
      room.emit(event.name, event.data);
      break;
    case 'marks:changed':
      room.emit(event.name, event.data);
      break;
    case 'log:changed':
      room.emit(event.name, event.data);
      break;
    case 'viewers':
      room.emit(event.name, event.data);
      break;
    default:
      event satisfies never;
  }
}

function turnOutPublic(io: Sockets, sessionId: string): void {
  const room = roomOf(sessionId);
  for (const id of [...(io.sockets.adapter.rooms.get(room) ?? [])]) {
    const socket = io.sockets.sockets.get(id);
    if (socket !== undefined && !socket.data.insiderOf.has(sessionId)) void socket.leave(room);
  }
}
