// The live engine on its own: real RTMP door, real ffmpeg, real HTTP, a temporary folder, and everybody admitted by one key.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLiveEngine, type RunningLiveEngine } from '../../media/live/create-live-engine.ts';
import type { LiveEngineOptions } from '../../media/live/live-engine-options.ts';
import type { TakeSeal } from '../../media/takes/take-record.ts';

/** A slate with these words. */
export const slateOf = (headline: string) => ({ headline, subline: 'for a test', detail: null });

export interface EngineStage {
  readonly engine: RunningLiveEngine;
  readonly sessionId: string;
  /** Where a publisher connects, key included. */
  readonly publishUrl: string;
  /** Address of the session's multivariant playlist. */
  readonly master: string;
  readonly folder: string;
  readonly seals: TakeSeal[];
  /** What was logged, one line each. */
  readonly lines: string[];
  dispose(): Promise<void>;
}

/** What lets a stage go on where another process stopped. */
export interface StagePlace {
  readonly folder: string;
  readonly rtmpPort: number;
  readonly httpPort: number;
}

/** `machine`: a disk and a clock of the test's own. */
export async function setEngineStage(
  place?: StagePlace,
  machine: Pick<LiveEngineOptions, 'disk' | 'wallMs'> = {},
): Promise<EngineStage> {
  const folder = place?.folder ?? (await mkdtemp(join(tmpdir(), 'casa-engine-')));
  const seals: TakeSeal[] = [];
  const lines: string[] = [];
  const say = (facts: object, sentence: string): void => void lines.push(`${sentence} ${JSON.stringify(facts)}`);
  const sessionId = 'session-1';
  const engine = createLiveEngine({
    takesRoot: join(folder, 'takes'),
    runFolder: join(folder, 'run'),
    ffmpeg: 'ffmpeg',
    rtmp: { host: '127.0.0.1', port: place?.rtmpPort ?? 0 },
    admit: (key) => Promise.resolve(key === 'right-key' ? { ok: true, sessionId } : { ok: false, reason: 'wrong key' }),
    authorize: () => ({ kind: 'allow', shared: true }),
    ladder: { heights: null, encoder: 'software' },
    slates: { notYet: slateOf('Not yet'), lost: slateOf('Lost'), others: [] },
    events: { takeStarted: () => undefined, takeSealed: (seal) => void seals.push(seal), feedChanged: () => undefined },
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    newId: randomUUID,
    ...machine,
    log: { debug: () => undefined, info: say, warn: say, error: say },
  });
  const server = createServer((request, response) => {
    if (!engine.handle(request, response)) response.writeHead(404).end();
  }).listen(place?.httpPort ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await engine.recover();
  await engine.start();
  return {
    engine,
    sessionId,
    folder,
    seals,
    lines,
    publishUrl: `rtmp://127.0.0.1:${engine.rtmpPort}/live/right-key`,
    master: `http://127.0.0.1:${port}/hls/${sessionId}/master.m3u8`,
    async dispose() {
      await engine.stop('the test is over');
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The processes that an engine with this folder runs now, as it wrote them down; another server's are none of ours. */
export async function ffmpegsOf(folder: string): Promise<{ pid: number; name: string }[]> {
  const pids = join(folder, 'run', 'pids');
  const texts = await Promise.all((await readdir(pids)).map((file) => readFile(join(pids, file), 'utf8')));
  return texts.map((text) => JSON.parse(text) as { pid: number; name: string });
}
