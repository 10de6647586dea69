// Live media as a small hand-made double: remembers what it was asked, in order, and plays no pictures.
import { silentReport, type FeedReport } from '../../media/ingest/feed-report.ts';
import type { CameraDoor } from '../../media/ingest/relay/camera-door.ts';
import type { FeedSources } from '../../media/ingest/relay/feed-sources.ts';
import type { SourceReport } from '../../media/ingest/relay/source-report.ts';
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
  /** What the cameras sent, and the end of the newest one. */
  readonly camera: FakeCamera;
  /** Called at the beginning of each request; may throw or wait. */
  beforeEach: (call: string) => void | Promise<void>;
}

/** Takes bytes as fast as the test says. */
export interface FakeCamera {
  /** Bytes of each recording, in order. */
  readonly recordings: Buffer[][];
  /** While it is not null, bytes are taken only when it settles. */
  hold: Promise<void> | null;
  answer: 'open' | 'taken' | 'doors-closed';
  finished: number;
  end: Parameters<CameraDoor['open']>[1]['onOver'];
}

export function createFakeLiveEngine(): FakeLiveEngine {
  const onAir = new Set<string>();
  const openTakes = new Map<string, OpenTake>();
  const reports = new Map<string, FeedReport>();
  const calls: string[] = [];
  const slates: SlateText[] = [];
  const withheld: FakeLiveEngine['withheld'] = new Map();
  const camera: FakeCamera = { recordings: [], hold: null, answer: 'open', finished: 0, end: () => undefined };
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
    sources: createFakeSources(calls, camera),
    camera,
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
function createFakeSources(calls: string[], camera: FakeCamera): FeedSources {
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
    cameras: createFakeCameras(calls, camera),
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

/** One camera, whose bytes are kept. */
function createFakeCameras(calls: string[], camera: FakeCamera): CameraDoor {
  const settled = (): Promise<void> => Promise.resolve();
  return {
    open(sessionId, { format, video, sender, onOver }) {
      if (camera.answer === 'taken') return { kind: 'taken', by: 'another@example.org' };
      if (camera.answer === 'doors-closed') return { kind: 'doors-closed' };
      calls.push(`camera ${sessionId} ${format} ${video} ${sender}`);
      const bytes: Buffer[] = [];
      camera.recordings.push(bytes);
      camera.end = onOver;
      const write = async (piece: Buffer): Promise<boolean> => {
        await camera.hold;
        bytes.push(piece);
        return true;
      };
      return { kind: 'open', isNew: true, camera: { write, finish: () => void (camera.finished += 1) } };
    },
    ...{ shut: settled, letIn: () => undefined, stop: settled, forget: settled, reports: () => [], close: settled },
  };
}
