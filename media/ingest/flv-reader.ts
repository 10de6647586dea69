// Takes FLV bytes apart into messages (Adobe FLV 10.1, annex E), however they were cut. Reads no media.
import type { RtmpMessage } from './rtmp/chunk-writer.ts';

export interface FlvReader {
  /** Throws when the bytes are no FLV. */
  read(bytes: Buffer): void;
}

const fileHeaderBytes = 13;
const tagHeaderBytes = 11;
const trailerBytes = 4;

/** `onMessage` is called per tag, in order; FLV and RTMP share the numbers and bodies of their messages. */
export function createFlvReader(onMessage: (message: RtmpMessage) => void): FlvReader {
  let held: Buffer = Buffer.alloc(0);
  let isBegun = false;

  /** How many bytes one tag took; 0 when it is not whole. */
  function readTag(from: number): number {
    if (held.length < from + tagHeaderBytes) return 0;
    const size = held.readUIntBE(from + 1, 3);
    const end = from + tagHeaderBytes + size + trailerBytes;
    if (held.length < end) return 0;
    const timestamp = held.readUIntBE(from + 4, 3) + held.readUInt8(from + 7) * 0x100_0000;
    const payload = Buffer.from(held.subarray(from + tagHeaderBytes, end - trailerBytes));
    onMessage({ typeId: held.readUInt8(from) & 0x1f, streamId: 1, timestamp, payload });
    return end - from;
  }

  return {
    read(bytes) {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      let at = 0;
      if (!isBegun) {
        if (held.length < fileHeaderBytes) return;
        if (held.toString('latin1', 0, 3) !== 'FLV') throw new Error('the bytes are no FLV');
        isBegun = true;
        at = fileHeaderBytes;
      }
      for (let taken = readTag(at); taken > 0; taken = readTag(at)) at += taken;
      held = held.subarray(at);
    },
  };
}
