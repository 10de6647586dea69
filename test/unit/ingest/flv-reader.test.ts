// FLV comes apart into the tags it was made of, however its bytes are cut.
import { describe, expect, it } from '@jest/globals';
import { createFlvReader } from '../../../media/ingest/flv-reader.ts';
import { flvHeader, writeFlvTag } from '../../../media/ingest/flv-tag.ts';
import { audioHeader, picture, sound, videoHeader } from './samples.ts';

const tags = [videoHeader(), audioHeader(), picture(0), sound(21), picture(0x0100_0028), sound(0xffff_fff0)];
const film = Buffer.concat([flvHeader({ video: true, audio: true }), ...tags.map(writeFlvTag)]);

describe('FLV', () => {
  it.each([1, 7, 13, 64, film.length])('is read in pieces of %i bytes', (size) => {
    const seen: [number, number, string][] = [];
    const reader = createFlvReader(({ typeId, timestamp, payload }) =>
      seen.push([typeId, timestamp, payload.toString('hex')]),
    );
    for (let at = 0; at < film.length; at += size) reader.read(film.subarray(at, at + size));
    expect(seen).toEqual(
      tags.map((tag) => [tag.kind === 'video' ? 9 : 8, tag.timestampMs, tag.payload.toString('hex')]),
    );
  });

  it('is not found in other bytes', () => {
    expect(() => createFlvReader(() => undefined).read(Buffer.from('this is no film'))).toThrow('no FLV');
  });
});
