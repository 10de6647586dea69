// Which request targets exist below /hls/, and which delivery directives are well formed.
import { describe, expect, it } from '@jest/globals';
import { createAddressReader, parseDirectives, parseHlsAddress } from '../../../media/origin/hls-address.ts';

describe('addresses below /hls/', () => {
  it('reads a session, its renditions and the files of a rung', () => {
    expect(parseHlsAddress('/hls/s-1/master.m3u8')).toEqual({ kind: 'multivariant', sessionId: 's-1' });
    expect(parseHlsAddress('/hls/s-1/session.mp4')).toEqual({ kind: 'download', sessionId: 's-1' });
    expect(parseHlsAddress('/hls/s-1/v12.m3u8?_HLS_msn=3')).toEqual({
      kind: 'playlist',
      sessionId: 's-1',
      rendition: 'v12',
      query: '_HLS_msn=3',
    });
    const rung = { sessionId: 's-1', takeId: 't_1', rung: '720p' };
    expect(parseHlsAddress('/hls/s-1/t_1/720p/init.mp4')).toEqual({ kind: 'init', ...rung, segment: 0, part: 0 });
    expect(parseHlsAddress('/hls/s-1/t_1/720p/7.m4s')).toEqual({ kind: 'segment', ...rung, segment: 7, part: 0 });
    expect(parseHlsAddress('/hls/s-1/t_1/720p/7.2.m4s')).toEqual({ kind: 'part', ...rung, segment: 7, part: 2 });
  });

  it.each([
    '/hls/../etc/passwd',
    '/hls/s1/../s2/master.m3u8',
    '/hls/%2e%2e/master.m3u8',
    '/hls/s1/..%2f..%2fetc/720p/init.mp4',
    '/hls/s1/t1/../init.mp4',
    '/hls/s1/t1/./init.mp4',
    '/hls//t1/720p/init.mp4',
    '/hls/s1\\..\\x/master.m3u8',
    '/hls/s1/t1/720p/7.m4s\u0000',
    '/hls/s1/t1/720p/-1.m4s',
    '/hls/s1/t1/720p/7.2.1.m4s',
    '/hls/s1/t1/720p/999999999.m4s',
    `/hls/${'x'.repeat(65)}/master.m3u8`,
    '/hls/s1/master.m3u8/',
    '/hls/s1/master.m3u8\n',
    '/hls/',
  ])('finds nothing at %j', (target) => {
    expect(parseHlsAddress(target)).toBeNull();
  });
});

describe('a reader of addresses', () => {
  it('answers what it has read before without reading it again', () => {
    const read = createAddressReader();
    const target = '/hls/s-1/t_1/720p/7.2.m4s';
    expect(read(target)).toEqual(parseHlsAddress(target));
    expect(read(target)).toBe(read(`${target}`));
  });

  it('finds nothing where nothing is, and keeps apart what is alike', () => {
    const read = createAddressReader();
    expect([read('/hls/s1/t1/720p/01.2.3.m4s'), read('/hls/s1/t1/720p/01.2.3.m4s')]).toEqual([null, null]);
    expect(read('/hls/s1/v0.m3u8?_HLS_msn=1')).not.toEqual(read('/hls/s1/v0.m3u8?_HLS_msn=2'));
  });

  it('forgets rather than grows: thousands of addresses, and long ones, are read anew', () => {
    const read = createAddressReader();
    const first = read('/hls/s1/v0.m3u8?_HLS_msn=0');
    for (let msn = 1; msn <= 2000; msn += 1) read(`/hls/s1/v0.m3u8?_HLS_msn=${msn}`);
    expect(read('/hls/s1/v0.m3u8?_HLS_msn=0')).not.toBe(first);
    const long = `/hls/s1/v0.m3u8?token=${'x'.repeat(300)}`;
    expect(read(long)).not.toBe(read(long));
    expect(read(long)).toEqual(parseHlsAddress(long));
  });
});

describe('delivery directives', () => {
  it('are none without a query of theirs', () => {
    expect(parseDirectives('token=abc')).toEqual({ msn: null, part: null, skip: false });
  });

  it('are read beside arguments of others', () => {
    expect(parseDirectives('token=a&_HLS_msn=12&_HLS_part=3&_HLS_skip=YES')).toEqual({ msn: 12, part: 3, skip: true });
  });

  it.each(['_HLS_msn=-1', '_HLS_msn=1.5', '_HLS_msn=', '_HLS_msn=1&_HLS_part=x', '_HLS_part=1', '_HLS_msn=9999999999'])(
    'are malformed in %s',
    (query) => {
      expect(typeof parseDirectives(query)).toBe('string');
    },
  );
});
