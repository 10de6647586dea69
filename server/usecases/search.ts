// Searches what this actor may see, and turns hits into links that open the session at the second.
import { listMarks } from '../../db/marks.ts';
import { planQuery } from '../../db/search/query-plan.ts';
import type { FacetValues, SearchRow } from '../../db/search/search-index.ts';
import type { Actor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { SearchHit, SearchQuery, SearchResult } from '../contract/search.ts';
import { bodiesWhere } from '../domain/permissions.ts';
import type { House } from './house.ts';
import { instantAt, readTimeline, secondsAt } from './session-timeline.ts';
import type { SessionTimeline } from './session-timeline.ts';

/** One page of hits with facets. */
export async function search(house: House, actor: Actor, query: SearchQuery): Promise<Outcome<SearchResult>> {
  const startedAtMs = house.now();
  // Staff of some bodies only search what the public sees: the index knows no bodies' rights.
  const visibleTo = bodiesWhere(actor, 'view-unpublished') === 'all' ? 'staff' : 'public';
  const plan = planQuery(query, { visibleTo });
  const answer = await house.search.search(plan, { limit: query.limit, cursor: query.cursor ?? null });
  if (answer.kind === 'bad-cursor') {
    return refuse('bad-request', 'This cursor does not belong to this search; start again from the first page.');
  }
  const clocks = await readClocks(house, answer.items);
  const items = answer.items.map((row) => toHit(row, clocks.get(row.sessionId)));
  const { kind, body, speaker, year } = answer.facets;
  const facets = { kind: copy(kind), body: copy(body), speaker: copy(speaker), year: copy(year) };
  const tookMs = Math.max(0, house.now() - startedAtMs);
  return accept({ total: answer.total, tookMs, facets, items, nextCursor: answer.nextCursor });
}

/** What places hits of one session in time. */
interface Clock {
  readonly timeline: SessionTimeline;
  /** Agenda item id → instant (ms) of its first mark. */
  readonly begins: ReadonlyMap<string, number>;
}

async function readClocks(house: House, rows: readonly SearchRow[]): Promise<Map<string, Clock>> {
  const ids = [...new Set(rows.map((row) => row.sessionId))];
  const entries = await Promise.all(ids.map(async (id) => [id, await readClock(house, id)] as const));
  return new Map(entries);
}

async function readClock(house: House, sessionId: string): Promise<Clock> {
  const [timeline, marks] = await Promise.all([readTimeline(house, sessionId), listMarks(house.db, sessionId)]);
  // Marks come in order of time; written backwards, the first one of an item stays.
  return { timeline, begins: new Map(marks.toReversed().map((mark) => [mark.agendaItemId, mark.atMs])) };
}

function toHit(row: SearchRow, clock: Clock | undefined): SearchHit {
  const { atMs, offsetSeconds } = placeHit(row, clock);
  return {
    kind: row.kind,
    sessionId: row.sessionId,
    sessionTitle: row.sessionTitle,
    body: row.body,
    scheduledAt: toInstant(row.scheduledAtMs),
    agendaItemId: row.agendaItemId,
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    title: row.title,
    speaker: row.speaker,
    snippet: row.snippet,
    at: atMs === null ? null : toInstant(atMs),
    offsetSeconds,
    url: urlOf(row, offsetSeconds),
  };
}

/** An agenda item is where its mark is now (marks move, takes get sealed); everything else is where the index has it. */
function placeHit(row: SearchRow, clock: Clock | undefined): { atMs: number | null; offsetSeconds: number | null } {
  const markedAtMs = row.agendaItemId === null ? undefined : clock?.begins.get(row.agendaItemId);
  const usesMark = markedAtMs !== undefined && (row.kind === 'agenda' || row.offsetSeconds === null);
  if (clock !== undefined && usesMark)
    return { atMs: markedAtMs, offsetSeconds: secondsAt(clock.timeline, markedAtMs) };
  const atMs = clock === undefined || row.offsetSeconds === null ? null : instantAt(clock.timeline, row.offsetSeconds);
  return { atMs, offsetSeconds: row.offsetSeconds };
}

function urlOf(row: SearchRow, offsetSeconds: number | null): string {
  const page = `/sessions/${encodeURIComponent(row.sessionId)}`;
  if (offsetSeconds !== null) return `${page}?t=${Math.floor(offsetSeconds * 10) / 10}`;
  return row.agendaItemId === null ? page : `${page}#item-${encodeURIComponent(row.agendaItemId)}`;
}

function copy(values: FacetValues): { value: string; count: number }[] {
  return values.map(({ value, count }) => ({ value, count }));
}
