// Counts a question that somebody asked by pressing Enter, without keeping who, for the suggestions of others.
import { countAsking } from '../../db/search-askings.ts';
import { analyseWords } from '../../db/search/analyser.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { searchQuerySchema, type Asking } from '../contract/search.ts';
import type { House } from './house.ts';
import { search } from './search.ts';

const mostWords = 6;

/** Counts only what finds something public as it was typed: no typing errors, nothing that is nobody's business. */
export async function noteAsking(house: House, { q }: Asking): Promise<Outcome<null>> {
  const words = analyseWords(q);
  if (words.length === 0 || words.length > mostWords) return accept(null);
  const question = words.join(' ');
  const found = await search(house, { kind: 'public' }, searchQuerySchema.parse({ q: question, limit: 1 }));
  const isKnown = found.ok && found.value.total > 0 && found.value.repaired === null;
  if (isKnown) await countAsking(house.db, question, new Date(house.now()).toISOString().slice(0, 10));
  return accept(null);
}
