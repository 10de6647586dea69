// The whole argument list that draws a slate, and words that must not break out of it.
import { describe, expect, it } from '@jest/globals';
import { escapeForFilter, slateArguments } from '../../../media/recipes/slate-arguments.ts';

const fragments =
  '-movflags +cmaf+frag_discont+frag_every_frame+skip_trailer -output_ts_offset 10 -flush_packets 1 -f mp4';
const encoder =
  '-c:v libx264 -preset veryfast -tune zerolatency -profile:v main -bf 0 -crf 26 -g 6 -keyint_min 6 -sc_threshold 0 -threads 1';

describe('the slate argument list', () => {
  it('draws two plain pictures and silence when there are no words', () => {
    expect(slateArguments(null, null)).toEqual(
      [
        '-hide_banner -nostdin -loglevel error',
        '-f lavfi -i color=c=0x17324d:size=1280x720:rate=3:duration=2',
        '-f lavfi -i anullsrc=channel_layout=stereo:sample_rate=48000:duration=2',
        '-filter_complex [0:v]split=2[s0][s1];[s0]scale=1280:720,format=yuv420p[v0];[s1]scale=640:360,format=yuv420p[v1]',
        `-map [v0] ${encoder} -video_track_timescale 90000 ${fragments} pipe:3`,
        `-map [v1] ${encoder} -video_track_timescale 90000 ${fragments} pipe:4`,
        `-map 1:a:0 -c:a aac -b:a 48k -ar 48000 -ac 2 ${fragments} pipe:5`,
      ].flatMap((line) => line.split(' ')),
    );
  });

  it('writes each line in the middle, as large as fits', () => {
    const words = { headline: 'Seduta sospesa', subline: 'x'.repeat(60), detail: null };
    const filters = slateArguments(words, null).find((one) => one.includes('drawtext'));
    expect(filters).toContain('text=Seduta sospesa:fontcolor=white:fontsize=64:x=(w-tw)/2:y=h*0.4-th/2');
    expect(filters).toContain(':fontsize=32:');
    expect(filters?.match(/drawtext/g)).toHaveLength(2);
  });

  it('puts the crest on a plate above the words, read as what it was judged as', () => {
    const args = slateArguments(null, { path: '/files/ab/abcd', kind: 'svg' });
    expect(args.join(' ')).toContain('-f svg_pipe -i /files/ab/abcd');
    expect(args.find((one) => one.includes('[2:v]'))).toContain('[0:v][plated]overlay=x=(W-w)/2:y=H*0.18-h/2[on];[on]');
  });

  it('keeps words from being read as options or filters', () => {
    expect(escapeForFilter("dell'ora: 15,30 [x]; \\ %{n}\n")).toBe(
      "dell\\\\\\'ora\\\\: 15\\,30 \\[x\\]\\; \\\\\\\\ %{n} ",
    );
  });
});
