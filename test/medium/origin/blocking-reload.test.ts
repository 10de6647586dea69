// The origin over real HTTP: when it answers a reload of a playlist that is not ready yet.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { problemOf, setOriginStage, type OriginStage } from '../../support/origin-stage.ts';

let stage: OriginStage;
beforeEach(async () => void (stage = await setOriginStage()));
afterEach(() => stage.close());

describe('blocking reload', () => {
  it('answers when the asked part is there, not before', async () => {
    const feed = await stage.goLive(1, 1);
    const { answer } = await stage.waitingGet('/hls/s1/v0.m3u8?_HLS_msn=1&_HLS_part=1');
    feed.pushPart();
    expect((await answer).body.toString()).toContain('URI="t1/720p/1.1.m4s"\n#EXT-X-PRELOAD-HINT');
  });

  it('shows a segment whole together with its last part, and hints at the next segment', async () => {
    const feed = await stage.goLive(1, 5);
    const { answer } = await stage.waitingGet('/hls/s1/v0.m3u8?_HLS_msn=1&_HLS_part=5');
    feed.pushPart();
    const text = (await answer).body.toString();
    expect(text).toContain('#EXTINF:2.000000,\nt1/720p/1.m4s\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI="t1/720p/2.0.m4s"');
  });

  it.each(['_HLS_msn=4', '_HLS_msn=99&_HLS_part=0', '_HLS_msn=x', '_HLS_part=2', '_HLS_msn=1&_HLS_part=-1'])(
    'refuses %s after two segments',
    async (query) => {
      await stage.goLive(2);
      expect(problemOf(await stage.get(`/hls/s1/v0.m3u8?${query}`))).toMatchObject({
        status: 400,
        code: 'bad-request',
      });
    },
  );

  it('gives up after three target durations with 503', async () => {
    await stage.goLive(1);
    const { answer } = await stage.waitingGet('/hls/s1/v0.m3u8?_HLS_msn=1&_HLS_part=0');
    stage.passTime(6000);
    const late = await answer;
    expect(problemOf(late)).toMatchObject({ status: 503, code: 'unavailable' });
    expect(late.headers['retry-after']).toBe('1');
  });

  it('wakes everyone with ENDLIST when the session ends', async () => {
    await stage.goLive(1, 2);
    const waiting = await Promise.all([
      stage.waitingGet('/hls/s1/v0.m3u8?_HLS_msn=2'),
      stage.waitingGet('/hls/s1/audio.m3u8?_HLS_msn=1&_HLS_part=2&_HLS_skip=YES'),
    ]);
    stage.origin.endSession('s1');
    for (const { answer } of waiting) {
      const { status, body } = await answer;
      expect(status).toBe(200);
      expect(body.toString()).toMatch(/#EXT-X-PLAYLIST-TYPE:VOD\n[^]*#EXTINF:0.666667,\n.*\n#EXT-X-ENDLIST\n$/);
    }
    expect(stage.pendingTimers()).toBe(0);
  });

  it('ignores directives when the session has ended', async () => {
    expect((await stage.get('/hls/old/v0.m3u8?_HLS_msn=500')).body.toString()).toContain('#EXT-X-ENDLIST');
  });

  it('answers everyone when the server stops, and leaves no timer', async () => {
    await stage.goLive(1);
    const { answer } = await stage.waitingGet('/hls/s1/v0.m3u8?_HLS_msn=1');
    stage.origin.stop();
    expect(problemOf(await answer)).toMatchObject({ status: 503 });
    expect(stage.pendingTimers()).toBe(0);
    expect(problemOf(await stage.get('/hls/s1/v0.m3u8'))).toMatchObject({ status: 503 });
  });
});
