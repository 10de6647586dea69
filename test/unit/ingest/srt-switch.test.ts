// The switch before SRT listeners, with real sockets on this machine and packets made by hand: who is led where.
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, it } from '@jest/globals';
import { scheduleByTimer } from '../../../media/ingest/schedule.ts';
import { isInduction, isMedia, roundTripMsOf } from '../../../media/ingest/srt/srt-packets.ts';
import { createSrtSwitch } from '../../../media/ingest/srt/srt-switch.ts';
import type { SrtLine } from '../../../media/ingest/srt/srt-switch.ts';
import { waitFor } from '../../support/wait-for.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function handshake(type: number): Buffer {
  const packet = Buffer.alloc(64);
  packet.writeUInt16BE(0x8000, 0);
  packet.writeUInt32BE(type, 36);
  return packet;
}
const induction = handshake(1);
const conclusion = handshake(0xffffffff);
const media = Buffer.alloc(32, 1);
function acknowledgement(roundTripUs: number): Buffer {
  const packet = Buffer.alloc(44);
  packet.writeUInt16BE(0x8002, 0);
  packet.writeUInt32BE(roundTripUs, 20);
  return packet;
}

async function udp(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  cleanups.push(() => socket.close());
  return socket;
}

/** A listener that answers every packet with an acknowledgement. */
async function listener(): Promise<
  SrtLine & { heard: Buffer[]; isServed: boolean; caller: string; roundTrip: number }
> {
  const socket = await udp();
  const line = {
    ...{ port: socket.address().port, heard: [] as Buffer[], isServed: false, caller: '', roundTrip: -1 },
    noteCall: () => undefined,
    noteMedia: (address: string) => void (line.caller = address),
    noteRoundTrip: (ms: number) => void (line.roundTrip = ms),
  };
  socket.on('message', (packet, from) => {
    line.heard.push(packet);
    socket.send(acknowledgement(12_400), from.port, from.address);
  });
  return line;
}

async function stage() {
  const before = await udp();
  const { port } = before.address();
  cleanups.pop();
  before.close();
  const waiting: { line: SrtLine | null; asked: number } = { line: null, asked: 0 };
  let open: (isOpen: boolean) => void = () => undefined;
  const isOpen = new Promise<boolean>((resolve) => (open = resolve));
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const door = createSrtSwitch({
    ...{ host: '127.0.0.1', port, gone: Promise.resolve(), schedule: scheduleByTimer, log: quiet },
    monotonicMs: () => performance.now(),
    waitingLine: () => ((waiting.asked += 1), waiting.line),
    onOpen: (is) => open(is),
  });
  cleanups.push(() => door.stop());
  expect(await isOpen).toBe(true);
  return { door, waiting, port };
}

it('reads no more of a packet than it must, and nothing of a short one', () => {
  expect([induction, conclusion, media, Buffer.alloc(3, 0x80)].map(isInduction)).toEqual([true, false, false, false]);
  expect([induction, media, Buffer.alloc(16)].map(isMedia)).toEqual([false, true, false]);
  expect([acknowledgement(12_400), acknowledgement(0).subarray(0, 20), induction].map(roundTripMsOf)).toEqual([
    ...[12, null, null],
  ]);
});

it('leads a caller to the listener that waits and its answers back, and knows its address and round trip', async () => {
  const { waiting, port } = await stage();
  const [line, caller] = [await listener(), await udp()];
  waiting.line = line;
  const answers: Buffer[] = [];
  caller.on('message', (answer) => void answers.push(answer));
  for (const packet of [induction, conclusion, media]) caller.send(packet, port, '127.0.0.1');
  await waitFor(() => answers.length === 3, { describe: 'three answers' });
  expect(line.heard).toEqual([induction, conclusion, media]);
  expect([line.caller, line.roundTrip]).toEqual(['127.0.0.1', 12]);
});

it('leads nobody anywhere who does not begin with a first handshake, or while no listener waits', async () => {
  const { waiting, port } = await stage();
  const [line, stranger, caller] = [await listener(), await udp(), await udp()];
  caller.send(induction, port, '127.0.0.1');
  await waitFor(() => waiting.asked === 1, { describe: 'a listener is asked for' });
  waiting.line = line;
  stranger.send(media, port, '127.0.0.1');
  stranger.send(conclusion, port, '127.0.0.1');
  caller.send(induction, port, '127.0.0.1');
  await waitFor(() => line.heard.length > 0, { describe: 'the caller asks again' });
  expect(line.heard).toEqual([induction]);
});

it('leads a second caller elsewhere, and the first one too when it begins anew, once the first listener has its feed', async () => {
  const { door, waiting, port } = await stage();
  const [one, other, first, second] = [await listener(), await listener(), await udp(), await udp()];
  waiting.line = one;
  first.send(induction, port, '127.0.0.1');
  await waitFor(() => one.heard.length === 1, { describe: 'the first caller' });
  one.isServed = true;
  waiting.line = other;
  second.send(induction, port, '127.0.0.1');
  first.send(media, port, '127.0.0.1');
  await waitFor(() => one.heard.length === 2 && other.heard.length === 1, { describe: 'each to its own' });
  first.send(induction, port, '127.0.0.1');
  await waitFor(() => other.heard.length === 2, { describe: 'the first caller anew' });
  door.forget(other);
  second.send(media, port, '127.0.0.1');
  second.send(induction, port, '127.0.0.1');
  await waitFor(() => other.heard.length === 3, { describe: 'only its handshake passes' });
  expect(other.heard).toEqual([induction, induction, induction]);
});
