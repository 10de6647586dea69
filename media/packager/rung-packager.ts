// One rung of one take: ffmpeg's fragments in, parts and segments out (RFC 8216bis; one `moof` + `mdat` a part).
// It knows neither who serves nor who records; it closes a part before the sample that would cross PART-TARGET.
import { BoxReader, type Box } from './box-reader.ts';
import { partTargetSeconds, type CutPlan } from './cut-plan.ts';
import { readFragment, type Sample } from './fragment-reader.ts';
import { writeChunk } from './fragment-writer.ts';
import { readMovieHeader, type MovieHeader } from './movie-header.ts';
import type { RungSink } from './part.ts';

export interface RungPackagerOptions {
  readonly plan: CutPlan;
  readonly sinks: readonly RungSink[];
  /** Seconds on ffmpeg's timeline that are the take's zero (its `-output_ts_offset` plus the first picture's offset). */
  readonly zeroSeconds: number;
}

/** Rounded timestamps may miss the target by this much without crossing it. */
const toleranceSeconds = 0.0005;

/**
 * The date of sound is told a little early. hls.js 1.7 lays sound beside the picture by these dates; where it then takes the
 * next segment to begin later than it does, it believes to have loaded that moment already and waits for a whole segment.
 * More than dates are rounded, and less than one AAC frame: nothing else is misled.
 */
const soundLeadMs = 20;

interface OpenSegment {
  readonly number: number;
  readonly startSeconds: number;
  readonly atMs: number;
  parts: number;
  endSeconds: number;
}

/** Feed it with {@link push}; {@link finish} keeps the open part, {@link cut} throws it away. */
export class RungPackager {
  readonly #options: RungPackagerOptions;
  readonly #boxes = new BoxReader();
  #fileType: Buffer | null = null;
  #header: MovieHeader | null = null;
  #moof: Buffer | null = null;
  #timeShift: { decode: number; composition: number } | null = null;
  #samples: Sample[] = [];
  #segment: OpenSegment | null = null;
  #nextSegment = 0;
  #sequence = 0;
  #isOver = false;

  constructor(options: RungPackagerOptions) {
    this.#options = options;
  }

