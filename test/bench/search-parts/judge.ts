// Measures how good answers are: nDCG@10 and recall@10 of ranked ids against graded relevance.

/** A query with the grades of its relevant units. */
export interface GradedQuery {
  readonly id: string;
  readonly q: string;
  readonly relevant: Readonly<Record<string, number>>;
}

/** The measures of one query. */
interface Gain {
  readonly id: string;
  readonly q: string;
  readonly ndcg: number;
  readonly recall: number;
  readonly found: number;
}

/** Means over all queries. */
export interface Quality {
  readonly queries: number;
  readonly ndcg10: number;
  readonly recall10: number;
  readonly withoutHit: number;
}

/** Asks every query and rates the first ten ids. `onGain` hears of each. */
export async function judge<Query extends GradedQuery>(
  queries: readonly Query[],
  ask: (query: Query) => Promise<readonly string[]> | readonly string[],
  onGain: (gain: Gain) => void = () => undefined,
): Promise<Quality> {
  const gains: Gain[] = [];
  for (const query of queries) {
    const { id, q, relevant } = query;
    const ids = (await ask(query)).slice(0, 10);
    const ideal = discounted(Object.values(relevant).sort((a, b) => b - a));
    const ndcg = ideal === 0 ? 1 : discounted(ids.map((one) => relevant[one] ?? 0)) / ideal;
    const hits = ids.filter((one) => one in relevant).length;
    const recall = hits / Math.min(10, Object.keys(relevant).length);
    const gain = { id, q, ndcg, recall, found: ids.length };
    gains.push(gain);
    onGain(gain);
  }
  return {
    queries: gains.length,
    ndcg10: mean(gains.map((gain) => gain.ndcg)),
    recall10: mean(gains.map((gain) => gain.recall)),
    withoutHit: gains.filter((gain) => gain.found === 0).length,
  };
}

/** Discounted gain of the first ten grades. */
function discounted(grades: readonly number[]): number {
  return grades.slice(0, 10).reduce((sum, grade, rank) => sum + (2 ** grade - 1) / Math.log2(rank + 2), 0);
}

function mean(values: readonly number[]): number {
  return round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** To three places. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** p50, p95 and p99 of some times. */
export function percentiles(times: readonly number[]): { p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
