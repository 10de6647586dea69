// Silence in the encoder's place: AAC tags for a feed without sound, so that every take has a sound rung.
import type { FlvTag } from '../ingest/flv-tag.ts';

/** FLV AudioTagHeader for AAC, 44 kHz flag, 16 bit, stereo (fixed for AAC), and the AAC packet type. */
const header = Buffer.from([0xaf, 0x00]);
const raw = Buffer.from([0xaf, 0x01]);
/** AudioSpecificConfig (ISO/IEC 14496-3): AAC LC, 48 kHz, two channels. */
const configuration = Buffer.from([0x11, 0x90]);
/** One raw AAC block of silence for two channels. */
const silentBlock = Buffer.from([0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80]);
const blockMs = 1024 / 48;

/** Gives the silent tags that belong beside the pictures, up to a given timestamp. */
export class SilentSound {
  #blocks = 0;

  /** The AAC sequence header. */
  configurationTag(arrivedAtMs: number): FlvTag {
    return { ...shape(0, arrivedAtMs), payload: Buffer.concat([header, configuration]), isSequenceHeader: true };
  }

  /** All blocks that begin at or before `timestampMs` and were not given yet. */
  *until(timestampMs: number, arrivedAtMs: number): Generator<FlvTag> {
    for (let at = this.#blocks * blockMs; at <= timestampMs; at = this.#blocks * blockMs) {
      this.#blocks += 1;
      yield {
        ...shape(Math.round(at), arrivedAtMs),
        payload: Buffer.concat([raw, silentBlock]),
        isSequenceHeader: false,
      };
    }
  }
}

function shape(timestampMs: number, arrivedAtMs: number): Omit<FlvTag, 'payload' | 'isSequenceHeader'> {
  return { kind: 'audio', timestampMs, arrivedAtMs, isKeyframe: false, compositionMs: 0 };
}
