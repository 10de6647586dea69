// Live media as a small hand-made double: remembers what it was asked, in order, and plays no pictures.
import { silentReport, type FeedReport } from '../../media/ingest/feed-report.ts';
import type { FeedSources, SourceReport } from '../../media/ingest/relay/feed-sources.ts';
import type { WithheldPiece } from '../../media/takes/withheld-piece.ts';
import type { LiveEngine, OpenTake } from '../../media/live/live-engine.ts';
import type { SlateText } from '../../media/recipes/slate-arguments.ts';

export interface FakeLiveEngine extends LiveEngine {
  /** What it was asked, like `goOnAir s1` or `goOnAir s1 not before 2000`. */
  readonly calls: string[];
  /** What viewers were shown in place of pictures, in order. */
  readonly slates: SlateText[];
  /** Sessions whose gate is open. */
  readonly onAir: Set<string>;
  readonly openTakes: Map<string, OpenTake>;
  readonly reports: Map<string, FeedReport>;
  /** What is withheld of each session since it was last told. */
  readonly withheld: Map<string, readonly WithheldPiece[]>;
  /** Called at the beginning of each request; may throw or wait. */
  beforeEach: (call: string) => void | Promise<void>;
}

export function createFakeLiveEngine(): FakeLiveEngine {
  const onAir = new Set<string>();
  const openTakes = new Map<string, OpenTake>();
  const reports = new Map<string, FeedReport>();
  const calls: string[] = [];
  const slates: SlateText[] = [];
  const withheld: FakeLiveEngine['withheld'] = new Map();
  const note = async (call: string): Promise<void> => {
    calls.push(call);
    await fake.beforeEach(call);
  };
  const fake: FakeLiveEngine = {
    calls,
    slates,
    onAir,
    openTakes,
    reports,
    beforeEach: () => undefined,
    openSession: (id) => note(`openSession ${id}`),
    async goOnAir(id, notBeforeMs) {
      await note(`goOnAir ${id}${notBeforeMs === undefined ? '' : ` not before ${notBeforeMs}`}`);
      onAir.add(id);
    },
    async goOffAir(id, slate) {
      slates.push(slate);
      await note(`goOffAir ${id}`);
      onAir.delete(id);
    },
    shutGate(id) {
      calls.push(`shutGate ${id}`);
      onAir.delete(id);
    },
    async cutOffAir(id, slate) {
      slates.push(slate);
      await note(`cutOffAir ${id}`);
      onAir.delete(id);
    },
    async endSession(id) {
      await note(`endSession ${id}`);
      onAir.delete(id);
    },
    async keepPreview(id, extent) {
      await note(`keepPreview ${id} ${extent}`);
      return onAir.has(id) ? null : `preview-${id}`;
    },
    isOnAir: (id) => onAir.has(id),
    onAirCount: () => onAir.size,
    feedReport: (id) => reports.get(id) ?? silentReport,
    sources: createFakeSources(calls),
    cutEncoders: (id, { isBackup }) => void calls.push(`cutEncoders ${id} ${isBackup ? 'backup' : 'main'}`),
    openTake: (id) => openTakes.get(id) ?? null,
    rereadTakes: (id) => void calls.push(`rereadTakes ${id}`),
    recover: () => Promise.resolve(),
    withhold: (id, pieces) => void withheld.set(id, pieces),
    withheld,
    handle: () => false,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  return fake;
}

/** Sources that are noted and never begin; addresses of 10.0.0.0/8 are forbidden. */
function createFakeSources(calls: string[]): FeedSources {
  const running = new Map<string, SourceReport[]>();
  const add = (sessionId: string, report: SourceReport): void => {
    const others = (running.get(sessionId) ?? []).filter(({ kind }) => kind !== report.kind);
    running.set(sessionId, [...others, report]);
  };
  return {
    listenSrt(sessionId, { port, passphrase }) {
      calls.push(`listenSrt ${sessionId} ${port} ${passphrase}`);
      add(sessionId, { kind: 'srt', state: 'waiting', problem: null, from: `port ${port}` });
    },
    pull(sessionId, { url }) {
      calls.push(`pull ${sessionId} ${url.href}`);
      add(sessionId, { kind: 'pull', state: 'connecting', problem: null, from: url.host });
    },
    startTest: (sessionId) => add(sessionId, { kind: 'test', state: 'connecting', problem: null, from: null }),
    playFile: (sessionId, { name }) => add(sessionId, { kind: 'file', state: 'connecting', problem: null, from: name }),
    checkHost: (host) => Promise.resolve(host.startsWith('10.') ? 'forbidden' : 'allowed'),
    stop(sessionId, kind) {
      const others = (running.get(sessionId) ?? []).filter((report) => report.kind !== kind);
      running.set(sessionId, others);
      return Promise.resolve();
    },
    stopAll: (sessionId) => Promise.resolve(void running.delete(sessionId)),
    reports: (sessionId) => running.get(sessionId) ?? [],
    close: () => Promise.resolve(running.clear()),
  };
}