  /** @throws Error when ffmpeg writes something else than fragments of one H.264 or AAC track. */
  push(chunk: Buffer): void {
    if (this.#isOver) return;
    for (const box of this.#boxes.push(chunk)) this.#readBox(box);
  }

  /** How many segments it would have if it finished now. */
  get segmentCount(): number {
    return this.#nextSegment;
  }

  /**
   * The feed is over: the open part is kept whole and its segment ends. A part that would begin a segment beyond the first
   * `most` is left out: players align rungs by counting, so that all end with the same segment where they can.
   */
  finish(most = Number.POSITIVE_INFINITY): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#handOutOpen(most);
    this.#endSegment();
  }

  /**
   * Something else goes on screen while the feed stands still: the open part comes out before its time. What follows is
   * recorded in the same segment. `most` as in {@link finish}.
   */
  handOut(most = Number.POSITIVE_INFINITY): void {
    if (!this.#isOver) this.#handOutOpen(most);
  }

  /** Doors are closed: what is not yet a part is forgotten; nothing that comes later is read. */
  cut(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#samples = [];
    this.#moof = null;
    this.#endSegment();
  }

  #handOutOpen(most: number): void {
    if (this.#segment?.parts !== 0 || this.#segment.number < most) this.#closePart();
  }

  #readBox(box: Box): void {
    if (box.type === 'ftyp') this.#fileType = box.bytes;
    else if (box.type === 'moov') this.#readHeader(box.bytes);
    else if (box.type === 'moof') this.#moof = box.bytes;
    else if (box.type === 'mdat') this.#readSamples(box.bytes);
  }

  #readHeader(moov: Buffer): void {
    this.#header = readMovieHeader(moov);
    const { kind, codec, timescale, width, height } = this.#header;
    const bytes = Buffer.concat([this.#fileType ?? Buffer.alloc(0), moov]);
    for (const sink of this.#options.sinks) sink.init({ kind, bytes, codec, timescale, width, height });
  }

  #readSamples(mdat: Buffer): void {
    if (this.#header === null || this.#moof === null) throw new Error('samples came before their header');
    const samples = readFragment(this.#moof, mdat, this.#header.defaults);
    this.#moof = null;
    for (const sample of samples) this.#take(sample, this.#header);
  }

  /** Moves a sample to the take's timeline, where the first picture is shown at 0, and appends it. */
  #take(raw: Sample, header: MovieHeader): void {
    const zero = Math.round(this.#options.zeroSeconds * header.timescale);
    this.#timeShift ??= this.#firstShift(raw, header, zero);
    if (this.#timeShift === null) return;
    const decodeTime = raw.decodeTime - this.#timeShift.decode;
    if (decodeTime < 0) return;
    const sample = { ...raw, decodeTime, compositionOffset: raw.compositionOffset - this.#timeShift.composition };
    this.#append(sample, header.timescale);
  }

  /** Sound before the first picture (AAC priming) is left out; pictures begin with the first keyframe. */
  #firstShift(first: Sample, header: MovieHeader, zero: number): { decode: number; composition: number } | null {
    if (header.kind === 'audio') return { decode: zero, composition: 0 };
    if (!first.isSync) return null;
    const shown = Math.max(0, first.decodeTime + first.compositionOffset - zero);
    return { decode: first.decodeTime - shown, composition: first.compositionOffset };
  }

  #append(sample: Sample, timescale: number): void {
    const start = sample.decodeTime / timescale;
    const end = (sample.decodeTime + sample.duration) / timescale;
    if (this.#isPastTheCut(start)) {
      this.#closePart();
      this.#endSegment();
    } else if (end - this.#partStart(timescale, start) > partTargetSeconds + toleranceSeconds) {
      this.#closePart();
    }
    this.#segment ??= this.#beginSegment(start);
    this.#samples.push(sample);
    this.#closeWhatIsFull(end, sample.duration / timescale, timescale);
  }

  #isPastTheCut(start: number): boolean {
    if (this.#segment === null) return false;
    const cut = this.#options.plan.endOf(this.#segment.number);
    return cut !== null && start >= cut;
  }

  /** Closes part and segment without waiting for the next sample, so that no hint points at a part that never comes. */
  #closeWhatIsFull(end: number, sampleSeconds: number, timescale: number): void {
    const cut = this.#segment === null ? null : this.#options.plan.endOf(this.#segment.number);
    if (cut !== null && end >= cut) {
      this.#closePart();
      this.#endSegment();
    } else if (end + sampleSeconds - this.#partStart(timescale, end) > partTargetSeconds + toleranceSeconds) {
      this.#closePart();
    }
  }

  #partStart(timescale: number, fallback: number): number {
    const first = this.#samples[0];
    return first === undefined ? fallback : first.decodeTime / timescale;
  }

  #beginSegment(startSeconds: number): OpenSegment {
    const number = this.#nextSegment;
    this.#nextSegment += 1;
    return {
      number,
      startSeconds,
      atMs: this.#instantOf(number, startSeconds),
      parts: 0,
      endSeconds: startSeconds,
    };
  }

  /** In whole milliseconds, as playlists say it; for sound never later than the truth. */
  #instantOf(number: number, startSeconds: number): number {
    const atMs = Math.round(this.#options.plan.instantIn(number, startSeconds));
    return this.#header?.kind === 'audio' ? atMs - soundLeadMs : atMs;
  }

  #closePart(): void {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || this.#segment === null || this.#header === null) return;
    const { timescale, trackId } = this.#header;
    this.#sequence += 1;
    const startSeconds = first.decodeTime / timescale;
    const endSeconds = (last.decodeTime + last.duration) / timescale;
    const part = {
      segment: this.#segment.number,
      index: this.#segment.parts,
      startSeconds,
      durationSeconds: endSeconds - startSeconds,
      independent: this.#header.kind === 'audio' || first.isSync,
      atMs: this.#instantOf(this.#segment.number, startSeconds),
      bytes: writeChunk({ sequence: this.#sequence, trackId }, this.#samples),
    };
    this.#samples = [];
    this.#segment.parts += 1;
    this.#segment.endSeconds = endSeconds;
    for (const sink of this.#options.sinks) sink.part(part);
  }

  #endSegment(): void {
    const segment = this.#segment;
    this.#segment = null;
    if (segment === null) return;
    if (segment.parts === 0) {
      this.#nextSegment = segment.number;
      return;
    }
    const { number, startSeconds, endSeconds, atMs } = segment;
    for (const sink of this.#options.sinks) {
      sink.segmentEnd({ number, startSeconds, durationSeconds: endSeconds - startSeconds, atMs });
    }
  }
}
