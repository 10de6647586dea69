// Makes a large index out of the corpus: its sessions again and again under other ids, each passage with two invented words,
// so that the vocabulary grows as it does in a real archive.
import { performance } from 'node:perf_hooks';
import { inTransaction, type Db } from '../../../db/open.ts';
import { wholePace } from '../../../db/search/index-session.ts';
import type { IndexedSession, SearchUnit } from '../../../db/search/search-index.ts';
import { sqliteSearchWriter } from '../../../db/search/sqlite-search-writer.ts';
import { insertSession } from '../../../db/sessions.ts';
import { searchKinds } from '../../../server/contract/search.ts';

/** A session of the index with its units. */
export interface Pattern {
  readonly session: IndexedSession;
  readonly units: readonly SearchUnit[];
}

/** Reads the patterns back out of an index that was made by an import. */
export async function readPatterns(db: Db): Promise<Pattern[]> {
  const sessions = await db.selectFrom('search_sessions').selectAll().execute();
  return Promise.all(
    sessions.map(async (row) => ({
      session: {
        id: row.session_id,
        externalId: row.external_id,
        title: row.title,
        bodyId: row.body_id,
        body: row.body,
        scheduledAtMs: row.scheduled_at,
        isPublic: row.shelf === 0,
      },
      units: await readUnits(db, row.no),
    })),
  );
}

async function readUnits(db: Db, sessionNo: number): Promise<SearchUnit[]> {
  const rows = await db.selectFrom('search_units').selectAll().where('session_no', '=', sessionNo).execute();
  const units: SearchUnit[] = [];
  for (const row of rows) {
    const texts = await db
      .selectFrom('search_texts')
      .selectAll()
      .where('id', '>=', row.first_passage)
      .where('id', '<', row.first_passage + row.passages)
      .execute();
    units.push({
      kind: row.kind as SearchUnit['kind'],
      unitId: row.unit_id,
      externalId: row.external_id,
      agendaItemId: row.agenda_item_id,
      lang: row.lang,
      title: row.title,
      speaker: row.speaker,
      faction: row.faction,
      startSeconds: row.start_seconds,
      passages: texts.map((text) => ({
        text: text.text,
        startSeconds: text.start_seconds,
        page: text.page,
        moments: JSON.parse(text.moments) as [number, number][],
      })),
    });
  }
  return units;
}

/** How many passages were written, in how many seconds of writing: by the clock, and of the processor. */
export interface Inflation {
  readonly passages: number;
  readonly seconds: number;
  readonly processorSeconds: number;
}

/** After so many more passages is told how far it is. */
const toldPassages = 50_000;

/**
 * Adds copies until the index has `wanted` passages. `onProgress` hears now and then how many are there, after how many seconds.
 */
export async function inflate(
  db: Db,
  patterns: readonly Pattern[],
  { present, wanted }: { present: number; wanted: number },
  onProgress: (passages: number, seconds: number) => void,
): Promise<Inflation> {
  let passages = 0;
  let seconds = 0;
  let processorSeconds = 0;
  for (let copy = 1; present + passages < wanted; copy += 1) {
    for (const { session, units } of patterns) {
      if (present + passages >= wanted) break;
      const id = `${session.id}-copy-${present}-${copy}`;
      const scheduledAtMs = session.scheduledAtMs + copy * 86_400_000;
      const copied = units.map((unit) => copyUnit(unit, `${present}-${copy}`));
      await insertSession(db, {
        id,
        bodyId: session.bodyId,
        title: session.title,
        scheduledAtMs,
        publication: 'published',
        review: false,
        lang: null,
        keyVersion: 1,
        streamKeyHash: id,
        backupKeyHash: null,
        createdAtMs: 1,
      });
      const used = process.cpuUsage();
      const begun = performance.now();
      await inTransaction(db, (transaction) =>
        sqliteSearchWriter.replaceSession(
          transaction,
          { session: { ...session, id, externalId: null, scheduledAtMs }, units: copied, kinds: searchKinds },
          wholePace,
        ),
      );
      seconds += (performance.now() - begun) / 1000;
      const { system, user } = process.cpuUsage(used);
      processorSeconds += (system + user) / 1e6;
      const more = copied.reduce((sum, unit) => sum + unit.passages.length, 0);
      passages += more;
      if (passages % toldPassages < more) onProgress(present + passages, seconds);
    }
  }
  return { passages, seconds, processorSeconds };
}

function copyUnit(unit: SearchUnit, copy: string): SearchUnit {
  return {
    ...unit,
    unitId: `${unit.unitId}-${copy}`,
    externalId: null,
    passages: unit.passages.map((passage) => ({ ...passage, text: `${passage.text} ${invent()} ${invent()}` })),
  };
}

const syllables = 'ba ce di fo gu la me ni po ru sa te vi zo tra ble cli gno stu fre qua'.split(' ');
let seed = 7;

/** A word of three to five syllables: about 4 million are possible, the same ones in every run. */
function invent(): string {
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  return Array.from({ length: 3 + next(3) }, () => syllables[next(syllables.length)] ?? '').join('');
}
