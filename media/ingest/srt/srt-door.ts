// The SRT door of one session: a UDP port that is always open, and behind it an ffmpeg for each encoder that calls. A second
// encoder need not wait until the first is given up: it gets a listener of its own, and the hub decides which one is the feed.
//
// a caller comes while …                         happens
// nobody listens                                 an ffmpeg begins to listen (not more often than once in 0.25 s … 5 s)
// an ffmpeg listens and nobody was let in        it is led there
// an ffmpeg has let somebody in                  it gets another one, four at most
// An ffmpeg ends when its encoder leaves, when the hub sends its feed away, when nobody has spoken to it for 5 s, or when
// somebody sends to it for 15 s what is no feed.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { FfmpegExit } from '../../ffmpeg/run.ts';
import { cappedBackoff } from '../../ffmpeg/supervisor.ts';
import type { RelayVideo } from '../../recipes/relay-arguments.ts';
import { relayPlan } from '../../recipes/relay-arguments.ts';
import type { RelayProblem } from '../relay/relay-problem.ts';
import { needsEncoding, relayProblemOf } from '../relay/relay-problem.ts';
import type { RelayRun, RelayTools } from '../relay/relay-run.ts';
import { startRelay } from '../relay/relay-run.ts';
import type { KeptFeed, RelayState } from '../relay/relayed-feed.ts';
import type { SrtLine } from './srt-switch.ts';
import { createSrtSwitch } from './srt-switch.ts';

export interface SrtDoorOptions {
  readonly tools: RelayTools;
  readonly sessionId: string;
  readonly host: string;
  readonly port: number;
  readonly passphrase: string;
  /** Settles when the door that was there before is gone. */
  readonly gone: Promise<void>;
  readonly onChange: () => void;
}

interface Line extends SrtLine {
  readonly run: RelayRun;
  /** Ms of the monotonic clock. */
  lastCallMs: number;
  firstMediaMs: number | null;
  /** Who sends media. */
  caller: string | null;
  roundTripMs: number | null;
}

const loopback = '127.0.0.1';
const mostLines = 4;
const unspokenMs = 5_000;
const noFeedMs = 15_000;
const lookEveryMs = 1_000;

/** Opens the door as soon as the one before is gone. */
export function createSrtDoor(options: SrtDoorOptions): KeptFeed {
  const { tools, sessionId, host, port, passphrase, gone, onChange } = options;
  const { schedule, monotonicMs, log } = tools;
  const backoff = cappedBackoff({ firstMs: 250, capMs: 5_000, calmMs: 10_000 });
  const lines = new Set<Line>();
  let video: RelayVideo = 'copy';
  let problem: RelayProblem | null = null;
  let failures = 0;
  let notBeforeMs = 0;
  let beginning: Promise<void> | null = null;
  let isOver = false;
  let cancelLook = (): void => undefined;

  const door = createSrtSwitch({
    ...{ host, port, gone, schedule, monotonicMs, log },
    waitingLine,
    onOpen(isOpen) {
      problem = isOpen ? null : 'source-failed';
      onChange();
    },
  });

  function waitingLine(): Line | null {
    const waiting = [...lines].find((line) => !line.isServed && line.firstMediaMs === null);
    if (waiting === undefined && lines.size < mostLines && monotonicMs() >= notBeforeMs) beginning ??= begin();
    return waiting ?? null;
  }

  async function begin(): Promise<void> {
    try {
      const innerPort = await freeUdpPort();
      if (!isOver) listen(innerPort);
    } catch (error) {
      log.error({ sessionId, error: String(error) }, 'an SRT listener could not begin');
      noteFailure('source-failed');
    } finally {
      beginning = null;
    }
  }

  function listen(innerPort: number): void {
    const run = startRelay({
      ...tools,
      ...{ sessionId, kind: 'srt', firstTagMs: null },
      plan: relayPlan({ kind: 'srt', host: loopback, port: innerPort, passphrase }, video),
      remoteAddress: () => line.caller,
      roundTripMs: () => line.roundTripMs,
      onDismissed: () => undefined,
      onPublish(publication) {
        [problem, failures] = [null, 0];
        tools.onPublish(publication);
        onChange();
      },
    });
    const line: Line = {
      ...{ run, port: innerPort, lastCallMs: monotonicMs(), firstMediaMs: null, caller: null, roundTripMs: null },
      get isServed() {
        return run.hasPublished;
      },
      noteCall: () => void (line.lastCallMs = monotonicMs()),
      noteMedia(address) {
        line.firstMediaMs ??= monotonicMs();
        line.caller = address.replace(/^::ffff:/, '');
      },
      noteRoundTrip: (ms) => void (line.roundTripMs = ms),
    };
    lines.add(line);
    lookSoon();
    void run.exited.then((exit) => end(line, exit));
  }

  function end(line: Line, exit: FfmpegExit): void {
    lines.delete(line);
    door.forget(line);
    if (exit.asked === 'nobody' && !line.run.hasPublished) {
      if (video === 'copy' && needsEncoding(exit.stderrTail)) video = 'encode';
      noteFailure(relayProblemOf(exit.stderrTail));
    }
    onChange();
  }

  function noteFailure(because: RelayProblem): void {
    problem = because;
    failures += 1;
    notBeforeMs = monotonicMs() + backoff.pauseMs(failures);
  }

  function lookSoon(): void {
    cancelLook();
    cancelLook = schedule(lookEveryMs, look);
  }

  function look(): void {
    for (const line of lines) if (!line.isServed) giveUpWhenUseless(line);
    if (lines.size > 0) lookSoon();
  }

  function giveUpWhenUseless({ run, lastCallMs, firstMediaMs }: Line): void {
    const nowMs = monotonicMs();
    const isNoFeed = firstMediaMs !== null && nowMs - firstMediaMs >= noFeedMs;
    if (isNoFeed) noteFailure('source-unreadable');
    if (isNoFeed || nowMs - lastCallMs >= unspokenMs) run.kill();
  }

  function state(): RelayState {
    if (isOver) return 'over';
    return [...lines].some((line) => line.isServed) ? 'receiving' : 'waiting';
  }

  return {
    get state() {
      return state();
    },
    get problem() {
      return state() === 'receiving' ? null : problem;
    },
    remoteAddress: `port ${port}`,
    async stop() {
      isOver = true;
      cancelLook();
      await beginning;
      for (const { run } of lines) run.kill();
      await Promise.all([door.stop(), ...[...lines].map(({ run }) => run.exited)]);
    },
  };
}

/** A port of this machine that nobody has now; should somebody take it in between, the listener fails and another begins. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, loopback);
  await once(socket, 'listening');
  const { port } = socket.address();
  const closed = once(socket, 'close');
  socket.close();
  await closed;
  return port;
}
