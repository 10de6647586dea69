// Starts processes: ffmpeg for live work and file jobs, ffprobe, small tools. The only file that may do so, and the only
// one that knows fluent-ffmpeg. Restarts nothing (the supervisor does) and knows no recipe. Long because it is the only one.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { Readable, Writable } from 'node:stream';
import ffmpegCommand from 'fluent-ffmpeg';
import type { MediaLog } from '../media-log.ts';
import { createBoundedTail } from './bounded-tail.ts';
import { exitMeaning, type ExitMeaning, type WhoAsked } from './exit-meaning.ts';
import { onlyThisFormat } from './file-input.ts';
import { rememberPid } from './pid-file.ts';
import { mediaFactsOf } from './media-facts.ts';
import type { MediaFacts } from './media-facts.ts';
import { collectOutput } from './collect-output.ts';
import { createProgressReader } from './progress.ts';
import type { Progress } from './progress.ts';
import { whenStill } from './when-still.ts';

/** How an ffmpeg ended. `code` and `signal` are both null when it could not be started. */
export interface FfmpegExit {
  readonly meaning: ExitMeaning;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly asked: WhoAsked;
  /** Its last words (at most 16 KB), or why it could not be started. */
  readonly stderrTail: string;
}

export interface FfmpegStart {
  /** Path or name of ffmpeg. */
  readonly binary: string;
  readonly args: readonly string[];
  /** How many output pipes it gets: the first is `pipe:3`, then `pipe:4` … */
  readonly outputs: number;
  /** For the log; never a stream key. */
  readonly name: string;
  readonly log: MediaLog;
  /** Where its pid is kept while it runs, for `sweepOrphans`. */
  readonly pidFolder?: string;
  /** Texts that its last words must not show (addresses with credentials). */
  readonly secrets?: readonly string[] | undefined;
  /** Added to the environment of this process, which other users of the machine cannot read. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Told each block when `args` contain `-progress pipe:1`. */
  readonly onProgress?: (progress: Progress) => void;
}

/** A running ffmpeg. Output pipes emit no error; after {@link RunningFfmpeg.kill} they are closed without an `end`. */
export interface RunningFfmpeg {
  readonly pid: number | null;
  /** Writing after its end is harmless: the end is told by `exited`. */
  readonly stdin: Writable;
  readonly outputs: readonly Readable[];
  stderrTail(): string;
  /** Settles once, never rejects, when the process is gone and its last words are read. */
  readonly exited: Promise<FfmpegExit>;
  /** SIGKILL now; not one byte more comes out of `outputs`. */
  kill(): void;
  /**
   * Closes its input and lets it write out all that it was given, however long that takes: SIGINT (which loses what it has
   * not read) when nothing has moved for half of `stillMs`, SIGKILL when nothing has for `stillMs`.
   */
  finish(stillMs: number): Promise<FfmpegExit>;
}

