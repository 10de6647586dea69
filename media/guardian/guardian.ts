// What is wrong with what one session receives, joined from its watches. Knows no process, no desk.
import type { FeedProblem } from '../ingest/feed-problems.ts';
import type { SoundLevel } from '../ingest/feed-report.ts';
import type { FlvTag } from '../ingest/flv-tag.ts';
import { PacketWatch } from './packet-watch.ts';
import { PictureWatch } from './picture-watch.ts';
import { SoundWatch } from './sound-watch.ts';

/** Consumers of the raw picture and sound that a take's ffmpeg writes beside its rungs. */
export interface Watchers {
  picture(chunk: Buffer): void;
  sound(chunk: Buffer): void;
}

export interface GuardianOptions {
  readonly monotonicMs: () => number;
  /** The list of alarms is another one now. */
  readonly onChange: () => void;
}

/** How often tags lead to a new look at the alarms. */
const lookEveryMs = 500;

export class Guardian {
  readonly #options: GuardianOptions;
  readonly #packets = new PacketWatch();
  #picture = new PictureWatch();
  #sound = new SoundWatch();
  #told = '';
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(options: GuardianOptions) {
    this.#options = options;
  }

  /** A take begins (or a rehearsal): what was seen before says nothing of it. */
  watch(): Watchers {
    this.forget();
    const [picture, sound] = [this.#picture, this.#sound];
    return {
      picture: (chunk) => {
        picture.push(chunk);
        this.#look();
      },
      sound: (chunk) => sound.push(chunk),
    };
  }

  /** Nothing is decoded any more. */
  forget(): void {
    this.#picture = new PictureWatch();
    this.#sound = new SoundWatch();
    this.#look();
  }

  /** Every tag of the session's encoder. */
  tag(tag: FlvTag): void {
    const atMs = this.#options.monotonicMs();
    this.#packets.push(tag, atMs);
    if (atMs - this.#lookedMs < lookEveryMs) return;
    this.#lookedMs = atMs;
    this.#look();
  }

  /** The encoder is gone. */
  gone(): void {
    this.#packets.reset();
    this.#look();
  }

  /** Of the last second; null while no sound is decoded. */
  get audioLevel(): SoundLevel | null {
    return this.#sound.level;
  }

  problems(): FeedProblem[] {
    return [
      ...this.#picture.alarms().map((code) => ({ code, fact: null })),
      ...this.#sound.alarms().map((code) => ({ code, fact: null })),
      ...this.#packets.alarms(this.#options.monotonicMs()),
    ];
  }

  #look(): void {
    const codes = this.problems()
      .map((problem) => problem.code)
      .join();
    if (codes === this.#told) return;
    this.#told = codes;
    this.#options.onChange();
  }
}
