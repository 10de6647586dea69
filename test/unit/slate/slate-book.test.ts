// The live playlist of a session as it comes back after a crash.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SlateBook } from '../../../media/slate/slate-book.ts';
import { SlateJournal } from '../../../media/slate/slate-journal.ts';
import type { PlayedTake } from '../../../media/origin/origin-session.ts';
import type { RungRecord } from '../../../media/takes/take-record.ts';

let folder: string;
let book: SlateBook;

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slate-book-'));
  book = new SlateBook({
    folder,
    crest: () => Promise.resolve(null),
    pidFolder: folder,
    ffmpeg: 'ffmpeg',
    log,
    newId: () => '1',
  });
});

afterEach(() => rm(folder, { recursive: true }));

function takeOf(takeId: string, startedAtMs: number, segments: number): PlayedTake {
  const rung = (name: string, count: number): RungRecord => ({
    ...{ name, kind: 'video', variant: 0, codec: 'avc1.4d401f', timescale: 90_000, width: 640, height: 360 },
    initLength: 700,
    segments: Array.from({ length: count }, (_, number) => ({
      ...{ number, startSeconds: number * 2, durationSeconds: 2, atMs: startedAtMs + number * 2000 },
      ...{ offset: 700 + number * 10, length: 10, sha256: '' },
    })),
  });
  // The lower rung is one segment behind when its machine dies.
  return { takeId, sessionId: 's1', startedAtMs, rungs: [rung('source', segments), rung('480p', segments - 1)] };
}

const countsOf = (takes: readonly PlayedTake[]): object =>
  takes.map(({ takeId, rungs }) => [takeId, ...rungs.map(({ segments }) => segments.length)]);

describe('the slates of a session that comes back', () => {
  it('cut what was recorded behind their beginning, so that no number moves', async () => {
    const journal = new SlateJournal(join(folder, 'shown', 's1.jsonl'));
    journal.begin('slate-1', 'a drawing that is gone');
    journal.overtakes('slate-1', { takeId: 'early', segments: 4 });
    journal.segment('slate-1', 9000);
    const recorded = [takeOf('late', 20_000, 6), takeOf('early', 1000, 7)];
    expect(countsOf(await book.load('s1', recorded))).toEqual([
      ['early', 4, 4],
      ['late', 6, 5],
    ]);
  });

  it('leave a session that has ended as it was recorded', async () => {
    const journal = new SlateJournal(join(folder, 'shown', 's1.jsonl'));
    journal.begin('slate-1', 'a drawing');
    journal.overtakes('slate-1', { takeId: 'early', segments: 4 });
    journal.segment('slate-1', 9000);
    book.forget('s1');
    expect(countsOf(await book.load('s1', [takeOf('early', 1000, 7)]))).toEqual([['early', 7, 6]]);
  });
});
