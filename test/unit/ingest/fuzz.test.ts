// Two thousand broken conversations through the real parser: none gets out of its connection, none makes it hoard.
import { describe, expect, it } from '@jest/globals';
import type { RtmpConnection } from '../../../media/ingest/rtmp/connection.ts';
import { createRtmpConnection } from '../../../media/ingest/rtmp/connection.ts';
import { amfObject, writeAmf0 } from '../../../media/ingest/rtmp/amf0-writer.ts';
import { createFeedHub } from '../../../media/ingest/feed-hub.ts';
import { defaultRtmpLimits } from '../../../media/ingest/rtmp/rtmp-limits.ts';
import { clientHandshake, mediaBytes, publishConversation } from '../../support/rtmp-client.ts';
import { audioHeader, createHandClock, createWrittenLog, picture, sound, videoHeader } from './samples.ts';

const conversations = 2_000;

/** Mulberry32: the same numbers on every run. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const opening = publishConversation('right');
const media = Buffer.concat([
  mediaBytes(18, 0, writeAmf0('@setDataFrame', 'onMetaData', amfObject({ width: 1280, framerate: 25 }))),
  mediaBytes(9, 0, videoHeader().payload),
  mediaBytes(8, 0, audioHeader().payload),
  mediaBytes(9, 0xffffff, picture(0).payload),
  mediaBytes(22, 5, Buffer.concat([Buffer.from('080000060000000000000000', 'hex'), Buffer.alloc(10)])),
  mediaBytes(8, 21, sound(0).payload),
  mediaBytes(9, 40, Buffer.alloc(500, 0x27)),
]);

function mutate(source: Buffer, from: number, dice: (sides: number) => number): Buffer {
  let bytes = Buffer.from(source);
  for (let left = 1 + dice(6); left > 0; left -= 1) {
    const at = from + dice(Math.max(1, bytes.length - from));
    const kind = dice(5);
    if (at >= bytes.length) continue;
    if (kind === 0) bytes[at] = dice(256);
    else if (kind === 1) bytes.fill(0xff, at, Math.min(bytes.length, at + 1 + dice(4)));
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + dice(40))]);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(from + dice(at - from + 1))]);
    else bytes = bytes.subarray(0, at);
  }
  return bytes;
}

function open(log: ReturnType<typeof createWrittenLog>): RtmpConnection {
  const clock = createHandClock();
  const hub = createFeedHub({ now: clock.now, monotonicMs: clock.now, schedule: clock.schedule, log });
  return createRtmpConnection({
    kind: 'rtmp',
    remoteAddress: '192.0.2.1',
    limits: defaultRtmpLimits,
    filler: Buffer.alloc(1_536),
    now: clock.now,
    schedule: clock.schedule,
    admit: async (key) =>
      key === 'right' ? { ok: true, sessionId: 's1' } : { ok: false, reason: 'unknown stream key' },
    onPublish: hub.attach,
    log,
    transport: { send: () => 0, finish: () => undefined, destroy: () => undefined },
  });
}

function deliver(connection: RtmpConnection, bytes: Buffer, dice: (sides: number) => number): void {
  for (let at = 0; at < bytes.length;) {
    const length = 1 + dice(1_500);
    connection.receive(bytes.subarray(at, at + length));
    at += length;
  }
}

describe('RTMP parser under fire', () => {
  it('never throws, never calls a bug, and forgets what it read', async () => {
    const dice = createDice(20_261_122);
    const log = createWrittenLog();
    const before = process.memoryUsage().arrayBuffers;
    const handshakeBytes = clientHandshake().length;
    const phases = new Set<string>();
    const connections: RtmpConnection[] = [];
    for (let count = 0; count < conversations; count += 1) {
      const connection = open(log);
      connections.push(connection);
      const isOpeningBroken = count % 2 === 0;
      deliver(connection, isOpeningBroken ? mutate(opening, dice(4) === 0 ? 0 : handshakeBytes, dice) : opening, dice);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      deliver(connection, isOpeningBroken ? media : mutate(media, 0, dice), dice);
      phases.add(connection.phase);
    }
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect([...phases]).toEqual(expect.arrayContaining(['ended', 'handshake', 'open', 'publishing']));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1_048_576);
    for (const connection of connections) connection.end('test is over');
    expect(log.lines.filter(({ message }) => message === 'rtmp connection ended')).toHaveLength(conversations);
  });
});
