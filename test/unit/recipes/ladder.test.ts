// The ladder for each kind of source, and the whole argument list of the live recipe.
import { describe, expect, it } from '@jest/globals';
import { canBeReduced, chooseLadder, type SourceFacts } from '../../../media/recipes/ladder.ts';
import { liveArguments } from '../../../media/recipes/live-arguments.ts';

const kind: SourceFacts = {
  videoCodec: 'h264',
  width: 1280,
  height: 720,
  chroma: '4:2:0',
  bitDepth: 8,
  keyframeIntervalSeconds: 2,
};
const rungNames = (facts: Partial<SourceFacts>): string[] =>
  chooseLadder({ ...kind, ...facts }).rungs.map((rung) => `${rung.name}@${rung.variant ?? 'recorded'}`);

describe('the ladder', () => {
  it('plays the untouched source when browsers decode it and its keyframes come often', () => {
    expect(chooseLadder(kind).cut).toBe('source');
    expect(rungNames({})).toEqual(['source@0', '480p@1', '240p@2', 'audio@0', 'audio-low@1']);
    expect(rungNames({ height: 1080 })).toEqual(['source@0', '480p@1', '240p@2', 'audio@0', 'audio-low@1']);
    expect(rungNames({ height: 576 })).toEqual(['source@0', '360p@1', '240p@2', 'audio@0', 'audio-low@1']);
    expect(rungNames({ height: 360 })).toEqual(['source@0', '240p@1', 'audio@0', 'audio-low@1']);
  });

  it.each([
    ['rare keyframes', { keyframeIntervalSeconds: 8.33 }],
    ['an unknown interval', { keyframeIntervalSeconds: null }],
    ['4:2:2', { chroma: '4:2:2' }],
    ['ten bits', { bitDepth: 10 }],
    ['half pictures', { isInterlaced: true }],
  ])('encodes the best rung and records the source beside it with %s', (_why, facts) => {
    expect(chooseLadder({ ...kind, ...facts }).cut).toBe('timed');
    expect(rungNames(facts)).toEqual(['source@recorded', '720p@0', '480p@1', 'audio@0', 'audio-low@1']);
  });

  it('encodes only, when an MP4 cannot hold the source', () => {
    expect(rungNames({ videoCodec: 'vp6', height: 480 })).toEqual(['480p@0', '360p@1', 'audio@0', 'audio-low@1']);
  });

  it.each([
    [{}, ['source@0', '480p@1', '360p@2', 'audio@0', 'audio-low@1']],
    [{ height: 1080 }, ['source@0', '720p@1', '480p@2', '360p@3', 'audio@0', 'audio-low@1']],
    [
      { height: 1080, chroma: '4:2:2' },
      ['source@recorded', '1080p@0', '720p@1', '480p@2', '360p@3', 'audio@0', 'audio-low@1'],
    ],
    [{ height: 240 }, ['source@0', 'audio@0', 'audio-low@1']],
    [{ height: 100, bitDepth: 10 }, ['source@recorded', '240p@0', 'audio@0', 'audio-low@1']],
  ])('encodes what the operator asked for, as far as the source %j has it', (facts, names) => {
    const wishes = { heights: [1080, 720, 480, 360], reduceBy: 0 };
    const { rungs } = chooseLadder({ ...kind, ...facts }, wishes);
    expect(rungs.map((rung) => `${rung.name}@${rung.variant ?? 'recorded'}`)).toEqual(names);
  });

  it('leaves out encoded rungs from the top where the machine is too slow, never the source or the last picture', () => {
    const names = (facts: Partial<SourceFacts>, reduceBy: number): string[] => {
      const { rungs, leftOut } = chooseLadder({ ...kind, ...facts }, { heights: null, reduceBy });
      return [
        ...rungs.map((rung) => `${rung.name}@${rung.variant ?? 'recorded'}`),
        ...leftOut.map((name) => `-${name}`),
      ];
    };
    expect(names({}, 1)).toEqual(['source@0', '240p@1', 'audio@0', 'audio-low@1', '-480p']);
    expect(names({}, 5)).toEqual(['source@0', 'audio@0', 'audio-low@1', '-480p', '-240p']);
    expect(names({ chroma: '4:2:2' }, 1)).toEqual(['source@recorded', '480p@0', 'audio@0', 'audio-low@1', '-720p']);
    expect(names({ chroma: '4:2:2' }, 9)).toEqual(['source@recorded', '480p@0', 'audio@0', 'audio-low@1', '-720p']);
    const mayShrink = (reduceBy: number, facts: Partial<SourceFacts> = {}): boolean =>
      canBeReduced(chooseLadder({ ...kind, ...facts }, { heights: null, reduceBy }));
    expect([mayShrink(0), mayShrink(1), mayShrink(2)]).toEqual([true, true, false]);
    expect([mayShrink(0, { chroma: '4:2:2' }), mayShrink(1, { chroma: '4:2:2' })]).toEqual([true, false]);
  });

  it('never names two rungs alike, however small the picture', () => {
    for (const height of [100, 144, 240, 300, 480, 2160]) {
      const names = chooseLadder({ ...kind, height, chroma: '4:2:2' }).rungs.map((rung) => rung.name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('the live argument list', () => {
  it('copies the source, encodes the low rungs at its keyframes and starts the sound with the picture', () => {
    expect(liveArguments({ ladder: chooseLadder(kind), firstPictureMs: 67 })).toEqual(
      [
        '-hide_banner -loglevel warning -nostats',
        '-probesize 50000 -analyzeduration 500000 -fpsprobesize 0 -copyts -thread_type slice -f flv -i pipe:0',
        '-map 0:v:0 -c:v copy -video_track_timescale 90000',
        '-movflags +cmaf+frag_discont+frag_every_frame+skip_trailer -output_ts_offset 10 -flush_packets 1 -f mp4 pipe:3',
        '-map 0:v:0 -vf scale=-2:480,format=yuv420p -fps_mode passthrough -enc_time_base 1:90000',
        '-c:v libx264 -preset veryfast -tune zerolatency -profile:v main -bf 0',
        '-x264-params fps=25',
        '-force_key_frames source -g 100000 -sc_threshold 0 -b:v 1200k -maxrate 1200k -bufsize 1200k',
        '-video_track_timescale 90000',
        '-movflags +cmaf+frag_discont+frag_every_frame+skip_trailer -output_ts_offset 10 -flush_packets 1 -f mp4 pipe:4',
        '-map 0:v:0 -vf scale=-2:240,format=yuv420p -fps_mode passthrough -enc_time_base 1:90000',
        '-c:v libx264 -preset veryfast -tune zerolatency -profile:v main -bf 0',
        '-x264-params fps=25',
        '-force_key_frames source -g 100000 -sc_threshold 0 -b:v 400k -maxrate 400k -bufsize 400k',
        '-video_track_timescale 90000',
        '-movflags +cmaf+frag_discont+frag_every_frame+skip_trailer -output_ts_offset 10 -flush_packets 1 -f mp4 pipe:5',
        '-map 0:a:0 -af aresample=48000:async=1:first_pts=3216 -c:a aac -b:a 96k -ar 48000 -ac 2',
        '-movflags +cmaf+frag_discont+frag_every_frame+skip_trailer -output_ts_offset 10 -flush_packets 1 -f mp4 pipe:6',
        '-map 0:a:0 -af aresample=48000:async=1:first_pts=3216 -c:a aac -b:a 36k -ar 48000 -ac 1',
        '-movflags +cmaf+frag_discont+frag_every_frame+skip_trailer -output_ts_offset 10 -flush_packets 1 -f mp4 pipe:7',
        '-map 0:v:0 -vf fps=2,scale=160:90:flags=area,format=gray -fps_mode passthrough -f rawvideo pipe:8',
        '-map 0:a:0 -c:a pcm_s16le -ar 48000 -ac 2 -f s16le pipe:9',
      ].flatMap((line) => line.split(' ')),
    );
  });

  it('tells x264 the rate of the pictures, which their headers may not', () => {
    const rateOf = (framesPerSecond: number | null): string[] =>
      liveArguments({ ladder: chooseLadder({ ...kind, framesPerSecond }), firstPictureMs: 0 }).filter((argument) =>
        /^fps=\d+$/.test(argument),
      );
    const bothRungs = (rate: string): string[] => [rate, rate];
    expect([rateOf(49.98), rateOf(null), rateOf(1000)]).toEqual(['fps=50', 'fps=25', 'fps=120'].map(bothRungs));
  });

  it('forces keyframes every two seconds when the source cannot lead', () => {
    const list = liveArguments({ ladder: chooseLadder({ ...kind, keyframeIntervalSeconds: 10 }), firstPictureMs: 0 });
    expect(list.filter((argument) => argument === 'expr:gte(t,n_forced*2-0.005)')).toHaveLength(2);
  });
});
