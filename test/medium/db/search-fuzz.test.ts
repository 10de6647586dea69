// Whatever is typed has an answer, and no question at all tells an archive with secrets from the same one without them: not the
// hits, snippets, scores and counts, not the facets, suggestions and repaired words.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maxPlanWords, planQuery } from '../../../db/search/query-plan.ts';
import type { SearchRow } from '../../../db/search/search-index.ts';
import { searchKinds, searchQuerySchema } from '../../../server/contract/search.ts';
import { answersOf, openBothArchives, said, type BothArchives } from '../../support/search-archives.ts';

let archives: BothArchives;
beforeAll(async () => void (archives = await openBothArchives()));
afterAll(async () => archives.close());

const words = [...said.open, ...said.secret, 'Zeno Tizzoni Anna Bianchi seduta private withheld zirconio'].flatMap(
  (line) => line.split(' '),
);
const known = fc.constantFrom(...words);
/** A known word with a letter too many, too few or changed, or only its beginning. */
const nearlyKnown = fc
  .tuple(known, fc.nat(12), fc.constantFrom('', 'x', 'zz', 'à'))
  .map(([word, place, letters]) => word.slice(0, place) + letters + word.slice(place + 1));
const begun = fc.tuple(known, fc.integer({ min: 1, max: 6 })).map(([word, length]) => word.slice(0, length));
const syntax = fc.constantFrom(
  ...['"', '“', '”', '«', '»', "'", '’', '`', '*', '^', ':', '(', ')', '{', '}', '-', '+', 'NEAR(', 'AND', 'OR', 'NOT'],
  ...['text:', 'rowid', 'search_words_public', '; drop table sessions; --', '%', '_', '\\', '\0', '\uE000', '\uE001'],
  ...['\u202E', '\u200F', '\u2066', '\u200D', '\uFEFF', '👩‍⚖️', '🏛️', '\uD83D', '\uDC00', 'ſ', 'ﬁ', 'İ', 'ß', '１２'],
  ...[
    '31 febbraio 2026',
    '2026-02-31',
    '12 marzo 2026',
    '1/13/2026',
    '0000',
    '9999',
    '2026',
    'e di la',
    'chi ha parlato di',
  ],
);
const typed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.oneof(known, nearlyKnown, begun, syntax), { maxLength: 8 }).map((all) => all.join(' ')),
  },
  { weight: 1, arbitrary: fc.array(syntax, { maxLength: 12 }).map((all) => all.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);
const query = fc.record(
  {
    q: typed,
    sort: fc.constantFrom('relevance', 'newest'),
    literal: fc.constantFrom('true', 'false'),
    kind: fc.constantFrom(...searchKinds),
    speaker: fc.oneof(known, syntax),
    session: fc.constantFrom('open', 'private', 'withheld', "' or 1=1"),
    from: fc.constantFrom('2026-01-01', '2026-03-12', '2027-01-01'),
    lang: fc.constantFrom('it', 'de', 'zz'),
  },
  { requiredKeys: ['q'] },
);
const turns = { numRuns: 400 };

describe('the plan of a query', () => {
  it('is made of any text at all, and is never longer than anyone means', () => {
    const any = fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 10_000 }));
    fc.assert(
      fc.property(any, (q) => {
        const plan = planQuery(searchQuerySchema.parse({ q }), { visibleTo: 'public' });
        expect(plan.words.length).toBeLessThanOrEqual(maxPlanWords);
        for (const { exact } of [...plan.words, ...plan.phrases.flatMap((phrase) => phrase.words)]) {
          expect(exact).toMatch(/^[\p{L}\p{N}]{1,48}$/u);
        }
      }),
      turns,
    );
  });
});

describe('an archive with secrets', () => {
  it('answers every public question as the same archive without them', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (one) => {
        expect(await answersOf(archives.secretive.reader, one)).toEqual(await answersOf(archives.plain.reader, one));
      }),
      turns,
    );
  });

  it('gives the public an answer to everything that staff find, without a word of it', async () => {
    const rowsOf = async (one: object, visibleTo: 'public' | 'staff'): Promise<readonly SearchRow[]> => {
      const plan = planQuery(searchQuerySchema.parse(one), { visibleTo });
      const answer = await archives.secretive.reader.search(plan, { limit: 50, cursor: null });
      return answer.kind === 'found' ? answer.items : [];
    };
    const hidden = await Promise.all(said.secret.map((line) => rowsOf({ q: line }, 'staff')));
    expect(hidden.flat().some((row) => row.sessionId !== 'open')).toBe(true);
    await fc.assert(
      fc.asyncProperty(query, async (one) => {
        expect((await rowsOf(one, 'public')).filter((row) => row.sessionId !== 'open')).toEqual([]);
      }),
      turns,
    );
  });
});
