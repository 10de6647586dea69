// Records one rung: its parts into an append-only file, its segments into an index. Must not know who else consumes them.
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { join } from 'node:path';
import type { InitSegment, Part, RungSink, SegmentEnd } from '../packager/part.ts';
import { AnchorLine, endOf } from './anchors.ts';
import { AppendFile } from './append-file.ts';
import type { CreateRawFile } from './append-file.ts';
import { syncFolder } from './durable-file.ts';
import type { RungSpan } from './seal-take.ts';
import { rungFileNames, toLine } from './take-format.ts';
import type { Anchor, BytePlace, IndexedSegment, RungInit, SealedFile, TakeRung } from './take-record.ts';

export interface RungRecorderOptions {
  readonly folder: string;
  readonly rung: TakeRung;
  readonly createFile: CreateRawFile;
  /** More than this waiting for a slow disk is not recorded, so that memory cannot fill up. */
  readonly maxQueuedBytes: number;
  /** Told of each failure; the recorder goes on. */
  readonly onError: (error: unknown) => void;
  /** Told when a segment is on file and in the index. */
  readonly onIndexed: (segment: IndexedSegment) => void;
  /** Told once a segment, in order, what became of it: where its bytes lie on the file, or null when none of it is there. */
  readonly onOutcome: (number: number, place: BytePlace | null) => void;
}

interface OpenSegment {
  readonly number: number;
  readonly startSeconds: number;
  readonly atMs: number;
  readonly offset: number;
  readonly hash: Hash;
  endSeconds: number;
}

/**
 * Writes in order, one write at a time, each as soon as its part arrives. After a part that could not be written it
 * leaves out what cannot be decoded without it and goes on at the next part that needs no other. Of a segment nothing stays
 * in memory once it is in the index on the disk: a take of twelve hours holds no more than one of a minute.
 */
export class RungRecorder implements RungSink {
  readonly #options: RungRecorderOptions;
  #queue: Promise<void> = Promise.resolve();
  #queuedBytes = 0;
  #media: AppendFile | null = null;
  #index: AppendFile | null = null;
  #initSegment: InitSegment | null = null;
  #init: RungInit | null = null;
  #segment: OpenSegment | null = null;
  /** Where its segments began, and where the last one ends; null before the first. */
  readonly #line = new AnchorLine();
  #end: Anchor | null = null;
  #unwrittenLines = '';
  #hasHole = false;
  #isFinished = false;
  #isHeld = false;
  #syncing: Promise<void> | null = null;

  constructor(options: RungRecorderOptions) {
    this.#options = options;
  }

  /** Bytes of whole parts on file. */
  get bytesWritten(): number {
    return this.#media?.bytes ?? 0;
  }

