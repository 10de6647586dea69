// When what a take shows happened: media time tied to the instants at which its pictures arrived.
// Players lay segments, and sound beside picture, by these dates (EXT-X-PROGRAM-DATE-TIME): hls.js 1.7 waits for a whole
// segment at a border where a date goes on by some milliseconds more than media time. So dates follow no uneven arrival and no
// encoder's clock (50 ppm are 0.7 s in four hours); they leap where the feed stood still or came in a burst.
import { Arrivals, type Arrival } from './arrivals.ts';

/** Arrivals that change by so much from one segment to the next are no unevenness. */
const leapMs = 250;
/** An encoder's clock that runs wrong has moved the dates this far from the arrivals by now. */
const mostDriftMs = 500;
/** A take is not worth ending for its dates before this: an encoder may have no clock to speak of. */
const leastTakeSeconds = 600;
/** Arrivals are judged by the promptest of so many seconds: a picture can come late, never early. */
const windowSeconds = 10;
/** Ten minutes of 60 pictures a second: far more than any rung lags. */
const mostArrivals = 36_000;

/** The clock of one take, the same for all its rungs. */
export class TakeClock {
  readonly #arrivals = new Arrivals(mostArrivals);
  /** Instant (ms) of the take's zero as each segment reckons it. */
  readonly #zeros: number[] = [];
  /** The same by the arrivals before the last segment. */
  #arrivedZero = 0;
  #newestStart = 0;

  /** `seconds` is the presentation time on the take's timeline; pictures may come out of order by a few places. */
  note(seconds: number, atMs: number): void {
    this.#arrivals.add({ seconds, atMs });
  }

  /**
   * Instant (ms) of `seconds` in segment `number`.
   *
   * @param startOf where a segment begins: its first picture is the first that is shown after it.
   * @throws Error before the first picture.
   */
  instantIn(number: number, seconds: number, startOf: (number: number) => number): number {
    while (this.#zeros.length <= number) this.#zeros.push(this.#zeroAt(startOf(this.#zeros.length)));
    return (this.#zeros[number] ?? 0) + seconds * 1000;
  }

  /** The dates are wrong by now, for an encoder's clock that runs fast or slow: only another take sets them right. */
  get isOutOfTime(): boolean {
    const drift = this.#arrivedZero - (this.#zeros.at(-1) ?? 0);
    return this.#newestStart >= leastTakeSeconds && Math.abs(drift) > mostDriftMs;
  }

  #zeroAt(start: number): number {
    this.#newestStart = start;
    const arrived = zeroBy(this.#promptestUntil(start));
    const last = this.#zeros.at(-1);
    const leap = arrived - this.#arrivedZero;
    this.#arrivedZero = arrived;
    if (last === undefined) return arrived;
    return Math.abs(leap) > leapMs ? last + leap : last;
  }

  /** Of the pictures of the last seconds until the first one after `start`, the one that came soonest for its place. */
  #promptestUntil(start: number): Arrival {
    const first = Math.min(this.#arrivals.countUntil(start), this.#arrivals.count - 1);
    let best = this.#arrivals.at(first);
    if (best === null) throw new Error('no picture has arrived yet');
    for (let place = first - 1; place >= 0; place -= 1) {
      const earlier = this.#arrivals.at(place);
      if (earlier === null || earlier.seconds < start - windowSeconds) break;
      if (zeroBy(earlier) < zeroBy(best)) best = earlier;
    }
    return best;
  }
}

/** The instant of the take's zero, reckoned from one picture. */
function zeroBy({ seconds, atMs }: Arrival): number {
  return atMs - seconds * 1000;
}
