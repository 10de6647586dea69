// Does a long session cost more than a short one? Memory and open files of the server and of its ffmpeg while a session is on
// air with a real encoder, viewers at the live edge and one reading the whole playlist again and again.
// Arguments: --minutes=10 --viewers=20. The first half warms up and does not count. The last line is one JSON object; `growth`
// is the slope of the best straight line, in megabytes (or files) an hour: of the least of every six looks, for what a process
// holds between two collections of garbage comes and goes. Heap (objects) and external memory (buffers) are the server's own
// figures; what is resident counts also what the allocator has not given back.
import { Agent } from 'node:http';
import { parseArgs } from 'node:util';
import { publish } from '../support/ffmpeg-publisher.ts';
import { fetchRaw, followRendition } from '../support/hls-client.ts';
import { goOnAir, load } from '../support/on-air.ts';
import { holdingsOf } from '../support/processor-time.ts';
import { waitFor } from '../support/wait-for.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, viewers: { type: 'string', default: '20' } },
});
const lengthMs = Number(values.minutes) * 60_000;
/** Between two collections of garbage memory comes and goes. */
const looksTogether = 6;
const lookEveryMs = Math.max(1000, Math.min(10_000, lengthMs / 60));

interface Sample {
  readonly hours: number;
  readonly serverMegabytes: number;
  readonly heapMegabytes: number;
  readonly externalMegabytes: number;
  readonly serverFiles: number;
  readonly ffmpegMegabytes: number;
  readonly ffmpegFiles: number;
}
type Measured = Exclude<keyof Sample, 'hours'>;
const measured: readonly Measured[] = [
  'serverMegabytes',
  'heapMegabytes',
  'externalMegabytes',
  'serverFiles',
  'ffmpegMegabytes',
  'ffmpegFiles',
];

const stage = await goOnAir((url) => publish({ url, size: '640x360' }));
const watching = new AbortController();
try {
  // A take is recorded a moment before every rung of it can be played.
  const isPlayable = async (): Promise<boolean> =>
    (await fetchRaw(stage.server.url, `/hls/${stage.sessionId}/v1.m3u8`)).status === 200;
  await waitFor(isPlayable, { deadlineMs: 20_000, describe: 'the session can be played' });
  const crowd = watch();
  const samples = await sample();
  watching.abort();
  const failures = (await Promise.all(crowd)).flat();
  const counted = samples.filter(({ hours }) => hours * 3_600_000 >= lengthMs / 2);
  const takes = (await stage.session()).takes.length;
  const facts = { minutes: Number(values.minutes), viewers: Number(values.viewers), takes, failures: failures.length };
  const growth = Object.fromEntries(measured.map((name) => [name, growthOf(counted, name)]));
  const last = counted.at(-1);
  process.stdout.write(`${JSON.stringify({ bench: 'soak', growth, last, ...facts, load: load() })}\n`);
} finally {
  watching.abort();
  await stage.dispose();
}

/** Viewers of picture and sound, and a late one who joins every few seconds; each answers what was refused. */
function watch(): Promise<readonly string[]>[] {
  const { server, sessionId } = stage;
  const agent = new Agent({ keepAlive: true });
  const { signal } = watching;
  const follow = async (name: string): Promise<readonly string[]> => {
    const path = `/hls/${sessionId}/${name}.m3u8`;
    const common = { origin: server.url, path, agent, signal, parts: true };
    return (await followRendition(common).catch(() => ({ failures: signal.aborted ? [] : [`${name} broke off`] })))
      .failures;
  };
  const viewers = Array.from({ length: Number(values.viewers) }, () => ['v0', 'audio'].map(follow)).flat();
  return [...viewers, joinAgainAndAgain(`/hls/${sessionId}/v1.m3u8`)];
}

async function joinAgainAndAgain(path: string): Promise<readonly string[]> {
  const refused: string[] = [];
  while (!watching.signal.aborted) {
    const { status } = await fetchRaw(stage.server.url, path, { headers: { 'accept-encoding': 'gzip' } });
    if (status !== 200) refused.push(`${status} ${path}`);
    await passed(performance.now() + 1000);
  }
  return refused;
}

async function sample(): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const begun = performance.now();
  for (let dueMs = begun; dueMs <= begun + lengthMs; dueMs += lookEveryMs) {
    await passed(dueMs);
    const { own, children } = holdingsOf(stage.server.pid);
    const figures = await readFigures();
    const now: Sample = {
      hours: (performance.now() - begun) / 3_600_000,
      serverMegabytes: round(own.megabytes),
      heapMegabytes: round(figures('nodejs_heap_size_used_bytes') / 1e6),
      externalMegabytes: round(figures('nodejs_external_memory_bytes') / 1e6),
      serverFiles: own.openFiles,
      ffmpegMegabytes: round(children.megabytes),
      ffmpegFiles: children.openFiles,
    };
    samples.push(now);
    process.stdout.write(`${JSON.stringify(now)}\n`);
  }
  return samples;
}

/** What the server says of itself; throws for a figure that it does not know. */
async function readFigures(): Promise<(name: string) => number> {
  const text = (await fetchRaw(stage.server.url, '/metrics')).body.toString();
  return (name) => {
    const [, value] = new RegExp(`^${name} (\\S+)$`, 'mu').exec(text) ?? [];
    if (value === undefined) throw new Error(`the server does not say ${name}`);
    return Number(value);
  };
}

function passed(dueMs: number): Promise<unknown> {
  return waitFor(() => performance.now() >= dueMs, { deadlineMs: 60_000, describe: 'the time has passed' });
}

/** Least squares, per hour. */
function growthOf(all: readonly Sample[], name: Measured): number {
  const samples = leastOfEach(all, name);
  const count = samples.length;
  const meanHours = samples.reduce((sum, { hours }) => sum + hours, 0) / count;
  const mean = samples.reduce((sum, one) => sum + one[name], 0) / count;
  const spread = samples.reduce((sum, { hours }) => sum + (hours - meanHours) ** 2, 0);
  return round(samples.reduce((sum, one) => sum + (one.hours - meanHours) * (one[name] - mean), 0) / spread);
}

function leastOfEach(all: readonly Sample[], name: Measured): readonly Sample[] {
  const groups = Array.from({ length: Math.ceil(all.length / looksTogether) }, (_, index) =>
    all.slice(index * looksTogether, (index + 1) * looksTogether),
  );
  return groups.map((group) => group.reduce((least, one) => (one[name] < least[name] ? one : least)));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
