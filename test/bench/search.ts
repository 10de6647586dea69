// Quality, seconds, speed, size and side effects of search on the real corpus and on inflated copies of it. Prints one JSON
// object a part; the last line sums up. `--each` prints every query, `--passages=1000000` measures at a million (10 minutes,
// 1.5 GB in the temporary folder) instead of a hundred thousand.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { importLines } from '../../db/imports.ts';
import { openDatabase, type OpenDatabase } from '../../db/open.ts';
import { analyseWords } from '../../db/search/analyser.ts';
import { planQuery } from '../../db/search/query-plan.ts';
import type { SearchReader, SearchRow } from '../../db/search/search-index.ts';
import type * as SearchPoolFile from '../../db/search/search-pool.ts';
import { createSearchReader } from '../../db/search/search-reader.ts';
import { SqliteShelves } from '../../db/search/sqlite-shelves.ts';
import { Vocabulary } from '../../db/search/vocabulary.ts';
import { searchQuerySchema } from '../../server/contract/search.ts';
import { readArchiveLines } from '../support/archive-lines.ts';
import { inflate, readPatterns, type Pattern } from './search-parts/inflate.ts';
import { judge, percentiles, round, type GradedQuery } from './search-parts/judge.ts';
import { ownQueries } from './search-parts/own-queries.ts';
import { createPlainQuery, createPlainSearch } from './search-parts/plain-search.ts';

const corpus = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const queriesSchema = z.object({
  queries: z.array(z.object({ id: z.string(), q: z.string(), relevant: z.record(z.string(), z.number()) })),
});

if (existsSync(corpus)) await run();
else print({ bench: 'search', error: 'the corpus is not on this machine' });

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-search-'));
  const isEachPrinted = process.argv.includes('--each');
  try {
    const database = await openDatabase({ file: join(folder, 'bench.db') });
    await importCorpus(database);
    const patterns = await readPatterns(database.db);
    const { queries } = queriesSchema.parse(JSON.parse(readFileSync(join(corpus, 'queries.json'), 'utf8')));
    const quality = await measureQuality(database.file, patterns, queries, isEachPrinted);
    const seconds = await measureSeconds(database.file, patterns);
    const typed = [...queries, ...ownQueries].map((query) => query.q);
    const asked = /^--passages=(\d+)$/u.exec(process.argv.find((word) => word.startsWith('--passages=')) ?? '')?.[1];
    const sizes = [asked === undefined ? 100_000 : Number(asked)];
    const scales = [];
    if (!process.argv.includes('--quality')) {
      for (const size of sizes) scales.push(await measureScale(database, patterns, typed, size));
    }
    await database.close();
    print({ bench: 'search', ...quality, seconds, scales });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function importCorpus({ db }: OpenDatabase): Promise<void> {
  const files = readdirSync(corpus).filter((name) => /\.jsonl(?:\.gz)?$/u.test(name));
  const lines = readArchiveLines(files.map((name) => join(corpus, name)));
  await importLines(db, lines, { nowMs: Date.now(), newId: randomUUID });
}

async function ask(reader: SearchReader, query: object, limit: number): Promise<readonly SearchRow[]> {
  const plan = planQuery(searchQuerySchema.parse(query), { visibleTo: 'public' });
  const answer = await reader.search(plan, { limit, cursor: null });
  return answer.kind === 'found' ? answer.items : [];
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
  const own = gradeOwn(patterns);
  const quality = {
    ...judged,
    plain: await judge(queries, ({ q }) => plain(q)),
    own: await judge(own, ({ lang, q }) => rankedIds(reader, { q, lang }), tell),
    ownPlain: await judge(own, ({ q }) => plain(q)),
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

function gradeOwn(patterns: readonly Pattern[]): (GradedQuery & { lang: string })[] {
  const units = plainUnits(patterns).map((unit) => ({
    ...unit,
    folded: unit.text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'"),
  }));
  const queries = ownQueries.map(({ lang, patterns: rules, q }) => {
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

async function measureScale(
  database: OpenDatabase,
  patterns: readonly Pattern[],
  typed: readonly string[],
  wanted: number,
): Promise<object> {
  const present = await countPassages(database);
  const written = await inflate(database.db, patterns, present, wanted);
  const passages = await countPassages(database);
  print({ part: 'written', passages: written.passages, seconds: round(written.seconds) });
  const speed = await measureSpeed(database.file, typed);
  print({ part: 'speed', passages, ...speed });
  const eventLoop = await measureEventLoop(database.file, typed);
  const vocabulary = measureVocabulary(database.file);
  const answer = {
    passages,
    passagesPerSecond: Math.round(written.passages / written.seconds),
    bytesPerPassage: Math.round(statSync(database.file).size / passages),
    ...speed,
    eventLoop,
    vocabulary,
  };
  print({ part: 'scale', ...answer });
  return answer;
}

async function countPassages({ db }: OpenDatabase): Promise<number> {
  const row = await db
    .selectFrom('search_texts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

async function measureSpeed(file: string, typed: readonly string[]): Promise<object> {
  const reader = createSearchReader(file);
  const plain = createPlainQuery(file);
  const ours: number[] = [];
  const theirs: number[] = [];
  const processor: number[] = [];
  const slow: [string, number][] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    for (const q of typed) {
      const used = process.cpuUsage();
      const begun = performance.now();
      await ask(reader, { q }, 10);
      const between = performance.now();
      const { system, user } = process.cpuUsage(used);
      plain.ask(q);
      if (turn === 0) continue;
      ours.push(between - begun);
      processor.push((user + system) / 1000);
      theirs.push(performance.now() - between);
      slow.push([q, round(between - begun)]);
    }
  }
  await reader.close();
  plain.close();
  const [own, other] = [percentiles(ours), percentiles(theirs)];
  const slowest = slow.sort((a, b) => b[1] - a[1]).slice(0, 3);
  return {
    ms: own,
    // On a busy machine the clock on the wall tells of the others; this is the time of the processor.
    processorMs: percentiles(processor),
    plainMs: other,
    ratio: { p50: round(own.p50 / other.p50), p95: round(own.p95 / other.p95) },
    slowest,
  };
}

/** How late the loop that serves video is while fifty people search at once. The workers are the compiled ones. */
async function measureEventLoop(file: string, typed: readonly string[]): Promise<object> {
  const compiled = new URL('../../dist/db/search/search-pool.js', import.meta.url).href;
  const { createSearchPool } = (await import(compiled)) as typeof SearchPoolFile;
  const pool = createSearchPool({ file, workers: 2 });
  await ask(pool, { q: 'acqua' }, 10);
  await ask(pool, { q: 'acqua' }, 10);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let next = 0;
  const begun = performance.now();
  const searchOn = async (): Promise<void> => {
    while (performance.now() - begun < 8000) await ask(pool, { q: typed[next++ % typed.length] ?? '' }, 10);
  };
  await Promise.all(Array.from({ length: 50 }, searchOn));
  delay.disable();
  await pool.close();
  const ms = (share: number): number => round(delay.percentile(share) / 1e6);
  return { searches: next, p50Ms: ms(50), p99Ms: ms(99), maxMs: round(delay.max / 1e6) };
}

function measureVocabulary(file: string): object {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const store = new SqliteShelves(file);
  const before = used();
  const vocabulary = new Vocabulary();
  vocabulary.update(store.words('public'));
  const megabytes = round((used() - before) / 1e6);
  store.close();
  return { words: vocabulary.size, megabytes };
}

function print(part: object): void {
  process.stdout.write(`${JSON.stringify(part)}\n`);
}
