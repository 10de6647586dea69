// Live media as a small hand-made double: remembers what it was asked, in order, and plays no pictures.
import type { FeedReport } from '../../media/ingest/feed-report.ts';
import type { LiveEngine, OpenTake } from '../../media/live/live-engine.ts';

export interface FakeLiveEngine extends LiveEngine {
  /** What it was asked, like `goOnAir s1` or `goOnAir s1 not before 2000`. */
  readonly calls: string[];
  /** Sessions whose gate is open. */
  readonly onAir: Set<string>;
  readonly openTakes: Map<string, OpenTake>;
  readonly reports: Map<string, FeedReport>;
  /** Called at the beginning of each request; may throw or wait. */
  beforeEach: (call: string) => void | Promise<void>;
}

export const quietFeed: FeedReport = {
  status: 'waiting',
  videoCodec: null,
  audioCodec: null,
  width: null,
  height: null,
  framesPerSecond: null,
  kilobitsPerSecond: null,
  keyframeIntervalSeconds: null,
  receivingSinceMs: null,
  remoteAddress: null,
  problems: [],
  recording: false,
};

export function createFakeLiveEngine(): FakeLiveEngine {
  const onAir = new Set<string>();
  const openTakes = new Map<string, OpenTake>();
  const reports = new Map<string, FeedReport>();
  const calls: string[] = [];
  const note = async (call: string): Promise<void> => {
    calls.push(call);
    await fake.beforeEach(call);
  };
  const fake: FakeLiveEngine = {
    calls,
    onAir,
    openTakes,
    reports,
    beforeEach: () => undefined,
    openSession: (id) => note(`openSession ${id}`),
    async goOnAir(id, notBeforeMs) {
      await note(`goOnAir ${id}${notBeforeMs === undefined ? '' : ` not before ${notBeforeMs}`}`);
      onAir.add(id);
    },
    async goOffAir(id) {
      await note(`goOffAir ${id}`);
      onAir.delete(id);
    },
    async cutOffAir(id) {
      await note(`cutOffAir ${id}`);
      onAir.delete(id);
    },
    async endSession(id) {
      await note(`endSession ${id}`);
      onAir.delete(id);
    },
    isOnAir: (id) => onAir.has(id),
    feedReport: (id) => reports.get(id) ?? quietFeed,
    openTake: (id) => openTakes.get(id) ?? null,
    recover: () => Promise.resolve(),
    handle: () => false,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  return fake;
}
