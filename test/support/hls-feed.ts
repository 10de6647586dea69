// Plays the packager for origin tests: parts and segments of made-up rungs whose bytes say what they are.
import type { InitSegment, RungSink } from '../../media/packager/part.ts';
import type { RungRecord, TakeRecord, TakeRung } from '../../media/takes/take-record.ts';

/** Two qualities and the sound. */
export const usualRungs: readonly TakeRung[] = [
  { name: '720p', kind: 'video', variant: 0 },
  { name: '240p', kind: 'video', variant: 1 },
  { name: 'audio', kind: 'audio', variant: 0 },
];

/** 22 November 2026, 10:00:00 UTC. */
export const feedStartMs = Date.UTC(2026, 10, 22, 10);

const partSeconds = 1 / 3;
const partsPerSegment = 6;

export function initOf(rung: Pick<TakeRung, 'name' | 'kind'>): InitSegment {
  const isSound = rung.kind === 'audio';
  const height = isSound ? null : Number.parseInt(rung.name, 10);
  return {
    kind: rung.kind,
    bytes: Buffer.from(`init of ${rung.name};`),
    codec: isSound ? 'mp4a.40.2' : 'avc1.64001f',
    timescale: isSound ? 48_000 : 90_000,
    width: height === null ? null : Math.round((height * 16) / 18) * 2,
    height,
  };
}

/** Pushes parts into all rungs of a take in step, as one ffmpeg does. */
export class TakeFeed {
  readonly #sinks: ReadonlyMap<string, RungSink>;
  readonly #startedAtMs: number;
  #count = 0;

  constructor(sinks: ReadonlyMap<string, RungSink>, rungs: readonly TakeRung[], startedAtMs: number) {
    this.#sinks = sinks;
    this.#startedAtMs = startedAtMs;
    for (const rung of rungs) sinks.get(rung.name)?.init(initOf(rung));
  }

  /** Parts so far, per rung. */
  get count(): number {
    return this.#count;
  }

  /** The next part in every rung, and its segment's end after the last. */
  pushPart(): void {
    const segment = Math.floor(this.#count / partsPerSegment);
    const index = this.#count % partsPerSegment;
    const startSeconds = this.#count * partSeconds;
    for (const [name, sink] of this.#sinks) {
      const bytes = Buffer.from(partText(name, segment, index));
      const atMs = this.#startedAtMs + startSeconds * 1000;
      const independent = index === 0 || name === 'audio';
      sink.part({ segment, index, startSeconds, durationSeconds: partSeconds, independent, atMs, bytes });
      if (index === partsPerSegment - 1) sink.segmentEnd(this.#end(segment));
    }
    this.#count += 1;
  }

  pushSegments(count: number): void {
    for (let left = count * partsPerSegment; left > 0; left -= 1) this.pushPart();
  }

  #end(number: number) {
    const startSeconds = number * partsPerSegment * partSeconds;
    const durationSeconds = partsPerSegment * partSeconds;
    return { number, startSeconds, durationSeconds, atMs: this.#startedAtMs + startSeconds * 1000 };
  }
}

export function partText(rung: string, segment: number, index: number): string {
  return `${rung} ${segment}.${index};`;
}

export function segmentText(rung: string, segment: number): string {
  return Array.from({ length: partsPerSegment }, (_, index) => partText(rung, segment, index)).join('');
}

/** What {@link TakeFeed} would have left on disk. */
export function recordOf(take: Omit<TakeRecord, 'rungs'>, segments: number): TakeRecord {
  return { ...take, rungs: usualRungs.map((rung) => rungRecord(rung, take.startedAtMs, segments)) };
}

/** The file of one rung of {@link recordOf}. */
export function fileOf(rung: string, segments: number): Buffer {
  const kind = rung === 'audio' ? 'audio' : 'video';
  const texts = Array.from({ length: segments }, (_, number) => segmentText(rung, number));
  return Buffer.concat([initOf({ name: rung, kind }).bytes, Buffer.from(texts.join(''))]);
}

function rungRecord(rung: TakeRung, startedAtMs: number, count: number): RungRecord {
  const { bytes, codec, timescale, width, height } = initOf(rung);
  let offset = bytes.length;
  const segments = Array.from({ length: count }, (_, number) => {
    const length = segmentText(rung.name, number).length;
    const startSeconds = number * 2;
    const at = { number, startSeconds, durationSeconds: 2, atMs: startedAtMs + startSeconds * 1000, offset, length };
    offset += length;
    return { ...at, sha256: '' };
  });
  return { ...rung, codec, timescale, width, height, initLength: bytes.length, segments };
}
