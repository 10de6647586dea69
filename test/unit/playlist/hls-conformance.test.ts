// The conformance checker must find each broken rule, or its silence in other tests means nothing.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createConformanceChecker } from '../../support/hls-conformance.ts';

function golden(name: string): string {
  return readFileSync(new URL(`../../fixtures/playlists/${name}.m3u8`, import.meta.url), 'utf8');
}

const live = golden('live-open-segment');

/** Violations of a second state, seen after the golden live playlist. */
function afterLive(text: string): string {
  const checker = createConformanceChecker();
  checker.observe('/v0.m3u8', live, 0);
  return checker.observe('/v0.m3u8?_HLS_msn=5', text, 333).join('\n');
}

describe('the conformance checker', () => {
  it.each(['live-open-segment', 'live-open-segment-audio', 'live-two-takes', 'ended-two-takes'])(
    'has nothing to say about %s',
    (name) => {
      expect(createConformanceChecker().observe('/one.m3u8', golden(name), 0)).toEqual([]);
    },
  );

  it('follows a delta update that it has seen the beginning of', () => {
    const checker = createConformanceChecker();
    checker.observe('/v0.m3u8', live, 0);
    checker.observe('/v0.m3u8?_HLS_skip=YES', golden('live-delta'), 10_000);
    expect(checker.violations).toEqual([]);
  });

  it.each([
    ['PART-TARGET changed', ['PART-TARGET=0.35', 'PART-TARGET=0.34']],
    ['TARGETDURATION changed', ['TARGETDURATION:2', 'TARGETDURATION:3']],
    ['SERVER-CONTROL changed', ['HOLD-BACK=6.0', 'HOLD-BACK=7.0']],
    ['segment 1 changed', ['#EXT-X-MEDIA-SEQUENCE:0\n', '#EXT-X-MEDIA-SEQUENCE:1\n']],
    ['segment 3 changed', ['t1/720p/3.m4s', 't1/720p/3b.m4s']],
    ['part 4.1 was', ['t1/720p/4.1.m4s', 't1/720p/4.x.m4s']],
    ['lasts only 0.2 s', ['0.333333,URI="t1/720p/4.1.m4s"', '0.200000,URI="t1/720p/4.1.m4s"']],
    ['part 4.1 lasts 0.36 s', ['0.333333,URI="t1/720p/4.1.m4s"', '0.360000,URI="t1/720p/4.1.m4s"']],
    ['has no PROGRAM-DATE-TIME', ['#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:00:04.000Z\n', '']],
    ['an earlier PROGRAM-DATE-TIME', ['22T10:00:04.000Z', '22T09:59:04.000Z']],
    ['the first segment has no MAP', ['#EXT-X-MAP:URI="t1/720p/init.mp4"\n', '']],
    ['does not begin with an independent part', ['"t1/720p/4.0.m4s",INDEPENDENT=YES', '"t1/720p/4.0.m4s"']],
    ['its end went back', ['#EXT-X-PART:DURATION=0.333333,URI="t1/720p/5.1.m4s"\n', '']],
    ['the report on v1.m3u8 went back', ['URI="v1.m3u8",LAST-MSN=5', 'URI="v1.m3u8",LAST-MSN=4']],
    ['needs a relative URI', ['URI="v1.m3u8"', 'URI="https://example.org/v1.m3u8"']],
    ['segment 3 is a gap and lists parts', ['t1/720p/3.m4s', '#EXT-X-GAP\nt1/720p/3.m4s']],
    ['no whole LAST-PART', ['URI="v1.m3u8",LAST-MSN=5,LAST-PART=1', 'URI="v1.m3u8",LAST-MSN=5,LAST-PART=x']],
    ['ended with an open segment', ['#EXT-X-PRELOAD-HINT:TYPE=PART,URI="t1/720p/5.2.m4s"\n', '#EXT-X-ENDLIST\n']],
    ['must not state a type', ['#EXT-X-MEDIA-SEQUENCE:0\n', '#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-MEDIA-SEQUENCE:0\n']],
  ] as const)('says: %s', (sentence, [from, to]) => {
    expect(live).toContain(from);
    expect(afterLive(live.replace(from, to))).toContain(sentence);
  });

  it('says when an answer lacks what was asked for, or skips unasked', () => {
    const checker = createConformanceChecker();
    expect(checker.observe('/v0.m3u8?_HLS_msn=5&_HLS_part=1', live, 0)).toEqual([]);
    expect(checker.observe('/v0.m3u8?_HLS_msn=5&_HLS_part=2', live, 1).join()).toContain('was asked for 5.2');
    expect(checker.observe('/v0.m3u8?_HLS_msn=5', live, 2).join()).toContain('was asked for 5.');
    expect(checker.observe('/v0.m3u8', golden('live-delta'), 3).join()).toContain('skips though nobody asked');
  });

  it('says when a gap is none any more', () => {
    const checker = createConformanceChecker();
    checker.observe('/v0.m3u8', live.replace(/(#EXTINF:[^\n]*\nt1\/720p\/0)/, '#EXT-X-GAP\n$1'), 0);
    expect(checker.observe('/v0.m3u8', live, 1).join()).toContain('segment 0 was a gap');
  });

  it('says when renditions are out of step, or do not report on each other', () => {
    const seenAfter = (text: string): string => {
      const checker = createConformanceChecker();
      checker.observe('/v0.m3u8', live, 0);
      return checker.observe('/audio.m3u8', text, 1).join();
    };
    const sound = golden('live-open-segment-audio');
    expect(seenAfter(sound)).toBe('');
    expect(seenAfter(sound.replaceAll('t1/audio/2', 't2/audio/2'))).toContain('segment 2 is of take t2');
    expect(seenAfter(sound.replace('t1/audio/0.m4s\n', 't1/audio/0.m4s\n#EXT-X-DISCONTINUITY\n'))).toContain(
      'segment 1 is no discontinuity in both',
    );
    expect(seenAfter(sound.replace(/#EXT-X-RENDITION-REPORT:URI="v0[^\n]*\n/, ''))).toContain(
      'has no RENDITION-REPORT on v0',
    );
  });

  it('says when numbers go back', () => {
    const checker = createConformanceChecker();
    checker.observe('/v0.m3u8', live.replaceAll('-SEQUENCE:0', '-SEQUENCE:1'), 0);
    const found = checker.observe('/v0.m3u8', live, 333).join();
    expect(found).toContain(': MEDIA-SEQUENCE went back');
    expect(found).toContain(': DISCONTINUITY-SEQUENCE went back');
  });

  it('says when a hint does not come true', () => {
    const other = '#EXT-X-PART:DURATION=0.333333,URI="t1/720p/5.other.m4s"\n#EXT-X-PRELOAD-HINT';
    expect(afterLive(live.replace('#EXT-X-PRELOAD-HINT', other))).toContain('hinted at t1/720p/5.2.m4s');
  });

  it('says when a tag stands after the first part of its segment', () => {
    const [date, part] = [
      '#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:00:08.000Z\n',
      '#EXT-X-PART:DURATION=0.333333,URI="t1/720p/4.0.m4s",INDEPENDENT=YES\n',
    ];
    expect(afterLive(live.replace(date + part, part + date))).toContain('stands after a part');
  });

  it('says when segments are skipped that nobody has seen', () => {
    expect(createConformanceChecker().observe('/v0.m3u8', golden('live-delta'), 0).join()).toContain('nobody has seen');
  });

  it('says when a playlist changes after ENDLIST', () => {
    const checker = createConformanceChecker();
    checker.observe('/v0.m3u8', golden('ended-two-takes'), 0);
    expect(checker.observe('/v0.m3u8', live, 0).join()).toContain('changed after ENDLIST');
  });
});
