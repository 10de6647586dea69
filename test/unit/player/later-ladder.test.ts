/** @jest-environment jsdom */
// The real hls.js, led by hand through the moment in which it gives up a slow fragment while a delta update arrives.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import Hls, { Events, type LevelLoadedData, type LoaderCallbacks, type PlaylistLoaderContext } from 'hls.js';
import { LaterLadder } from '../../../client/player/hls-engine.ts';

const segments = 13;
const listed = 8;
const header = [
  ...['#EXTM3U', '#EXT-X-VERSION:9', '#EXT-X-TARGETDURATION:2', '#EXT-X-PART-INF:PART-TARGET=0.35'],
  ...['#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.05,CAN-SKIP-UNTIL=12.0', '#EXT-X-MEDIA-SEQUENCE:0'],
];
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
const segmentsFrom = (first: number, end: number): string[] =>
  Array.from({ length: end - first }, (_, index) => `#EXTINF:2.0,\n${first + index}.m4s`);
const whole = lines(...header, '#EXT-X-MAP:URI="init.mp4"', ...segmentsFrom(0, segments - 1));
const skip = `#EXT-X-SKIP:SKIPPED-SEGMENTS=${segments - listed}`;
const delta = lines(...header, skip, ...segmentsFrom(segments - listed, segments));
const stream = (name: string, height: number): string[] => [
  `#EXT-X-STREAM-INF:BANDWIDTH=${height * 2000},RESOLUTION=${height * 2}x${height},CODECS="avc1.64001f"`,
  name,
];
const master = lines('#EXTM3U', ...stream('v0.m3u8', 540), ...stream('v1.m3u8', 240));

/** Answers at once, but the blocking reload, which waits for {@link update}. */
class HandLoader {
  static waiting: (() => void)[] = [];
  context: PlaylistLoaderContext | null = null;
  readonly stats = {
    ...{ aborted: false, loaded: 1, retry: 0, total: 1, chunkCount: 0, bwEstimate: 0 },
    ...{
      loading: { start: 1, first: 1, end: 2 },
      parsing: { start: 0, end: 0 },
      buffering: { start: 0, first: 0, end: 0 },
    },
  };
  #isOver = false;
  destroy = (): void => this.abort();
  abort = (): void => void (this.#isOver = true);
  load(context: PlaylistLoaderContext, _: object, { onSuccess }: LoaderCallbacks<PlaylistLoaderContext>): void {
    this.context = context;
    const { pathname, searchParams } = new URL(context.url);
    const answer = (data: string): void => {
      if (!this.#isOver) onSuccess({ url: context.url, data, code: 200 }, this.stats, context, null);
    };
    if (searchParams.has('_HLS_msn')) HandLoader.waiting.push(() => answer(delta));
    else if (pathname.endsWith('.m3u8')) queueMicrotask(() => answer(pathname === '/master.m3u8' ? master : whole));
  }
}

let hls: Hls;
const loaded: LevelLoadedData[] = [];
const untilLoaded = (count: number): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (loaded.length >= count && resolve());
    hls.on(Events.LEVEL_LOADED, look);
    look();
  });

beforeEach(() => {
  Object.assign(globalThis, { MediaSource: { isTypeSupported: () => true } });
  loaded.length = 0;
  HandLoader.waiting = [];
  hls = new Hls({ loader: HandLoader as never, abrController: LaterLadder, lowLatencyMode: true });
  hls.on(Events.LEVEL_LOADED, (_event, data) => void loaded.push(data));
  const ladder = Hls.DefaultConfig.abrController.prototype as unknown as {
    onLevelLoaded: (event: string, data: LevelLoadedData) => void;
  };
  jest.spyOn(ladder, 'onLevelLoaded').mockImplementation((_event, { level, details }) => {
    if (details.skippedSegments > 0) hls.nextLoadLevel = 1 - level;
  });
});
afterEach(() => {
  hls.destroy();
  jest.restoreAllMocks();
});

describe('another quality chosen because of a delta update', () => {
  it('leaves that update complete: a part of hls.js that reads its holes fails, and nothing is loaded any more', async () => {
    hls.loadSource('http://localhost/master.m3u8');
    await untilLoaded(1);
    HandLoader.waiting[0]?.();
    await untilLoaded(3);
    const [, update, other] = loaded;
    expect(update?.details.skippedSegments).toBe(segments - listed);
    expect(update?.details.fragments.filter((fragment) => fragment === null)).toEqual([]);
    expect(update?.details.deltaUpdateFailed).toBe(false);
    expect(other?.level).not.toBe(update?.level);
  });
});
