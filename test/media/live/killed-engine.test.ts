// kill -9 of the whole server in the middle of a session: it goes on where it was, and almost nothing is missing.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFolders } from '../../../media/takes/take-reader.ts';
import { verifyTake } from '../../../media/takes/verify-take.ts';
import { ffmpegsOf, setEngineStage } from '../../support/engine-stage.ts';
import { publish, type Publisher } from '../../support/ffmpeg-publisher.ts';
import { createConformanceChecker } from '../../support/hls-conformance.ts';
import { recordedClocks } from '../../support/recorded-clocks.ts';
import { freePort } from '../../support/running-server.ts';
import { waitFor } from '../../support/wait-for.ts';

let folder = '';
let ports: { rtmp: number; http: number };
let server: ChildProcess | null;
let publishers: Publisher[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-killed-'));
  ports = { rtmp: await freePort(), http: await freePort() };
  server = null;
  publishers = [];
});

afterEach(async () => {
  for (const publisher of publishers) publisher.kill9();
  await Promise.all(publishers.map((publisher) => publisher.exited));
  await kill();
  await rm(folder, { recursive: true, force: true });
});

const script = join(import.meta.dirname, 'crashing-engine.ts');

async function start(): Promise<void> {
  const args = ['--import', 'tsx', script, folder, String(ports.rtmp), String(ports.http)];
  server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await heard('on air');
}

async function heard(word: string): Promise<void> {
  for (let text = ''; !text.includes(word);) {
    const [chunk] = (await once(server?.stdout ?? fail(), 'data')) as [Buffer];
    text += chunk.toString();
  }
}

async function command(word: 'recess' | 'resume'): Promise<void> {
  const done = heard(word);
  server?.stdin?.write(`${word}\n`);
  await done;
}

async function kill(): Promise<void> {
  if (server === null || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}

function fail(): never {
  throw new Error('the server does not run');
}

function encoder(): Publisher {
  const publisher = publish({ url: `rtmp://127.0.0.1:${ports.rtmp}/live/right-key`, size: '416x240' });
  publishers.push(publisher);
  return publisher;
}

const address = (name: string): string => `http://127.0.0.1:${ports.http}/hls/session-1/${name}.m3u8`;
const playlist = async (name: string): Promise<string> => {
  const answer = await fetch(address(name));
  return answer.ok ? answer.text() : '';
};
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const segmentsOf = (kind: 'source' | 'slate', more: number) => async (): Promise<boolean> =>
  count(await playlist('v0'), new RegExp(`/${kind}/\\d+\\.m4s`, 'g')) >= more;
/** A second, and what a busy machine's encoder has not sent yet: less than two keyframe intervals that nobody kept. */
const mostLostMs = 3000;

const commandOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');

describe('a server that is killed', () => {
  it('is where it was after the restart: same numbers, sound takes, little lost, no orphan', async () => {
    const checker = createConformanceChecker();
    const observe = async (): Promise<void> => {
      for (const name of ['v0', 'v1', 'audio']) checker.observe(name, await playlist(name), performance.now());
    };
    await start();
    encoder();
    await waitFor(segmentsOf('source', 1), { describe: 'a segment of the first take' });
    await command('recess');
    await waitFor(segmentsOf('slate', 2), { describe: 'the slate' });
    await command('resume');
    await waitFor(segmentsOf('source', 4), { describe: 'the second take' });
    await observe();
    const orphans = await ffmpegsOf(folder);
    const killedMs = Date.now();
    await kill();
    await start();
    for (const { pid } of orphans) expect(await commandOf(pid)).not.toContain('ffmpeg');
    await waitFor(segmentsOf('slate', 3), { describe: 'the slate while the encoder is away' });
    await observe();
    encoder();
    await waitFor(segmentsOf('source', 5), { describe: 'the take after the crash' });
    await observe();
    expect(checker.violations).toEqual([]);
    const killedAgainMs = Date.now();
    await kill();
    await expectArchive([killedMs, killedAgainMs]);
  });
});

/** Reads every picture of the archive, after one more crash, and every digest of its files. */
async function expectArchive(kills: readonly number[]): Promise<void> {
  const stage = await setEngineStage({ folder, rtmpPort: 0, httpPort: 0 });
  try {
    await stage.engine.endSession(stage.sessionId);
    const clocks = await recordedClocks(stage.master);
    for (const killedMs of kills) {
      const before = Math.max(...clocks.filter((clock) => clock < killedMs));
      expect(killedMs - before).toBeLessThan(mostLostMs);
    }
    expect(clocks.some((clock) => clock > (kills[0] ?? Number.POSITIVE_INFINITY))).toBe(true);
    let takes = 0;
    for await (const take of takeFolders(join(folder, 'takes'))) {
      expect((await verifyTake(take)).isSound).toBe(true);
      takes += 1;
    }
    expect(takes).toBe(3);
  } finally {
    await stage.dispose();
  }
}
