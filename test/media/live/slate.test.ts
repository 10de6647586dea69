// What players get while nothing is recorded: a slate that goes on, by the rules, with real ffmpeg and real HTTP.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { publish, type Publisher } from '../../support/ffmpeg-publisher.ts';
import { setEngineStage, slateOf, type EngineStage } from '../../support/engine-stage.ts';
import { followRendition, type FollowResult } from '../../support/hls-client.ts';
import { createConformanceChecker } from '../../support/hls-conformance.ts';
import { recordedClocks } from '../../support/recorded-clocks.ts';
import { waitFor } from '../../support/wait-for.ts';

let stage: EngineStage;
let publishers: Publisher[];
let watching: AbortController;

beforeEach(async () => {
  stage = await setEngineStage();
  publishers = [];
  watching = new AbortController();
});

afterEach(async () => {
  watching.abort();
  for (const publisher of publishers) publisher.kill9();
  await Promise.all(publishers.map((publisher) => publisher.exited));
  await stage.dispose();
});

function encoder(): Publisher {
  const publisher = publish({ url: stage.publishUrl, size: '416x240' });
  publishers.push(publisher);
  return publisher;
}

const playlist = async (name: string): Promise<string> =>
  (await fetch(stage.master.replace('master', name))).text().catch(() => '');
const segments = async (name: string): Promise<number> => (await playlist(name)).match(/#EXTINF/g)?.length ?? 0;
const recorded = (seconds: number, takes = 0) =>
  waitFor(
    () => stage.seals.length >= takes && (stage.engine.openTake(stage.sessionId)?.durationSeconds ?? 0) >= seconds,
    { describe: `${seconds} s are recorded; log: ${stage.lines.join('\n')}` },
  );

/** Follows all renditions as players do, checking every reload, until the session ends. */
function watch(): { checker: ReturnType<typeof createConformanceChecker>; ended: Promise<FollowResult[]> } {
  const checker = createConformanceChecker();
  const { origin, pathname } = new URL(stage.master);
  const players = ['v0', 'v1', 'audio', 'audio-low'].map((name) =>
    followRendition({
      origin,
      path: pathname.replace('master', name),
      signal: watching.signal,
      parts: true,
      onPlaylist: (text, url) => checker.observe(url, text, performance.now()),
    }),
  );
  return { checker, ended: Promise.all(players) };
}

const slateSegments = async (count: number): Promise<void> => {
  const before = await segments('v0');
  await waitFor(async () => (await segments('v0')) >= before + count, { describe: `${count} segments of slate` });
};

describe('a recess and a lost feed', () => {
  it('keep every player going through slates, break no rule and leave no trace in the archive', async () => {
    const first = encoder();
    await stage.engine.goOnAir(stage.sessionId);
    await recorded(2);
    const { checker, ended } = watch();
    await stage.engine.goOffAir(stage.sessionId, slateOf('Recess'));
    // Going dark waits three seconds at the most for its slate to be drawn.
    await waitFor(async () => (await playlist('v0')).includes('slate-'), { describe: 'the slate of the recess' });
    await slateSegments(4);
    await stage.engine.goOnAir(stage.sessionId);
    await recorded(2, 1);
    first.kill9();
    await waitFor(async () => /slate-[^"]*\/slate\/0\.0\.m4s"[^]*$/.test(await playlist('v0')), {
      describe: 'the slate after the encoder has died',
    });
    await slateSegments(2);
    encoder();
    await recorded(3, 2);
    await stage.engine.endSession(stage.sessionId);
    const results = await ended;
    expect(results.flatMap((result) => result.failures)).toEqual([]);
    expect(checker.violations).toEqual([]);
    expect(await playlist('v0')).not.toContain('slate');
    const clocks = await recordedClocks(stage.master);
    const gaps = clocks.filter((clock, index) => clock - (clocks[index - 1] ?? clock) > 2000);
    expect(gaps).toHaveLength(2);
    expect(clocks.length).toBeGreaterThan(6 * 25);
  });

  it('follow an encoder that falls silent for six seconds on an open line to the slate and back', async () => {
    const silent = encoder();
    await stage.engine.goOnAir(stage.sessionId);
    await recorded(2);
    const { checker, ended } = watch();
    process.kill(silent.pid ?? 0, 'SIGSTOP');
    await slateSegments(1);
    process.kill(silent.pid ?? 0, 'SIGCONT');
    await recorded(3, 1);
    expect(stage.engine.feedReport(stage.sessionId).status).toBe('receiving');
    await stage.engine.endSession(stage.sessionId);
    expect((await ended).flatMap((result) => result.failures)).toEqual([]);
    expect(checker.violations).toEqual([]);
    expect(stage.seals).toHaveLength(2);
  });

  it('show the slate from the beginning when no encoder comes, and the picture when one does', async () => {
    await stage.engine.goOnAir(stage.sessionId);
    await waitFor(async () => (await segments('v1')) >= 2, { describe: 'a slate before the feed' });
    const master = await (await fetch(stage.master)).text();
    expect(master.match(/#EXT-X-STREAM-INF/g)).toHaveLength(3);
    encoder();
    await recorded(2);
    // The estimate, or what was measured if that is more.
    const soundAlone = (await (await fetch(stage.master)).text()).match(/BANDWIDTH=(\d+)[^\n]*\naudio-low\.m3u8/)?.[1];
    expect(Number(soundAlone)).toBeLessThanOrEqual(48_000);
    const text = await playlist('v0');
    expect(text.indexOf('slate-')).toBeLessThan(text.indexOf('/source/'));
  });
});
