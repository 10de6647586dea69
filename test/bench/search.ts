// Quality, seconds, speed, size and side effects of search on the real corpus and on inflated copies of it. Prints one JSON
// object a part; the last line sums up. `--each` prints every query; `--quality` leaves the copies out;
// `--passages=100000,1000000` measures at both sizes (10 minutes, 2 GB) instead of a hundred thousand alone;
// `--folder=PATH` keeps the index there and takes it up again the next time.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { importLines } from '../../db/imports.ts';
import { openDatabase, type OpenDatabase } from '../../db/open.ts';
import { analyseWords } from '../../db/search/analyser.ts';
import type { SearchReader } from '../../db/search/search-index.ts';
import { createSearchReader } from '../../db/search/search-reader.ts';
import { readArchiveLines } from '../support/archive-lines.ts';
import { ask } from './search-parts/ask.ts';
import { readPatterns, type Pattern } from './search-parts/inflate.ts';
import { judge, percentiles, round, type GradedQuery } from './search-parts/judge.ts';
import { freshQueries } from './search-parts/fresh-queries.ts';
import { ownQueries, type OwnQuery } from './search-parts/own-queries.ts';
import { createPlainSearch } from './search-parts/plain-search.ts';
import { print } from './search-parts/print.ts';
import { measureScale } from './search-parts/scale.ts';

const corpus = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const queriesSchema = z.object({
  queries: z.array(z.object({ id: z.string(), q: z.string(), relevant: z.record(z.string(), z.number()) })),
});

if (existsSync(corpus)) await run();
else print({ bench: 'search', error: 'the corpus is not on this machine' });

async function run(): Promise<void> {
  const kept = option('folder');
  if (kept !== null) mkdirSync(kept, { recursive: true });
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'bench-search-'));
  const isEachPrinted = process.argv.includes('--each');
  try {
    const database = await openDatabase({ file: join(folder, 'bench.db') });
    await importCorpus(database);
    const patterns = await readPatterns(database.db);
    const { queries } = queriesSchema.parse(JSON.parse(readFileSync(join(corpus, 'queries.json'), 'utf8')));
    const typed = [...queries, ...ownQueries].map((query) => query.q);
    const isInflated = await hasCopies(database);
    const judged = isInflated ? {} : await measureQuality(database.file, patterns, queries, isEachPrinted);
    const seconds = isInflated ? null : await measureSeconds(database.file, patterns);
    const scales = [];
    for (const size of sizes()) scales.push(await measureScale(database, patterns, typed, size));
    await database.close();
    print({ bench: 'search', ...judged, seconds, scales });
  } finally {
    if (kept === null) rmSync(folder, { recursive: true });
  }
}

/** Numbers of passages at which is measured, smallest first. */
function sizes(): number[] {
  if (process.argv.includes('--quality')) return [];
  const asked = (option('passages') ?? '100000').split(',').map(Number);
  if (asked.some((size) => !Number.isSafeInteger(size) || size < 1)) throw new Error('--passages takes whole numbers.');
  return asked.sort((a, b) => a - b);
}

/** The value of `--name=value`; null when it was not given. */
function option(name: string): string | null {
  const beginning = `--${name}=`;
  return process.argv.find((word) => word.startsWith(beginning))?.slice(beginning.length) ?? null;
}

async function importCorpus({ db }: OpenDatabase): Promise<void> {
  const files = readdirSync(corpus).filter((name) => /\.jsonl(?:\.gz)?$/u.test(name));
  const lines = readArchiveLines(files.map((name) => join(corpus, name)));
  await importLines(db, lines, { nowMs: Date.now(), newId: randomUUID });
}

