// Keeps one relayed feed going: begins it, begins it again where that makes sense, and knows what is wrong with it.
//
// wanted   what runs      happens
// yes      nothing        a run begins (again after 0.25 s, 0.5 s … 5 s)
// yes      a run          its feed is published with the first tag
// no       a run          it is killed
// A source that ends of itself (a file) is not wanted any more after its first run. A source that we fetch is
// not wanted any more once another encoder took over: two would take the session from each other for ever.
import type { FfmpegExit } from '../../ffmpeg/run.ts';
import { cappedBackoff, createSupervisor } from '../../ffmpeg/supervisor.ts';
import type { Supervisor } from '../../ffmpeg/supervisor.ts';
import type { RelayPlan, RelayVideo } from '../../recipes/relay-arguments.ts';
import { takenOver } from '../feed-hub.ts';
import type { FeedKind } from '../feed-report.ts';
import type { RelayProblem } from './relay-problem.ts';
import { needsEncoding, relayProblemOf } from './relay-problem.ts';
import type { RelayRun, RelayTools } from './relay-run.ts';
import { startRelay } from './relay-run.ts';

/** `open`: an address may be tried now. Else why not. */
export type Prepared =
  { readonly kind: 'open'; readonly plan: RelayPlan } | { readonly kind: 'closed'; readonly problem: RelayProblem };

export interface RelayedFeedOptions {
  readonly tools: RelayTools;
  readonly sessionId: string;
  readonly kind: FeedKind;
  readonly remoteAddress: string | null;
  /** Asked before each run: addresses are looked up anew. */
  readonly prepare: (video: RelayVideo, failures: number) => Promise<Prepared>;
  /** Begins again whenever it ended. */
  readonly isLasting: boolean;
  readonly firstTagMs: number | null;
  /** Pictures are encoded from the first run on. */
  readonly video: RelayVideo;
  /** It is not wanted any more, and gone. */
  readonly onOver: () => void;
  readonly onChange: () => void;
}

/** `held`: another encoder took over, and it waits to be begun again by hand. `waiting`: its door is open, nobody is there. */
export type RelayState = 'connecting' | 'receiving' | 'waiting' | 'held' | 'over';

/** A source that is kept going, whatever stands behind it. */
export interface KeptFeed {
  readonly state: RelayState;
  /** Why the newest run failed; null while all is well. */
  readonly problem: RelayProblem | null;
  readonly remoteAddress: string | null;
  stop(): Promise<void>;
}

export interface RelayedFeed extends KeptFeed {
  readonly kind: FeedKind;
}

interface Attempt {
  readonly exited: Promise<FfmpegExit | null>;
  kill(): void;
  finish(): Promise<FfmpegExit | null>;
}

/** Begins at once. */
export function createRelayedFeed(options: RelayedFeedOptions): RelayedFeed {
  const { tools, isLasting } = options;
  let video = options.video;
  let failures = 0;
  let run: RelayRun | null = null;
  let problem: RelayProblem | null = null;
  let state: RelayState = 'connecting';

  function enter(next: RelayState): void {
    if (state === next) return;
    state = next;
    options.onChange();
  }

  function begin(): Attempt {
    let isKilled = false;
    const started = options.prepare(video, failures).then((prepared) => {
      if (isKilled) return null;
      if (prepared.kind === 'closed') return fail(prepared.problem);
      run = startRun(prepared.plan);
      return run.exited;
    });
    const exited = started.catch((error: unknown) => {
      tools.log.error({ sessionId: options.sessionId, error: String(error) }, 'a relayed feed could not begin');
      return fail('source-failed');
    });
    const kill = (): void => {
      isKilled = true;
      run?.kill();
    };
    return { exited, kill, finish: () => (kill(), exited) };
  }

  function startRun(plan: RelayPlan): RelayRun {
    const { sessionId, kind, remoteAddress, firstTagMs } = options;
    enter('connecting');
    return startRelay({
      ...tools,
      ...{ sessionId, kind, remoteAddress: () => remoteAddress, plan, firstTagMs },
      onPublish(publication) {
        problem = null;
        failures = 0;
        tools.onPublish(publication);
        enter('receiving');
      },
      onDismissed(reason) {
        if (reason === takenOver) hold();
      },
    });
  }

  function fail(because: RelayProblem): null {
    problem = because;
    failures += 1;
    return null;
  }

  function hold(): void {
    void supervisor.cut();
    enter('held');
  }

  /** What an end means for the next beginning. */
  function learn(exit: FfmpegExit | null): void {
    const hasPublished = run?.hasPublished === true;
    run = null;
    if (exit !== null && exit.asked === 'nobody' && !hasPublished) noteFailure(exit);
    if (exit !== null && exit.asked === 'kill' && !hasPublished && state === 'connecting') fail('source-unreachable');
    if (state === 'held' || state === 'over') return;
    if (isLasting || isWorthAnotherTry()) enter('connecting');
    else {
      enter('over');
      void supervisor.cut().then(options.onOver);
    }
    options.onChange();
  }

  /** A source that ends by itself gets a second run only when the first one taught something. */
  function isWorthAnotherTry(): boolean {
    return problem !== null && failures === 1;
  }

  function noteFailure({ stderrTail }: FfmpegExit): void {
    if (video === 'copy' && needsEncoding(stderrTail)) video = 'encode';
    fail(relayProblemOf(stderrTail));
  }

  const supervisor: Supervisor<Attempt> = createSupervisor<FfmpegExit | null, Attempt>({
    start: begin,
    schedule: tools.schedule,
    backoff: cappedBackoff({ firstMs: 250, capMs: 5_000, calmMs: 10_000 }),
    nowMs: tools.monotonicMs,
    onExit: learn,
  });
  supervisor.want();

  return {
    kind: options.kind,
    remoteAddress: options.remoteAddress,
    get state() {
      return state;
    },
    get problem() {
      return state === 'receiving' ? null : problem;
    },
    async stop() {
      if (state === 'over') return;
      state = 'over';
      await supervisor.cut();
    },
  };
}
