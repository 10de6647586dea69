// Chunks put together, however they are cut and whichever of the header forms they use.
import { describe, expect, it } from '@jest/globals';
import type { ChunkReader } from '../../../media/ingest/rtmp/chunk-reader.ts';
import { createChunkReader } from '../../../media/ingest/rtmp/chunk-reader.ts';
import type { RtmpMessage } from '../../../media/ingest/rtmp/chunk-writer.ts';
import { writeChunks } from '../../../media/ingest/rtmp/chunk-writer.ts';
import { defaultRtmpLimits } from '../../../media/ingest/rtmp/rtmp-limits.ts';

function collect(): { reader: ChunkReader; messages: RtmpMessage[] } {
  const messages: RtmpMessage[] = [];
  return { reader: createChunkReader(defaultRtmpLimits, (message) => messages.push(message)), messages };
}

const body = (length: number, fill = 7): Buffer => Buffer.alloc(length, fill);
const video = (timestamp: number, payload: Buffer): RtmpMessage => ({ typeId: 9, streamId: 1, timestamp, payload });
const bytes = (...values: number[]): Buffer => Buffer.from(values);

describe('chunk reader', () => {
  it('puts a message together that arrives byte by byte', () => {
    const { reader, messages } = collect();
    const message = video(0x01020304, Buffer.from(Array.from({ length: 700 }, (_, index) => index % 251)));
    for (const byte of writeChunks(6, message, 128)) reader.read(bytes(byte));
    expect(messages).toEqual([message]);
  });

  it('keeps interleaved messages of two chunk streams apart', () => {
    const { reader, messages } = collect();
    const first = writeChunks(4, video(1, body(200, 1)), 128);
    const second = writeChunks(6, video(2, body(200, 2)), 128);
    reader.read(
      Buffer.concat([first.subarray(0, 140), second.subarray(0, 140), first.subarray(140), second.subarray(140)]),
    );
    expect(messages).toEqual([video(1, body(200, 1)), video(2, body(200, 2))]);
  });

  it('adds the deltas of formats 1, 2 and 3', () => {
    const { reader, messages } = collect();
    reader.read(bytes(0x06, 0, 0, 100, 0, 0, 1, 9, 1, 0, 0, 0, 0xaa)); // absolute 100
    reader.read(bytes(0x46, 0, 0, 40, 0, 0, 2, 8, 0xbb, 0xbc)); // + 40, other length and type
    reader.read(bytes(0x86, 0, 0, 20, 0xcc, 0xcd)); // + 20
    reader.read(bytes(0xc6, 0xdd, 0xde)); // + 20 again
    expect(messages.map(({ timestamp, typeId, payload }) => [timestamp, typeId, payload.length])).toEqual([
      [100, 9, 1],
      [140, 8, 2],
      [160, 8, 2],
      [180, 8, 2],
    ]);
  });

  it('takes the timestamp of format 0 as the delta of a format 3 that begins a message (section 5.3.1.2.4)', () => {
    const { reader, messages } = collect();
    reader.read(bytes(0x06, 0, 0, 33, 0, 0, 1, 9, 1, 0, 0, 0, 0xaa, 0xc6, 0xbb));
    expect(messages.map(({ timestamp }) => timestamp)).toEqual([33, 66]);
  });

  it('lets timestamps run over 32 bits', () => {
    const { reader, messages } = collect();
    reader.read(writeChunks(6, video(0xfffffff0, body(1)), 128));
    reader.read(bytes(0x86, 0, 0, 0x20, 0xcc));
    expect(messages.map(({ timestamp }) => timestamp)).toEqual([0xfffffff0, 0x10]);
  });

  it.each([
    ['repeat', true],
    ['do not repeat', false],
  ])('reads encoders that %s the extended timestamp in later chunks', (_, isRepeated) => {
    const { reader, messages } = collect();
    const message = video(0x01000000, body(300, 9));
    const whole = writeChunks(6, message, 128);
    const header = whole.subarray(0, 16 + 128);
    const follow = isRepeated ? bytes(0xc6, 1, 0, 0, 0) : bytes(0xc6);
    reader.read(Buffer.concat([header, follow, body(128, 9), follow, body(44, 9)]));
    reader.read(writeChunks(6, video(0x01000020, body(3)), 128));
    expect(messages).toEqual([message, video(0x01000020, body(3))]);
  });

  it('finds the next chunk when the last piece of a message is shorter than an unrepeated timestamp', () => {
    const { reader, messages } = collect();
    const start = writeChunks(6, video(0x01000000, body(130, 9)), 128).subarray(0, 16 + 128);
    reader.read(Buffer.concat([start, bytes(0xc6, 9, 9), writeChunks(4, video(5, body(2)), 128)]));
    expect(messages.map(({ payload }) => payload.length)).toEqual([130, 2]);
  });

  it.each([
    ['one byte', bytes(0x3f)],
    ['two bytes', bytes(0x00, 200)],
    ['three bytes', bytes(0x01, 0x10, 0x20)],
  ])('reads chunk stream ids of %s', (_, basic) => {
    const { reader, messages } = collect();
    reader.read(Buffer.concat([basic, bytes(0, 0, 5, 0, 0, 1, 8, 1, 0, 0, 0, 0xaa)]));
    expect(messages).toEqual([{ typeId: 8, streamId: 1, timestamp: 5, payload: bytes(0xaa) }]);
  });

  it('uses a new chunk size from the next chunk on', () => {
    const { reader, messages } = collect();
    reader.setChunkSize(1_000);
    reader.read(writeChunks(6, video(1, body(900)), 1_000));
    expect(messages).toEqual([video(1, body(900))]);
  });

  it('forgets an aborted message', () => {
    const { reader, messages } = collect();
    reader.read(writeChunks(6, video(1, body(200)), 128).subarray(0, 140));
    reader.abort(6);
    reader.read(writeChunks(6, video(2, body(3)), 128));
    expect(messages).toEqual([video(2, body(3))]);
  });

  it('hands on empty messages', () => {
    const { reader, messages } = collect();
    reader.read(writeChunks(6, video(1, body(0)), 128));
    expect(messages).toEqual([video(1, body(0))]);
  });

  it('reads nothing after it was stopped, not even what it holds', () => {
    const messages: RtmpMessage[] = [];
    const reader = createChunkReader(defaultRtmpLimits, (message) => {
      messages.push(message);
      reader.stop();
    });
    const one = writeChunks(6, video(1, body(3)), 128);
    reader.read(Buffer.concat([one, one]));
    expect(messages).toHaveLength(1);
  });

  it.each([
    ['a message longer than 8 MB', bytes(0x06, 0, 0, 0, 0x80, 0, 1, 9, 1, 0, 0, 0)],
    ['a reference to no message', bytes(0x86, 0, 0, 0)],
    ['a continuation of no message', bytes(0xc6)],
    [
      'a message inside another',
      Buffer.concat([bytes(0x06, 0, 0, 0, 0, 1, 0, 9, 1, 0, 0, 0), body(128), bytes(0x06), body(11, 0)]),
    ],
    [
      'more than 32 chunk streams',
      Buffer.concat(Array.from({ length: 33 }, (_, id) => writeChunks(3 + id, video(0, body(1)), 128))),
    ],
  ])('refuses %s', (_, hostile) => {
    expect(() => collect().reader.read(hostile)).toThrow(expect.objectContaining({ name: 'ProtocolViolation' }));
  });

  it('refuses to hold more than a megabyte for a stranger', () => {
    const { reader } = collect();
    reader.setChunkSize(65_536);
    const unfinished = (id: number): Buffer => writeChunks(id, video(0, body(70_000)), 65_536).subarray(0, 60_000);
    expect(() => {
      for (let id = 3; id < 30; id += 1) reader.read(Buffer.concat([unfinished(id), body(5_548)]));
    }).toThrow('too many unfinished messages');
  });
});
