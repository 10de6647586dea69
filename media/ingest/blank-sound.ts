// Of sound codecs that have no sequence header (MP3, PCM …): one tag that says the format and holds no sound, so that
// readers which begin in the middle know the track before its first sound, and hear nothing of what went before.
import { audioCodecOf } from './flv-codec.ts';
import type { FlvTag } from './flv-tag.ts';

/** Bytes at the beginning of a tag that say what follows: one of FLV's, and the head of an MPEG frame. */
const formatBytes = 1;
const mpegHeadBytes = 4;
/** Silence is no zero in these (ITU-T G.711). */
const silentByte: Readonly<Record<string, number>> = { pcm_alaw: 0xd5, pcm_mulaw: 0xff };

/** Has this sound a sequence header of its own? */
export function hasOwnHeader(codec: string): boolean {
  return codec === 'aac';
}

/** `tag`: any tag of that sound. */
export function blankSound(tag: FlvTag): FlvTag {
  const codec = audioCodecOf(tag.payload);
  const kept = codec === 'mp3' ? formatBytes + mpegHeadBytes : formatBytes;
  const payload = Buffer.alloc(tag.payload.length, silentByte[codec] ?? 0);
  tag.payload.copy(payload, 0, 0, kept);
  return { ...tag, payload, isSequenceHeader: true };
}

/** Do both say the same format? */
export function isSameSound(one: FlvTag, other: FlvTag): boolean {
  return one.payload[0] === other.payload[0];
}
