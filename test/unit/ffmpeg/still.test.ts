// The arguments of a still.
import { describe, expect, it } from '@jest/globals';
import { stillOptions } from '../../../media/stills/still.ts';

describe('a still', () => {
  it('seeks in its input and makes one JPEG of the wanted width', () => {
    expect(stillOptions({ atSeconds: 61.25, width: 640 })).toEqual({
      input: ['-codec_whitelist', 'h264,aac', '-ss', '61.250'],
      output: ['-an', '-frames:v', '1', '-vf', 'scale=640:-2', '-q:v', '4', '-f', 'mjpeg'],
    });
  });

  it('stays within reason', () => {
    expect(stillOptions({ atSeconds: -3, width: 99_999 })).toEqual({
      input: expect.arrayContaining(['0.000']),
      output: expect.arrayContaining(['scale=3840:-2']),
    });
  });
});
