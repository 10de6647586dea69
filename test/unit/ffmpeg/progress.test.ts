// Reading ffmpeg's progress blocks, however they are cut.
import { describe, expect, it } from '@jest/globals';
import { createProgressReader } from '../../../media/ffmpeg/progress.ts';

const said = `frame=25
fps=24.98
stream_0_0_q=-0.0
bitrate=N/A
total_size=4096
out_time_us=1000000
out_time=00:00:01.000000
dup_frames=1
drop_frames=2
speed=0.98x
progress=continue
frame=50
total_size=N/A
speed= 359x
progress=end
`;

describe('the progress reader', () => {
  it('reads numbers and leaves what is not known null', () => {
    const blocks = createProgressReader()(said);
    expect(blocks).toEqual([
      {
        frame: 25,
        framesPerSecond: 24.98,
        outSeconds: 1,
        bytes: 4096,
        droppedFrames: 2,
        duplicatedFrames: 1,
        speed: 0.98,
        ended: false,
      },
      expect.objectContaining({ frame: 50, bytes: null, outSeconds: null, speed: 359, ended: true }),
    ]);
  });

  it('gives the same blocks when the text comes one character at a time', () => {
    const read = createProgressReader();
    expect([...said].flatMap((character) => read(character))).toEqual(createProgressReader()(said));
  });

  it('drops lines that are no progress', () => {
    expect(createProgressReader()(`${'x'.repeat(5000)}\n=3\nnonsense\nprogress=end\n`)).toHaveLength(1);
  });
});