/** Copies of the corpus would be judged as wrong. */
async function hasCopies({ db }: OpenDatabase): Promise<boolean> {
  const row = await db.selectFrom('sessions').select('id').where('id', 'like', '%-copy-%').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Only speeches and documents were judged; items and sessions of the same words stand beside them on the page. */
async function rankedIds(reader: SearchReader, query: object): Promise<string[]> {
  const speeches = await ask(reader, { ...query, kind: 'speech' }, 10);
  const documents = await ask(reader, { ...query, kind: 'document' }, 10);
  return [...speeches, ...documents].sort((a, b) => b.score - a.score).map((hit) => hit.externalId ?? '');
}

async function measureQuality(
  file: string,
  patterns: readonly Pattern[],
  queries: readonly GradedQuery[],
  isEachPrinted: boolean,
): Promise<object> {
  const reader = createSearchReader(file);
  const tell = (gain: object): void => (isEachPrinted ? print(gain) : undefined);
  const judged = await judge(queries, ({ q }) => rankedIds(reader, { q }), tell);
  const plain = createPlainSearch(plainUnits(patterns));
  const [own, fresh] = [gradeByRule(patterns, ownQueries), gradeByRule(patterns, freshQueries)];
  const quality = {
    ...judged,
    plain: await judge(queries, ({ q }) => plain(q)),
    own: await judge(own, ({ lang, q }) => rankedIds(reader, { q, lang }), tell),
    ownPlain: await judge(own, ({ q }) => plain(q)),
    fresh: await judge(fresh, ({ lang, q }) => rankedIds(reader, { q, lang }), tell),
    freshPlain: await judge(fresh, ({ q }) => plain(q)),
  };
  await reader.close();
  print({ part: 'quality', ...quality });
  return quality;
}

function plainUnits(
  patterns: readonly Pattern[],
): { id: string; lang: string; speaker: string; title: string; text: string }[] {
  return patterns
    .flatMap(({ units }) => units)
    .filter((unit) => unit.kind === 'speech' || unit.kind === 'document')
    .map((unit) => ({
      id: unit.externalId ?? '',
      lang: unit.lang ?? '',
      speaker: unit.speaker ?? '',
      title: unit.title,
      text: unit.passages.map((passage) => passage.text).join(' '),
    }));
}

function gradeByRule(patterns: readonly Pattern[], ruled: readonly OwnQuery[]): (GradedQuery & { lang: string })[] {
  const units = plainUnits(patterns).map((unit) => ({
    ...unit,
    folded: unit.text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'"),
  }));
  const queries = ruled.map(({ lang, patterns: rules, q }) => {
    const graded = units
      .filter((unit) => unit.lang === lang)
      .map((unit) => ({ id: unit.id, counts: rules.map((rule) => unit.folded.match(rule)?.length ?? 0) }))
      .filter(({ counts }) => counts.every((count) => count > 0))
      .map(({ counts, id }) => [id, Math.max(...counts) >= 3 ? 2 : 1] as const);
    return { id: `${lang}:${q}`, q, lang, relevant: Object.fromEntries(graded) };
  });
  // A rule that finds nothing in this corpus cannot be judged.
  return queries.filter(({ relevant }) => Object.keys(relevant).length > 0);
}

/** Asks for stretches of sentences whose second is known: how far away does the hit open? */
async function measureSeconds(file: string, patterns: readonly Pattern[]): Promise<object> {
  const reader = createSearchReader(file);
  const timed = patterns
    .flatMap(({ units }) => units)
    .filter((unit) => /^(?:at|eu-|seattle)/u.test(unit.externalId ?? ''));
  const said = patterns
    .flatMap(({ units }) => units)
    .flatMap((unit) => unit.passages)
    .map((passage) => foldedLine(passage.text))
    .join(' | ');
  let asked = 0;
  let within = 0;
  const apart: number[] = [];
  for (const passage of timed.flatMap((unit) => unit.passages).filter((_, place) => place % 7 === 0)) {
    const [offset, second] = passage.moments[Math.floor(passage.moments.length / 2)] ?? [0, 0];
    const words =
      passage.text
        .slice(offset)
        .match(/[\p{L}\p{N}]+/gu)
        ?.slice(0, 7) ?? [];
    // What is said twice cannot tell which of the two is meant.
    if (words.length < 7 || said.split(foldedLine(words.join(' '))).length !== 2) continue;
    asked += 1;
    const [hit] = await ask(reader, { q: `"${words.join(' ')}"` }, 1);
    const distance = Math.abs((hit?.offsetSeconds ?? Infinity) - second);
    apart.push(distance);
    if (distance <= 3) within += 1;
  }
  await reader.close();
  const answer = { asked, within3s: round(within / asked), ...percentiles(apart) };
  print({ part: 'seconds', ...answer });
  return answer;
}

function foldedLine(text: string): string {
  return analyseWords(text).join(' ');
}
