// Imports the real corpus, asks its judged queries and prints quality and speed; the last line is one JSON object.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { importLines } from '../../db/imports.ts';
import { openDatabase } from '../../db/open.ts';
import { planQuery } from '../../db/search/query-plan.ts';
import type { SearchReader } from '../../db/search/search-index.ts';
import { createSearchReader } from '../../db/search/search-reader.ts';
import { searchKinds, searchQuerySchema } from '../../server/contract/search.ts';
import { readArchiveLines } from '../support/archive-lines.ts';

const corpus = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const queriesSchema = z.object({
  queries: z.array(
    z.object({ id: z.string(), q: z.string(), type: z.string(), relevant: z.record(z.string(), z.number()) }),
  ),
});
type JudgedQuery = z.infer<typeof queriesSchema>['queries'][number];

if (existsSync(corpus)) await run();
else print(JSON.stringify({ bench: 'search', error: 'the corpus is not on this machine' }));

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-search-'));
  try {
    const file = join(folder, 'bench.db');
    const importSeconds = await importCorpus(file);
    const reader = createSearchReader(file);
    const { queries } = queriesSchema.parse(JSON.parse(readFileSync(join(corpus, 'queries.json'), 'utf8')));
    const quality = await judge(reader, queries, process.argv.includes('--each'));
    const speed = await time(reader, queries);
    await reader.close();
    print(JSON.stringify({ bench: 'search', queries: queries.length, importSeconds, ...quality, ...speed }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function importCorpus(file: string): Promise<number> {
  const database = await openDatabase({ file });
  const files = readdirSync(corpus).filter((name) => /\.jsonl(?:\.gz)?$/u.test(name));
  const begun = performance.now();
  const lines = readArchiveLines(files.map((name) => join(corpus, name)));
  const report = await importLines(database.db, lines, { nowMs: Date.now(), newId: randomUUID });
  const seconds = (performance.now() - begun) / 1000;
  await database.close();
  print(`imported ${report.speeches.created} speeches in ${seconds.toFixed(1)} s`);
  return round(seconds);
}

async function find(reader: SearchReader, q: string): Promise<string[]> {
  // Only speeches and documents were judged; items and sessions of the same words stand beside them on the page.
  const found: { id: string; score: number }[] = [];
  for (const kind of searchKinds.filter((one) => one === 'speech' || one === 'document')) {
    const plan = planQuery(searchQuerySchema.parse({ q, kind, limit: 10 }), { visibleTo: 'public' });
    const answer = await reader.search(plan, { limit: 10, cursor: null });
    if (answer.kind !== 'found') continue;
    found.push(...answer.items.map((item) => ({ id: item.externalId ?? '', score: item.score })));
  }
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, 10)
    .map((one) => one.id);
}

async function judge(reader: SearchReader, queries: readonly JudgedQuery[], isEachPrinted: boolean): Promise<object> {
  const gains: { ndcg: number; recall: number; found: number }[] = [];
  for (const { id, q, relevant } of queries) {
    const ids = await find(reader, q);
    const ideal = discounted(Object.values(relevant).sort((a, b) => b - a));
    const ndcg = ideal === 0 ? 1 : discounted(ids.map((one) => relevant[one] ?? 0)) / ideal;
    const hits = ids.filter((one) => one in relevant).length;
    const recall = hits / Math.min(10, Object.keys(relevant).length);
    gains.push({ ndcg, recall, found: ids.length });
    if (isEachPrinted) print(`${id} ${ndcg.toFixed(2)} ${recall.toFixed(2)} ${q}`);
  }
  const mean = (values: number[]): number => round(values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    ndcg10: mean(gains.map((gain) => gain.ndcg)),
    recall10: mean(gains.map((gain) => gain.recall)),
    withoutHit: gains.filter((gain) => gain.found === 0).length,
  };
}

/** Discounted gain of the first ten grades. */
function discounted(grades: readonly number[]): number {
  return grades.slice(0, 10).reduce((sum, grade, rank) => sum + (2 ** grade - 1) / Math.log2(rank + 2), 0);
}

async function time(reader: SearchReader, queries: readonly JudgedQuery[]): Promise<object> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    for (const { q } of queries) {
      const plan = planQuery(searchQuerySchema.parse({ q }), { visibleTo: 'public' });
      const begun = performance.now();
      await reader.search(plan, { limit: 10, cursor: null });
      times.push(performance.now() - begun);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => round(times[Math.floor((times.length - 1) * share)] ?? 0);
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
