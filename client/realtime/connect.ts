// Opens the socket to our own server; the only file here that knows socket.io.
import type { Socket } from 'socket.io-client';
import { cameraNamespace } from '../../server/contract/camera-namespace.ts';
import type { CameraToServerEvents, ServerToCameraEvents } from '../../server/contract/camera.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../../server/contract/socket-events.ts';
import { LiveConnection, type LiveSocket } from './live-connection.ts';

/** The live connection of this page; the socket's code is fetched with the first joined session, and it reconnects by itself. */
export function openLiveConnection(): LiveConnection {
  return new LiveConnection(openSocket);
}

async function openSocket(): Promise<LiveSocket> {
  const { io } = await import('socket.io-client');
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({ autoConnect: false });
  return asLiveSocket(socket);
}

/** The same object: socket.io's own types are generic over event names in a way that a plain interface cannot say. */
function asLiveSocket(socket: Socket<ServerToClientEvents, ClientToServerEvents>): LiveSocket {
  return socket as unknown as LiveSocket;
}

/** A connection of its own for the desk's camera, not opened yet: chat need not wait behind pictures. */
export async function openCameraConnection(): Promise<Socket<ServerToCameraEvents, CameraToServerEvents>> {
  const { io } = await import('socket.io-client');
  const often = { reconnectionDelay: 500, reconnectionDelayMax: 2_000 };
  return io(cameraNamespace, { autoConnect: false, forceNew: true, transports: ['websocket'], ...often });
}
