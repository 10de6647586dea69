// Turns connections away that are too many for their address: with 429, when to come back, and a sentence, before a socket is made.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAddressPace, isOwnMachine, mostSocketsOfAddress } from '../usecases/address-pace.ts';
import { placeOf } from '../usecases/sign-in-throttle.ts';
import type { Sockets } from './broadcast.ts';

/** When nobody knows when a socket of the address will close. */
const tryAgainMs = 30_000;

/** Watches the door. `mostSockets` is that of the domain unless a test says otherwise. */
export function watchDoor(
  io: Sockets,
  options: { addressOf: (request: IncomingMessage) => string; now: () => number; mostSockets?: number | undefined },
): void {
  const { addressOf, now, mostSockets = mostSocketsOfAddress } = options;
  const pace = createAddressPace(now);
  const open = new Map<string, number>();
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const address = addressOf(request);
    // A request with an id belongs to a connection that has been let in.
    const isNew = !new URLSearchParams(request.url?.split('?')[1]).has('sid');
    if (!isNew || isOwnMachine(address)) return next();
    const isFull = (open.get(placeOf(address)) ?? 0) >= mostSockets;
    const waitMs = isFull ? tryAgainMs : pace.draw('connections', address);
    if (waitMs === 0) next();
    else turnAway(request, response, waitMs);
  });
  io.engine.on(
    'connection',
    (socket: { request: IncomingMessage; once(event: 'close', listener: () => void): void }) => {
      const place = placeOf(addressOf(socket.request));
      open.set(place, (open.get(place) ?? 0) + 1);
      socket.once('close', () => {
        const left = (open.get(place) ?? 1) - 1;
        if (left > 0) open.set(place, left);
        else open.delete(place);
      });
    },
  );
}

function turnAway(request: IncomingMessage, response: ServerResponse, waitMs: number): void {
  const text = 'Too many connections from this address; the pictures go on without. Try again later.\n';
  const headers = { 'Retry-After': String(Math.ceil(waitMs / 1000)), 'Content-Type': 'text/plain; charset=utf-8' };
  if (request.headers.upgrade === undefined) {
    response.writeHead(429, headers).end(text);
    return;
  }
  // Of an upgrade there is no answer yet but the bare connection.
  const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(text), Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  request.socket.end(`HTTP/1.1 429 Too Many Requests\r\n${head}\r\n${text}`);
}
