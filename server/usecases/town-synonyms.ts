// The town's own synonyms: shown to staff, replaced as one text, used from the next search on.
import { inTransaction } from '../../db/open.ts';
import { synonymSetting } from '../../db/search/index-memory.ts';
import { readSynonyms } from '../../db/search/synonyms.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { Synonyms } from '../contract/search.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** The text as it was written; empty when there is none. */
export async function showSynonyms(house: House): Promise<Outcome<Synonyms>> {
  return accept({ text: (await readSetting(house.db, synonymSetting)) ?? '' });
}

/** Replaces the text. A line that is no group is refused with its number, so that a slip does not pass unseen. */
export async function replaceSynonyms(house: House, actor: Actor, { text }: Synonyms): Promise<Outcome<Synonyms>> {
  const lines = text.split(/\r?\n/u);
  const errors = lines.flatMap((line, place) => (isFine(line) ? [] : [faultOf(line, place + 1)]));
  if (errors.length > 0) {
    return refuse('invalid-input', `Line ${errors[0]?.path.split('.')[1] ?? ''} is not a group of synonyms.`, {
      errors,
    });
  }
  await inTransaction(house.db, async (db) => {
    const before = (await readSetting(db, synonymSetting)) ?? '';
    await writeSetting(db, synonymSetting, text);
    await writeAudit(house, db, actor, {
      action: 'search.synonyms-replaced',
      sessionId: null,
      atMs: house.now(),
      before: { text: before },
      after: { text },
    });
  });
  return accept({ text });
}

function isFine(line: string): boolean {
  return (line.split('#')[0] ?? '').trim() === '' || readSynonyms(line).length > 0;
}

function faultOf(line: string, number: number): { path: string; detail: string } {
  const detail = `"${line.slice(0, 60)}" needs two or more expressions with = between them, each of at most six words`;
  return { path: `line.${number}`, detail };
}