  init(init: InitSegment): void {
    this.#mustBeOpen();
    this.#initSegment = init;
    this.#enqueue(init.bytes.length, async () => {
      await this.#writeInit(init);
    });
  }

  /** Held: parts are let go of, to leave the disk to better rungs; afterwards it goes on like after a full disk. */
  setHeld(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  part(part: Part): void {
    this.#mustBeOpen();
    if (this.#isHeld) {
      this.#enqueue(0, () => {
        this.#hasHole = true;
        return Promise.resolve();
      });
      return;
    }
    const init = this.#initSegment;
    if (init === null) throw new Error(`a part of ${this.#options.rung.name} came before its init`);
    this.#enqueue(part.bytes.length, () => this.#writePart(init, part));
  }

  segmentEnd(segment: SegmentEnd): void {
    this.#mustBeOpen();
    this.#enqueue(0, () => this.#closeSegment(segment));
  }

  /** What its indexed segments cover; null while there is none. */
  span(): RungSpan | null {
    const end = this.#end;
    if (end === null) return null;
    return { kind: this.#options.rung.kind, anchors: this.#line.chosenUntil(end), endSeconds: end.seconds };
  }

  /** Writes what is left and makes it permanent. None when nothing playable was recorded; throws when the disk refuses. */
  async finish(): Promise<readonly SealedFile[]> {
    if (!this.#isFinished) this.#enqueue(0, () => this.#closeSegment(null));
    this.#isFinished = true;
    await this.#queue;
    await this.#syncing;
    const [media, index] = [this.#media, this.#index];
    if (index !== null) await this.#writeLines(index);
    if (media !== null && index !== null && this.#end !== null) return [await media.seal(), await index.seal()];
    [this.#media, this.#index] = [null, null];
    await Promise.all([media?.abandon(), index?.abandon()]);
    return [];
  }

  #mustBeOpen(): void {
    if (this.#isFinished) throw new Error(`the take of ${this.#options.rung.name} is finished`);
  }

  #enqueue(bytes: number, task: () => Promise<void>): void {
    if (this.#queuedBytes + bytes > this.#options.maxQueuedBytes) {
      this.#hasHole = true;
      this.#options.onError(new Error(`the disk is too slow for ${this.#options.rung.name}: a part was not recorded`));
      return;
    }
    this.#queuedBytes += bytes;
    this.#queue = this.#queue
      .then(task)
      .catch((error: unknown) => {
        this.#hasHole = true;
        this.#options.onError(error);
      })
      .then(() => {
        this.#queuedBytes -= bytes;
      });
  }

  async #createFiles(): Promise<{ media: AppendFile; index: AppendFile }> {
    const { folder, rung, createFile } = this.#options;
    const names = rungFileNames(rung.name);
    const create = async (name: string): Promise<AppendFile> => {
      const path = join(folder, name);
      return new AppendFile(await createFile(path), path);
    };
    const media = (this.#media ??= await create(names.media));
    if (this.#index !== null) return { media, index: this.#index };
    this.#index = await create(names.index);
    await syncFolder(folder);
    return { media, index: this.#index };
  }

  async #writeInit(init: InitSegment): Promise<{ media: AppendFile; index: AppendFile }> {
    const files = await this.#createFiles();
    if (this.#init !== null) return files;
    const { kind, codec, timescale, width, height, bytes } = init;
    await files.media.append(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#init = { kind, codec, timescale, width, height, initLength: bytes.length, sha256 };
    this.#unwrittenLines = toLine(this.#init);
    await this.#writeLines(files.index);
    return files;
  }

  async #writePart(init: InitSegment, part: Part): Promise<void> {
    if (this.#hasHole && !part.independent) return;
    const { media } = await this.#writeInit(init);
    if (this.#segment !== null && this.#segment.number !== part.segment) await this.#closeSegment(null);
    const offset = media.bytes;
    await media.append(part.bytes);
    this.#hasHole = false;
    this.#segment ??= {
      number: part.segment,
      startSeconds: part.startSeconds,
      atMs: part.atMs,
      offset,
      hash: createHash('sha256'),
      endSeconds: part.startSeconds,
    };
    this.#segment.hash.update(part.bytes);
    this.#segment.endSeconds = part.startSeconds + part.durationSeconds;
  }

  /** Indexes the open segment; without `told` (a take that ends in the middle) it ends with the parts that it has. */
  async #closeSegment(told: SegmentEnd | null): Promise<void> {
    const [open, media, index] = [this.#segment, this.#media, this.#index];
    if (open === null || media === null || index === null || (told !== null && told.number !== open.number)) {
      if (told !== null) this.#options.onOutcome(told.number, null);
      return;
    }
    this.#segment = null;
    const isWhole = told?.startSeconds === open.startSeconds;
    const endSeconds = told === null ? open.endSeconds : told.startSeconds + told.durationSeconds;
    const segment: IndexedSegment = {
      number: open.number,
      startSeconds: open.startSeconds,
      durationSeconds: isWhole ? told.durationSeconds : endSeconds - open.startSeconds,
      atMs: open.atMs,
      offset: open.offset,
      length: media.bytes - open.offset,
      sha256: open.hash.digest('hex'),
    };
    this.#line.add({ atMs: segment.atMs, seconds: segment.startSeconds });
    this.#end = endOf(segment);
    this.#options.onOutcome(segment.number, segment);
    this.#unwrittenLines += toLine(segment);
    await this.#writeLines(index);
    this.#syncSoon(media, index);
    this.#options.onIndexed(segment);
  }

  /** Lines that a full disk refused stay until there is room again. */
  async #writeLines(index: AppendFile): Promise<void> {
    if (this.#unwrittenLines === '') return;
    await index.append(Buffer.from(this.#unwrittenLines));
    this.#unwrittenLines = '';
  }

  /** Once a segment, and never in the way of the next part. */
  #syncSoon(media: AppendFile, index: AppendFile): void {
    this.#syncing ??= Promise.all([media.datasync(), index.datasync()])
      .then(() => undefined, this.#options.onError)
      .then(() => {
        this.#syncing = null;
      });
  }
}