/** Starts ffmpeg with its input and `outputs` output pipes. Failing to start is an exit like any other. */
export function startFfmpeg(options: FfmpegStart): RunningFfmpeg {
  const { binary, args, log, name } = options;
  const pipes = Array.from({ length: options.outputs }, () => 'pipe' as const);
  const env = { ...process.env, ...options.environment };
  const child = spawn(binary, args, { env, stdio: ['pipe', 'pipe', 'pipe', ...pipes], windowsHide: true });
  const streams = quietStreams(child, options);
  const tail = createBoundedTail({ secrets: options.secrets });
  streams.stderr.on('data', (text: string) => {
    tail.add(text);
  });
  const forget =
    child.pid !== undefined && options.pidFolder !== undefined
      ? rememberPid(options.pidFolder, { pid: child.pid, binary, name })
      : () => undefined;
  log.info({ ffmpeg: name, pid: child.pid }, 'ffmpeg started');

  let asked: WhoAsked = 'nobody';
  const exited = exitOf(child, streams.stderr, (code, signal, startError) => {
    if (startError !== null) tail.add(startError);
    forget();
    const exit = { meaning: exitMeaning(code, signal, asked), code, signal, asked, stderrTail: tail.text() };
    const facts = { ffmpeg: name, pid: child.pid, code, signal, asked };
    if (exit.meaning === 'failed') log.warn({ ...facts, lastWords: exit.stderrTail.slice(-800) }, 'ffmpeg failed');
    else log.info(facts, `ffmpeg ${exit.meaning}`);
    return exit;
  });
  const kill = (): void => {
    asked = 'kill';
    child.kill('SIGKILL');
    for (const output of streams.outputs) output.destroy();
  };
  const interrupt = (): void => {
    if (asked === 'finish') asked = 'interrupt';
    child.kill('SIGINT');
  };
  const finish = async (stillMs: number): Promise<FfmpegExit> => {
    if (asked === 'nobody') asked = 'finish';
    streams.stdin.end();
    const stopWatching = whenStill(
      () => movementOf(streams),
      [
        { afterMs: stillMs / 2, run: interrupt },
        { afterMs: stillMs, run: kill },
      ],
    );
    try {
      return await exited;
    } finally {
      stopWatching();
    }
  };
  return {
    pid: child.pid ?? null,
    stdin: streams.stdin,
    outputs: streams.outputs,
    stderrTail: () => tail.text(),
    exited,
    kill,
    finish,
  };
}

/** Another number whenever ffmpeg has read or written something. */
function movementOf({ stdin, outputs }: { stdin: Writable; outputs: readonly Readable[] }): number {
  const written = outputs.map((output) => (output instanceof Socket ? output.bytesRead : 0));
  return written.reduce((sum, bytes) => sum + bytes, -stdin.writableLength);
}

/** The child's streams with their errors answered: a broken pipe means that it ends, and the exit says why. */
function quietStreams(child: ChildProcess, options: FfmpegStart) {
  const stdin = child.stdin ?? new Writable({ write: (_chunk, _encoding, done) => done() });
  const stderr = child.stderr ?? Readable.from([]);
  const stdout = child.stdout ?? Readable.from([]);
  const outputs = Array.from({ length: options.outputs }, (_, index) => {
    const pipe = child.stdio[index + 3];
    return pipe instanceof Readable ? pipe : Readable.from([]);
  });
  for (const stream of [stdin, stdout, stderr, ...outputs])
    stream.on('error', (error: Error) => {
      options.log.debug({ ffmpeg: options.name, reason: error.message }, 'a pipe of ffmpeg broke');
    });
  stderr.setEncoding('utf8');
  const read = createProgressReader();
  stdout.setEncoding('utf8').on('data', (text: string) => {
    for (const progress of read(text)) options.onProgress?.(progress);
  });
  return { stdin, stderr, outputs };
}

/** Settles when the process is gone and its error output is read to the end, or when it could not be started. */
function exitOf<Exit>(
  child: ChildProcess,
  stderr: Readable,
  conclude: (code: number | null, signal: NodeJS.Signals | null, startError: string | null) => Exit,
): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(conclude(null, null, error.message));
    });
    child.once('exit', (code, signal) => {
      const done = (): void => resolve(conclude(code, signal, null));
      if (stderr.closed) done();
      else stderr.once('close', done);
    });
  });
}

/** What a small tool did. `missing`: there is no such program or it may not be run. */
export type ToolResult =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'too-slow' };

/** Runs a program to its end and gives back what it said (at most 4 MB of each output); killed at the deadline. */
export function runTool(binary: string, args: readonly string[], options: { deadlineMs: number }): Promise<ToolResult> {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const [stdout, stderr] = [createBoundedTail({ limit: 4_000_000 }), createBoundedTail({ limit: 4_000_000 })];
  child.stdout.setEncoding('utf8').on('data', stdout.add);
  child.stderr.setEncoding('utf8').on('data', stderr.add);
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, options.deadlineMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      if (child.pid === undefined) resolve({ kind: 'missing', reason: error.message });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      if (child.pid === undefined) return;
      resolve(isLate ? { kind: 'too-slow' } : { kind: 'ended', code, stdout: stdout.text(), stderr: stderr.text() });
    });
  });
}

