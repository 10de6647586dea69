// The bytes of FLV.
import { describe, expect, it } from '@jest/globals';
import { flvHeader, writeFlvTag } from '../../../media/ingest/flv-tag.ts';

describe('FLV', () => {
  it('begins with a header that says which tracks follow', () => {
    expect(flvHeader({ video: true, audio: true }).toString('hex')).toBe('464c5601050000000900000000');
    expect(flvHeader({ video: false, audio: true })[4]).toBe(4);
  });

  it('writes tag header, payload and length', () => {
    const tag = writeFlvTag({ kind: 'video', timestampMs: 1_000, payload: Buffer.from([0x17, 1]) });
    expect(tag.toString('hex')).toBe('09' + '000002' + '0003e8' + '00' + '000000' + '1701' + '0000000d');
  });

  it('puts the high bits of the timestamp into its extension, beyond 24 and beyond 32 bits', () => {
    const payload = Buffer.from([0xaf]);
    expect(writeFlvTag({ kind: 'audio', timestampMs: 0x01020304, payload }).toString('hex', 4, 8)).toBe('02030401');
    expect(writeFlvTag({ kind: 'audio', timestampMs: 0x1_f0f1f2f3, payload }).toString('hex', 4, 8)).toBe('f1f2f3f0');
  });
});
