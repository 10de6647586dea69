// One UDP port before several listeners: leads each SRT caller to one of them, by its address alone. Decrypts nothing and
// judges nobody; who knows no passphrase is turned away by the listener.
//
// a packet from …                              happens
// a known caller                               to its listener
// a known caller, a first handshake again      as from a new one, once its listener has its feed
// a new caller, a first handshake              to the listener that waits; nothing while none does (it asks again in 0.25 s)
// a new caller, anything else                  dropped
import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';
import { once } from 'node:events';
import type { MediaLog } from '../../media-log.ts';
import type { Schedule } from '../schedule.ts';
import { isInduction, isMedia, roundTripMsOf } from './srt-packets.ts';

/** A listener behind the switch, and what passes says of its caller. */
export interface SrtLine {
  /** Where it listens on this machine. */
  readonly port: number;
  /** It has its feed: whoever shakes hands anew belongs to another listener. */
  readonly isServed: boolean;
  /** A caller of it spoke. */
  noteCall(): void;
  /** It sends media: it was let in. */
  noteMedia(address: string): void;
  noteRoundTrip(ms: number): void;
}

export interface SrtSwitchOptions {
  readonly host: string;
  readonly port: number;
  /** Settles when the port is given back by whoever had it before. */
  readonly gone: Promise<void>;
  /** The listener that waits for a caller; null when there is none yet. */
  readonly waitingLine: () => SrtLine | null;
  readonly schedule: Schedule;
  readonly monotonicMs: () => number;
  /** The port can be used (true), or it cannot and is tried again. */
  readonly onOpen: (isOpen: boolean) => void;
  readonly log: MediaLog;
}

export interface SrtSwitch {
  /** The listener is gone: what its callers still send is dropped. */
  forget(line: SrtLine): void;
  stop(): Promise<void>;
}

interface Caller {
  readonly address: string;
  readonly port: number;
  readonly line: SrtLine;
  /** Its own port towards the listener, which tells callers apart by it. */
  readonly inner: Socket;
  lastMs: number;
}

const loopback = '127.0.0.1';
/** One encoder comes from one address; the rest are strangers, and the oldest of them gives way. */
const mostCallers = 16;
/** Half a second of a good picture, should this process be busy (the system may allow less). */
const receiveBufferBytes = 4 * 1024 * 1024;
const openAgainMs = 5_000;

/** Opens the port when it is given back, and again while it cannot be had. */
export function createSrtSwitch(options: SrtSwitchOptions): SrtSwitch {
  const { host, port, schedule, monotonicMs, log } = options;
  const callers = new Map<string, Caller>();
  let outer: Socket | null = null;
  let isStopped = false;
  let cancelOpening = (): void => undefined;

  function open(): void {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    outer = socket;
    socket.on('message', (packet, from) => fromOutside(packet, from));
    socket.on('error', (error) => {
      log.warn({ port, error: error.message }, 'the SRT port cannot be used; it is tried again');
      socket.close();
      outer = null;
      options.onOpen(false);
      if (!isStopped) cancelOpening = schedule(openAgainMs, open);
    });
    socket.bind(port, host, () => {
      socket.setRecvBufferSize(receiveBufferBytes);
      options.onOpen(true);
    });
  }

  function fromOutside(packet: Buffer, { address, port: from }: RemoteInfo): void {
    const caller = callerOf(`${address} ${from}`, packet, { address, port: from });
    if (caller === null) return;
    caller.lastMs = monotonicMs();
    caller.line.noteCall();
    if (isMedia(packet)) caller.line.noteMedia(caller.address);
    caller.inner.send(packet, caller.line.port, loopback, noteUnsent);
  }

  function callerOf(key: string, packet: Buffer, from: { address: string; port: number }): Caller | null {
    const known = callers.get(key) ?? null;
    if (!isInduction(packet) || (known !== null && !known.line.isServed)) return known;
    const line = options.waitingLine();
    if (line === null) return null;
    if (known !== null) drop(key, known);
    makeRoom();
    const caller = { ...from, line, inner: createSocket('udp4'), lastMs: monotonicMs() };
    callers.set(key, caller);
    caller.inner.on('message', (answer, { port: sender }) => fromInside(caller, answer, sender));
    caller.inner.on('error', (error) => {
      log.warn({ port, error: error.message }, 'an SRT caller cannot be led on');
      drop(key, caller);
    });
    caller.inner.bind(0, loopback, () => caller.inner.setRecvBufferSize(receiveBufferBytes));
    return caller;
  }

  function fromInside({ line, address, port: to }: Caller, packet: Buffer, sender: number): void {
    if (sender !== line.port) return;
    const roundTripMs = roundTripMsOf(packet);
    if (roundTripMs !== null) line.noteRoundTrip(roundTripMs);
    outer?.send(packet, to, address, noteUnsent);
  }

  /** SRT sends again what got lost. */
  function noteUnsent(error: Error | null): void {
    if (error !== null) log.debug({ port, error: error.message }, 'an SRT packet could not be sent');
  }

  function makeRoom(): void {
    if (callers.size < mostCallers) return;
    const byAge = [...callers].sort(([, one], [, other]) => one.lastMs - other.lastMs);
    const oldest = byAge.find(([, { line }]) => !line.isServed) ?? byAge[0];
    if (oldest !== undefined) drop(...oldest);
  }

  function drop(key: string, caller: Caller): void {
    if (callers.get(key) !== caller) return;
    callers.delete(key);
    caller.inner.close();
  }

  void options.gone.then(() => {
    if (!isStopped) open();
  });
  return {
    forget(line) {
      for (const [key, caller] of callers) if (caller.line === line) drop(key, caller);
    },
    async stop() {
      isStopped = true;
      cancelOpening();
      for (const [key, caller] of callers) drop(key, caller);
      if (outer === null) return;
      const closed = once(outer, 'close');
      outer.close();
      outer = null;
      await closed;
    },
  };
}
