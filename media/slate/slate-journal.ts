// Which slates a session's live playlist has shown, on disk, so that its numbers go on after a crash.
// Kept only while the session is live; knows neither pictures nor players.
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ShownTake } from '../origin/last-recording.ts';
import { orNullIfAbsent } from '../takes/durable-file.ts';
import { partsPerSlateSegment } from './slate-loop.ts';

/** A slate as it stood in the playlist. */
export interface ShownSlate {
  readonly slateId: string;
  /** Name of the drawing. */
  readonly key: string;
  /** Instant of each segment's beginning. */
  readonly segmentsAtMs: readonly number[];
  /** Parts of the last segment; the others are whole. */
  readonly lastParts: number;
  /** What it stands behind; null before anything was recorded. */
  readonly overtook: ShownTake | null;
}

/**
 * One line a fact: a slate begins, what it stands behind, a segment of it begins, it is over. Written before the fact can be
 * seen by players: after a crash no number comes back. A segment that was open then counts as whole, for it can be made anew.
 */
export class SlateJournal {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  begin(slateId: string, key: string): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    this.#append({ slateId, key });
  }

  overtakes(slateId: string, overtook: ShownTake): void {
    this.#append({ slateId, overtook });
  }

  segment(slateId: string, atMs: number): void {
    this.#append({ slateId, atMs });
  }

  end(slateId: string, lastParts: number): void {
    this.#append({ slateId, lastParts });
  }

  forget(): void {
    rmSync(this.#path, { force: true });
  }

  async read(): Promise<readonly ShownSlate[]> {
    return parseSlateJournal((await orNullIfAbsent(readFile(this.#path, 'utf8'))) ?? '');
  }

  #append(fact: JournalLine): void {
    appendFileSync(this.#path, `${JSON.stringify(fact)}\n`);
  }
}

type Growing = ShownSlate & { readonly segmentsAtMs: number[]; lastParts: number; overtook: ShownTake | null };

interface JournalLine {
  readonly slateId: string;
  readonly key?: string;
  readonly atMs?: number;
  readonly lastParts?: number;
  readonly overtook?: ShownTake;
}

/** Lines that a crash tore are left out. Slates of which no segment began were never seen. */
export function parseSlateJournal(text: string): readonly ShownSlate[] {
  const slates = new Map<string, Growing>();
  for (const line of text.split('\n').map(parseLine)) {
    if (line === null) continue;
    const { slateId, key, atMs, lastParts, overtook } = line;
    if (key !== undefined) {
      slates.set(slateId, { slateId, key, segmentsAtMs: [], lastParts: partsPerSlateSegment, overtook: null });
    }
    const slate = slates.get(slateId);
    if (slate === undefined) continue;
    if (atMs !== undefined) slate.segmentsAtMs.push(atMs);
    if (lastParts !== undefined) slate.lastParts = lastParts;
    if (overtook !== undefined) slate.overtook = overtook;
  }
  return [...slates.values()].filter((slate) => slate.segmentsAtMs.length > 0);
}

function parseLine(line: string): JournalLine | null {
  try {
    const fact = JSON.parse(line) as Partial<JournalLine> | null;
    return typeof fact?.slateId === 'string' ? { ...fact, slateId: fact.slateId } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
