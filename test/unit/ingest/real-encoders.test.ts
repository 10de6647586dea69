// What real encoders say first, as recorded from them: OBS Studio (librtmp of its own), GStreamer's rtmp2sink, and librtmp.
// Each file is the first 7,000 bytes that the encoder sent, published with the key `key-of-the-session`.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import { createFeedReception } from '../../../media/ingest/feed-reception.ts';
import { createRtmpConnection } from '../../../media/ingest/rtmp/connection.ts';
import { defaultRtmpLimits } from '../../../media/ingest/rtmp/rtmp-limits.ts';
import { createHandClock, createWrittenLog } from './samples.ts';

const folder = new URL('../../fixtures/encoders/', import.meta.url);

/** Hears the recorded bytes: one by one until the key was asked, whose answer the encoder waited for, then in pieces. */
async function hear(
  name: string,
  pieceBytes: number,
): Promise<{ keys: string[]; tags: FlvTag[]; farewells: string[] }> {
  const heard = { keys: [] as string[], tags: [] as FlvTag[], farewells: [] as string[] };
  const connection = createRtmpConnection({
    kind: 'rtmp',
    remoteAddress: '192.0.2.9',
    limits: defaultRtmpLimits,
    filler: Buffer.alloc(1_536),
    now: () => 42,
    schedule: createHandClock().schedule,
    log: createWrittenLog(),
    admit(streamKey) {
      heard.keys.push(streamKey);
      return Promise.resolve({ ok: true, sessionId: 's1' });
    },
    onPublish: (publication) => publication.onTag((tag) => heard.tags.push(tag)),
    transport: {
      send: () => 0,
      finish: () => void heard.farewells.push('finish'),
      destroy: () => void heard.farewells.push('destroy'),
    },
  });
  const bytes = readFileSync(new URL(name, folder));
  for (let at = 0; at < bytes.length;) {
    const size = heard.keys.length === 0 ? 1 : pieceBytes;
    connection.receive(bytes.subarray(at, at + size));
    if (size === 1 && heard.keys.length > 0) for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    at += size;
  }
  return heard;
}

describe.each([
  ['obs-studio-29.rtmp', { width: 640, height: 360, chroma: '4:2:0', bitDepth: 8, audioSampleRate: 48_000 }],
  ['gstreamer-rtmp2sink-1.22.rtmp', { width: 160, height: 90, chroma: '4:4:4', bitDepth: 10, audioSampleRate: 44_100 }],
  ['gstreamer-rtmpsink-1.22.rtmp', { width: 160, height: 90, chroma: '4:2:0', bitDepth: 8, audioSampleRate: 44_100 }],
])('%s', (name, facts) => {
  it.each([7_000, 1_400, 11])('is let in and understood in pieces of %i bytes', async (pieceBytes) => {
    const { keys, tags, farewells } = await hear(name, pieceBytes);
    expect([keys, farewells]).toEqual([['key-of-the-session'], []]);
    const reception = createFeedReception(0);
    for (const tag of tags) reception.accept(tag, 0);
    expect(reception.facts(0)).toMatchObject({ videoCodec: 'h264', audioCodec: 'aac', ...facts });
    expect(tags.filter((tag) => tag.kind === 'video' && tag.isKeyframe && !tag.isSequenceHeader)).toHaveLength(1);
  });
});
