// Starts the built server as its users do, on free ports and a data folder of its own, and stops it in both ways.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverFlags } from '../../server/setup/server-flags.mjs';
import { waitFor } from './wait-for.ts';

/** Some 1,400 files are read before the first answer: 20 s were measured from a cold disk on a machine with other work. */
const readyMs = 60_000;
const repository = join(import.meta.dirname, '..', '..');
export const administrator = { email: 'clerk@example.org', password: 'a long enough password' };

export interface RunningServer {
  readonly url: string;
  readonly rtmpPort: number;
  readonly dataDir: string;
  readonly pid: number;
  /** Everything it said so far. */
  log(): string;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  kill9(): Promise<void>;
  /** Starts it again on the same data and ports. */
  restart(): Promise<void>;
  /** Stops it if it runs and removes its data. */
  dispose(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts `dist/server/main.js` and waits until it is ready. */
export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const dataDir = environment['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'casa-server-')));
  const [port, rtmpPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    ...process.env,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    RTMP_PORT: String(rtmpPort),
    SRT_PORT_COUNT: '0',
    ADMIN_EMAIL: administrator.email,
    ADMIN_PASSWORD: administrator.password,
    ...environment,
  };
  let said = '';
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [...serverFlags, 'dist/server/main.js'], { cwd: repository, env: settings });
    child.stdout?.on('data', (text) => (said += String(text)));
    child.stderr?.on('data', (text) => (said += String(text)));
    try {
      await waitFor(() => hasEnded(child) || isReady(url), { deadlineMs: readyMs, describe: 'the server is ready' });
      if (hasEnded(child)) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
    } catch (error) {
      await end('SIGKILL');
      throw new Error(`the server did not start; its last words: ${said.slice(-2000)}`, { cause: error });
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (hasEnded(child)) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  await start();
  return {
    url,
    rtmpPort,
    dataDir,
    get pid() {
      return child.pid ?? 0;
    },
    log: () => said,
    stop: () => end('SIGTERM'),
    kill9: async () => void (await end('SIGKILL')),
    restart: start,
    async dispose() {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}
