// The whole argument list that draws a slate, and words that must not break out of it.
import { describe, expect, it } from '@jest/globals';
import { escapeForFilter, slateArguments } from '../../../media/recipes/slate-arguments.ts';

const fragments =
  '-movflags +cmaf+frag_discont+frag_every_frame+skip_trailer -output_ts_offset 10 -flush_packets 1 -f mp4';
const encoder =
  '-c:v libx264 -preset veryfast -tune zerolatency -profile:v main -bf 0 -crf 26 -g 6 -keyint_min 6 -sc_threshold 0 -threads 1';

describe('the slate argument list', () => {
  it('draws two plain pictures and silence when there are no words', () => {
    expect(slateArguments(null)).toEqual(
      [
        '-hide_banner -nostdin -loglevel error',
        '-f lavfi -i color=c=0x17324d:size=1280x720:rate=3:duration=2',
        '-f lavfi -i anullsrc=channel_layout=stereo:sample_rate=48000:duration=2',
        `-map 0:v:0 -vf scale=1280:720,format=yuv420p ${encoder} -video_track_timescale 90000 ${fragments} pipe:3`,
        `-map 0:v:0 -vf scale=640:360,format=yuv420p ${encoder} -video_track_timescale 90000 ${fragments} pipe:4`,
        `-map 1:a:0 -c:a aac -b:a 48k -ar 48000 -ac 2 ${fragments} pipe:5`,
      ].flatMap((line) => line.split(' ')),
    );
  });

  it('writes each line in the middle, as large as fits', () => {
    const filters = slateArguments({ headline: 'Seduta sospesa', subline: 'x'.repeat(60), detail: null }).find((one) =>
      one.startsWith('drawtext'),
    );
    expect(filters).toContain('text=Seduta sospesa:fontcolor=white:fontsize=64:x=(w-tw)/2:y=h*0.4-th/2');
    expect(filters).toContain(':fontsize=32:');
    expect(filters?.match(/drawtext/g)).toHaveLength(2);
  });

  it('keeps words from being read as options or filters', () => {
    expect(escapeForFilter("dell'ora: 15,30 [x]; \\ %{n}\n")).toBe(
      "dell\\\\\\'ora\\\\: 15\\,30 \\[x\\]\\; \\\\\\\\ %{n} ",
    );
  });
});
