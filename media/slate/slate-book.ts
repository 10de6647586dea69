// All slates of all live sessions: begins them, remembers them across a crash, and gives back any bytes of them.
// Must not know why a slate is shown.
import { join } from 'node:path';
import type { RungFile } from '../origin/rung-track.ts';
import type { PlayedTake } from '../origin/origin-session.ts';
import type { SlateText } from '../recipes/slate-arguments.ts';
import type { RungRecord } from '../takes/take-record.ts';
import { SlateJournal, type ShownSlate } from './slate-journal.ts';
import {
  partsPerSlateSegment,
  slateOffset,
  slateSegment,
  slateSegmentBytes,
  type SlateLoop,
  type SlateRung,
} from './slate-loop.ts';
import { SlateShelf, type SlateShelfOptions } from './slate-shelf.ts';

/** Everything of a slate lies under an id of this form, so that it is never taken for a recording. */
const idPrefix = 'slate-';

export interface SlateBookOptions extends SlateShelfOptions {
  readonly newId: () => string;
}

export interface BegunSlate {
  readonly slateId: string;
  readonly loop: SlateLoop;
  /** Where its segments are to be written down. */
  readonly journal: SlateJournal;
}

export class SlateBook {
  readonly #options: SlateBookOptions;
  readonly #shelf: SlateShelf;
  /** Drawings by slate id. */
  readonly #keys = new Map<string, string>();

  constructor(options: SlateBookOptions) {
    this.#options = options;
    this.#shelf = new SlateShelf(options);
  }

  /** Draws them now, one after the other, so that they are there when they are needed. */
  async prepare(texts: readonly SlateText[]): Promise<void> {
    for (const text of texts) await this.#shelf.get(text);
  }

  /** A new slate of these words; written down before it is seen. */
  async begin(sessionId: string, text: SlateText): Promise<BegunSlate> {
    const { key, loop } = await this.#shelf.get(text);
    const slateId = `${idPrefix}${this.#options.newId()}`;
    const journal = this.#journalOf(sessionId);
    journal.begin(slateId, key);
    this.#keys.set(slateId, key);
    return { slateId, loop, journal };
  }

  /**
   * The live playlist as it was before a crash: these recordings, as far as players had them, and the slates between them
   * (without those whose drawing is gone). Of a session that has ended: the recordings as they are.
   */
  async load(sessionId: string, recorded: readonly PlayedTake[]): Promise<readonly PlayedTake[]> {
    const shown = await this.#journalOf(sessionId).read();
    const slates: PlayedTake[] = [];
    for (const slate of shown) {
      const loop = await this.#shelf.find(slate.key);
      if (loop === null) continue;
      this.#keys.set(slate.slateId, slate.key);
      slates.push(takeOf(sessionId, slate, loop));
    }
    const takes = [...recorded.map((take) => asPlayersHadIt(take, shown)), ...slates];
    return takes.sort((one, other) => one.startedAtMs - other.startedAtMs);
  }

  holds(takeId: string): boolean {
    return takeId.startsWith(idPrefix);
  }

  /** What a recording's file would hold. Throws when there is no such slate. */
  async readRange(file: RungFile, offset: number, length: number): Promise<Buffer> {
    const key = this.#keys.get(file.takeId);
    const loop = key === undefined ? null : await this.#shelf.find(key);
    const rung = loop?.rungs.find((candidate) => candidate.name === file.rung);
    if (rung === undefined) throw new Error(`there is no slate ${file.takeId}/${file.rung}`);
    if (offset < rung.init.bytes.length) return rung.init.bytes.subarray(offset, offset + length);
    const number = segmentAt(rung, offset);
    const start = offset - slateOffset(rung, number);
    return slateSegmentBytes(rung, number, partsPerSlateSegment).subarray(start, start + length);
  }

  /** The session has ended: its slates are in no playlist that begins from now on. */
  forget(sessionId: string): void {
    this.#journalOf(sessionId).forget();
  }

  #journalOf(sessionId: string): SlateJournal {
    return new SlateJournal(join(this.#options.folder, 'shown', `${sessionId}.jsonl`));
  }
}

/** Segments are about equally long, so the first guess is near. */
function segmentAt(rung: SlateRung, offset: number): number {
  const usual = slateOffset(rung, 16) - slateOffset(rung, 0);
  let number = Math.max(0, Math.floor(((offset - slateOffset(rung, 0)) * 16) / usual) - 1);
  while (slateOffset(rung, number + 1) <= offset) number += 1;
  return number;
}

/** What was recorded behind the beginning of a slate has no number in the live playlist, and would move all that follow. */
function asPlayersHadIt(take: PlayedTake, slates: readonly ShownSlate[]): PlayedTake {
  const cut = slates.find(({ overtook }) => overtook?.takeId === take.takeId)?.overtook ?? null;
  if (cut === null) return take;
  return { ...take, rungs: take.rungs.map((rung) => ({ ...rung, segments: rung.segments.slice(0, cut.segments) })) };
}

/** The slate in the form of a take that was read back from disk. */
function takeOf(sessionId: string, shown: ShownSlate, loop: SlateLoop): PlayedTake {
  const rungs = loop.rungs.map((rung): RungRecord => {
    const { kind, codec, timescale, width, height, bytes } = rung.init;
    const segments = shown.segmentsAtMs.map((atMs, number) => {
      const parts = number === shown.segmentsAtMs.length - 1 ? shown.lastParts : partsPerSlateSegment;
      const { startSeconds, durationSeconds } = slateSegment(rung, number, parts, atMs);
      const length = slateSegmentBytes(rung, number, parts).length;
      return { number, startSeconds, durationSeconds, atMs, offset: slateOffset(rung, number), length, sha256: '' };
    });
    const { name, variant } = rung;
    return { name, variant, kind, codec, timescale, width, height, initLength: bytes.length, segments };
  });
  return { takeId: shown.slateId, sessionId, startedAtMs: shown.segmentsAtMs[0] ?? 0, rungs, isSlate: true };
}
