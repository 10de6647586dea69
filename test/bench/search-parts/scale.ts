// Measures an inflated index: how fast it is written and asked, how large it is, and what it does to the loop that serves video.
import { statSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { OpenDatabase } from '../../../db/open.ts';
import type * as SearchPoolFile from '../../../db/search/search-pool.ts';
import { fillVocabulary } from '../../../db/search/index-memory.ts';
import { createSearchReader } from '../../../db/search/search-reader.ts';
import { SqliteShelves } from '../../../db/search/sqlite-shelves.ts';
import { Vocabulary } from '../../../db/search/vocabulary.ts';
import { ask } from './ask.ts';
import { inflate, type Pattern } from './inflate.ts';
import { percentiles, round } from './judge.ts';
import { createPlainQuery } from './plain-search.ts';
import { print } from './print.ts';

/** Inflates the index to `wanted` passages and measures it: size, speed, the loop beside it, memory. */
export async function measureScale(
  database: OpenDatabase,
  patterns: readonly Pattern[],
  typed: readonly string[],
  wanted: number,
): Promise<object> {
  const present = await countPassages(database);
  const written = await inflate(database.db, patterns, { present, wanted }, (done, seconds) =>
    print({ part: 'writing', passages: done, of: wanted, seconds: round(seconds) }),
  );
  const passages = await countPassages(database);
  print({ part: 'written', ...written });
  const speed = await measureSpeed(database.file, typed);
  print({ part: 'speed', passages, ...speed });
  const eventLoop = await measureEventLoop(database.file, typed);
  const vocabulary = measureVocabulary(database.file);
  const answer = {
    passages,
    passagesPerSecond: written.passages === 0 ? null : Math.round(written.passages / written.seconds),
    // On a busy machine the clock on the wall tells of the others; this is the time of the processor.
    passagesPerProcessorSecond: written.passages === 0 ? null : Math.round(written.passages / written.processorSeconds),
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
    processorMs: percentiles(processor),
    plainMs: other,
    ratio: { p50: round(own.p50 / other.p50), p95: round(own.p95 / other.p95) },
    slowest,
  };
}

/** How late the loop that serves video is while fifty people search at once. The workers are the compiled ones. */
async function measureEventLoop(file: string, typed: readonly string[]): Promise<object> {
  const compiled = new URL('../../../dist/db/search/search-pool.js', import.meta.url).href;
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
  fillVocabulary(vocabulary, store, 'public');
  const megabytes = round((used() - before) / 1e6);
  store.close();
  return { words: vocabulary.size, megabytes };
}
