// Searches what this actor may see, and turns hits into links that open the session at the second.
import { findChatMessage } from '../../db/chat.ts';
import { findEntry } from '../../db/log-entries.ts';
import { listMarks } from '../../db/marks.ts';
import { replaceWords } from '../../db/search/analyser.ts';
import { planQuery } from '../../db/search/query-plan.ts';
import type {
  FacetValues,
  RepairedWord,
  SearchMoment as FoundMoment,
  SearchRow,
} from '../../db/search/search-index.ts';
import type { Actor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { SearchHit, SearchMoment, SearchQuery, SearchResult } from '../contract/search.ts';
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
  const { kind, body, term, speaker, group, year, lang } = answer.facets;
  const facets = {
    kind: copy(kind),
    body: copy(body),
    term: copy(term),
    speaker: copy(speaker),
    group: copy(group),
    year: copy(year),
    lang: copy(lang),
  };
  const tookMs = Math.max(0, house.now() - startedAtMs);
  const { nextCursor, total } = answer;
  return accept({ total, tookMs, facets, items, nextCursor, repaired: describeRepair(query.q, answer.repaired) });
}

/** What was searched for, as one could have typed it. */
function describeRepair(typed: string, words: readonly RepairedWord[]): SearchResult['repaired'] {
  if (words.length === 0) return null;
  return { query: replaceWords(typed, words), words: words.map((word) => ({ ...word })) };
}

/** What places hits of one session in time. */
interface Clock {
  readonly timeline: SessionTimeline;
  /** Agenda item id → instant (ms) of its first mark. */
  readonly begins: ReadonlyMap<string, number>;
  /** Instants (ms) of votes, of speeches that the log names, and of messages, by their ids. */
  readonly instants: ReadonlyMap<string, number>;
}

async function readClocks(house: House, rows: readonly SearchRow[]): Promise<Map<string, Clock>> {
  const ids = [...new Set(rows.map((row) => row.sessionId))];
  const entries = await Promise.all(
    ids.map(async (id) => {
      const own = rows.filter((row) => row.sessionId === id);
      return [id, await readClock(house, id, own)] as const;
    }),
  );
  return new Map(entries);
}

async function readClock(house: House, sessionId: string, rows: readonly SearchRow[]): Promise<Clock> {
  const [timeline, marks] = await Promise.all([readTimeline(house, sessionId), listMarks(house.db, sessionId)]);
  const instants = new Map<string, number>();
  for (const { kind, offsetSeconds, unitId } of rows) {
    if (offsetSeconds !== null || !(kind === 'vote' || kind === 'speech' || kind === 'chat')) continue;
    const found =
      kind === 'chat' ? await findChatMessage(house.db, unitId) : await findEntry(house.db, sessionId, unitId);
    if (found !== null) instants.set(unitId, found.atMs);
  }
  // Marks come in order of time; written backwards, the first one of an item stays.
  return { timeline, begins: new Map(marks.toReversed().map((mark) => [mark.agendaItemId, mark.atMs])), instants };
}

function toHit(row: SearchRow, clock: Clock | undefined): SearchHit {
  return {
    kind: row.kind,
    sessionId: row.sessionId,
    sessionTitle: row.sessionTitle,
    body: row.body,
    scheduledAt: toInstant(row.scheduledAtMs),
    agendaItemId: row.agendaItemId,
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    lang: row.lang,
    title: row.title,
    speaker: row.speaker,
    group: row.group,
    ...toMoment(row, row, clock),
    moments: row.moments.map((moment) => toMoment(row, moment, clock)),
    reasons: row.reasons.map((reason) => ({ ...reason })),
  };
}

function toMoment(row: SearchRow, moment: FoundMoment, clock: Clock | undefined): SearchMoment {
  const { atMs, offsetSeconds } = placeMoment(row, moment.offsetSeconds, clock);
  return {
    snippet: moment.snippet,
    at: atMs === null ? null : toInstant(atMs),
    offsetSeconds,
    page: moment.page,
    url: urlOf(row, offsetSeconds),
  };
}

/** An agenda item is where its mark is now (marks move, takes get sealed); everything else is where the index has it. */
function placeMoment(
  row: SearchRow,
  seconds: number | null,
  clock: Clock | undefined,
): { atMs: number | null; offsetSeconds: number | null } {
  const ownMs = clock?.instants.get(row.unitId);
  const markedAtMs = ownMs ?? (row.agendaItemId === null ? undefined : clock?.begins.get(row.agendaItemId));
  const usesMark = markedAtMs !== undefined && (row.kind === 'agenda' || seconds === null);
  if (clock !== undefined && usesMark)
    return { atMs: markedAtMs, offsetSeconds: secondsAt(clock.timeline, markedAtMs) };
  const atMs = clock === undefined || seconds === null ? null : instantAt(clock.timeline, seconds);
  return { atMs, offsetSeconds: seconds };
}

function urlOf(row: SearchRow, offsetSeconds: number | null): string {
  const page = `/sessions/${encodeURIComponent(row.sessionId)}`;
  if (offsetSeconds !== null) return `${page}?t=${Math.floor(offsetSeconds * 10) / 10}`;
  return row.agendaItemId === null ? page : `${page}#item-${encodeURIComponent(row.agendaItemId)}`;
}

function copy(values: FacetValues): { value: string; count: number }[] {
  return values.map(({ value, count }) => ({ value, count }));
}