/** A file that may be read: by this path, by this demuxer and no other (a disguised playlist opens other files). */
export interface FileInput {
  readonly path: string;
  /** Name of ffmpeg's demuxer: `mov`, `flv`, `matroska` … */
  readonly format: string;
}

async function localUrl(path: string): Promise<string> {
  if (!(await stat(path)).isFile()) throw new Error(`${path} is not a file`);
  return `file:${path}`;
}

/** Facts about a media file. Throws when it cannot be read as `format`, or not within the deadline; ffprobe's words are the cause. */
export async function probeFile(
  input: FileInput,
  options: { ffprobe: string; deadlineMs: number },
): Promise<MediaFacts> {
  const source = await localUrl(input.path);
  return new Promise((resolve, reject) => {
    const command = ffmpegCommand({ source }).setFfprobePath(options.ffprobe);
    let child: ChildProcess | null = null;
    const timer = setTimeout(() => {
      child?.kill('SIGKILL');
      reject(new Error(`reading ${input.path} took longer than ${String(options.deadlineMs)} ms`));
    }, options.deadlineMs);
    child = childStartedBy(() => {
      command.ffprobe(['-v', 'error', ...onlyThisFormat(input.format)], (error: unknown, facts) => {
        clearTimeout(timer);
        if (error === null) resolve(mediaFactsOf(facts));
        else reject(new Error(`reading ${input.path} as ${input.format} failed`, { cause: error }));
      });
    });
  });
}

/** fluent-ffmpeg keeps its ffprobe to itself; Node's own channel names the process, so that a deadline can end it. */
function childStartedBy(start: () => void): ChildProcess | null {
  let child: ChildProcess | null = null;
  const note = (message: unknown): void => {
    const { process: started } = message as { process: ChildProcess };
    child = started;
  };
  subscribe('child_process', note);
  start();
  unsubscribe('child_process', note);
  return child;
}

export interface FileJob {
  /** Path or name of ffmpeg. */
  readonly ffmpeg: string;
  readonly input: FileInput & { readonly options: readonly string[] };
  /** Ends with the output's format (`-f …`); the output itself is handed back. */
  readonly outputOptions: readonly string[];
  readonly deadlineMs: number;
  /** More output than this is refused. */
  readonly maxBytes: number;
}

/** Makes one output from one file, in memory. Throws when ffmpeg fails, takes too long or makes too much. */
export async function runFileJob(job: FileJob): Promise<Buffer> {
  const source = await localUrl(job.input.path);
  const command = ffmpegCommand({ source, stdoutLines: 50 })
    .setFfmpegPath(job.ffmpeg)
    .inputOptions(['-nostdin', ...onlyThisFormat(job.input.format), ...job.input.options])
    .outputOptions([...job.outputOptions]);
  return new Promise((resolve, reject) => {
    let isOver = false;
    const giveUp = (reason: string, cause?: unknown): void => {
      isOver = true;
      clearTimeout(timer);
      command.kill('SIGKILL');
      reject(new Error(`file job on ${job.input.path}: ${reason}`, { cause }));
    };
    const timer = setTimeout(() => {
      giveUp(`not done within ${String(job.deadlineMs)} ms`);
    }, job.deadlineMs);
    const output = collectOutput(job.maxBytes, () => {
      giveUp(`made more than ${String(job.maxBytes)} bytes`);
    });
    const wholeOutput = new Promise<void>((done) => output.stream.once('finish', done));
    command.on('start', () => {
      if (isOver) command.kill('SIGKILL');
    });
    command.on('error', (error: Error) => {
      giveUp('ffmpeg failed', error);
    });
    command.on('end', () => {
      clearTimeout(timer);
      void wholeOutput.then(() => resolve(output.bytes()));
    });
    command.pipe(output.stream);
  });
}
