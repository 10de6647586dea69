// Plays one slate into its sinks in real time, a part every third of a second, until it is stopped. Knows no session.
import type { Schedule } from '../ingest/schedule.ts';
import type { RungSink } from '../packager/part.ts';
import { slatePicturesPerSecond } from '../recipes/slate-arguments.ts';
import { partsPerSlateSegment, slatePart, slateSegment, type SlateLoop, type SlateRung } from './slate-loop.ts';

export interface SlateShowOptions {
  readonly loop: SlateLoop;
  /** By rung name. */
  readonly sinks: ReadonlyMap<string, RungSink>;
  readonly schedule: Schedule;
  readonly now: () => number;
  readonly monotonicMs: () => number;
  /** Told before a segment's first part is handed on. */
  readonly onSegment: (atMs: number) => void;
}

const partMs = 1000 / slatePicturesPerSecond;
/** After a pause of the whole machine nothing is made up for: the slate goes on from now. */
const mostLateMs = 10_000;

export class SlateShow {
  readonly #options: SlateShowOptions;
  readonly #rungs: readonly { rung: SlateRung; sink: RungSink }[];
  #count = 0;
  #dueMs: number;
  #segmentAtMs = 0;
  #cancel: (() => void) | null = null;

  /** The first part is handed on at once. */
  constructor(options: SlateShowOptions) {
    this.#options = options;
    this.#dueMs = options.monotonicMs();
    this.#rungs = options.loop.rungs.flatMap((rung) => {
      const sink = options.sinks.get(rung.name);
      return sink === undefined ? [] : [{ rung, sink }];
    });
    for (const { rung, sink } of this.#rungs) sink.init(rung.init);
    this.#goOn();
  }

  /** Parts of the segment that it stopped in; a whole segment's count when it stopped between two. */
  get lastParts(): number {
    return ((this.#count - 1) % partsPerSlateSegment) + 1;
  }

  /** Idempotent. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #goOn(): void {
    const nowMs = this.#options.monotonicMs();
    if (nowMs - this.#dueMs > mostLateMs) this.#dueMs = nowMs;
    for (; this.#dueMs <= nowMs; this.#dueMs += partMs) this.#handOn();
    this.#cancel = this.#options.schedule(Math.max(1, this.#dueMs - nowMs), () => this.#goOn());
  }

  #handOn(): void {
    const count = this.#count;
    const number = Math.floor(count / partsPerSlateSegment);
    if (count % partsPerSlateSegment === 0) {
      const { now, monotonicMs } = this.#options;
      this.#segmentAtMs = Math.round(now() - monotonicMs() + this.#dueMs);
      this.#options.onSegment(this.#segmentAtMs);
    }
    this.#count += 1;
    const isLast = this.#count % partsPerSlateSegment === 0;
    for (const { rung, sink } of this.#rungs) {
      sink.part(slatePart(rung, count, { segmentAtMs: this.#segmentAtMs }));
      if (isLast) sink.segmentEnd(slateSegment(rung, number, partsPerSlateSegment, this.#segmentAtMs));
    }
  }
}
