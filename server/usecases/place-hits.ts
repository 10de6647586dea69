// Places hits: the second and the picture of what was said, the page of a document, and the addresses that lead there.
import { findChatMessage } from '../../db/chat.ts';
import { findDocument } from '../../db/documents.ts';
import { findEntry } from '../../db/log-entries.ts';
import { listMarks } from '../../db/marks.ts';
import type { SearchMoment as FoundMoment, SearchRow } from '../../db/search/search-index.ts';
import { toInstant } from '../contract/instants.ts';
import type { SearchHit, SearchMoment } from '../contract/search.ts';
import type { House } from './house.ts';
import { instantAt, readTimeline, secondsAt } from './session-timeline.ts';
import type { SessionTimeline } from './session-timeline.ts';

interface DocumentFile {
  readonly path: string;
  /** Browsers open it at a page. */
  readonly hasViewer: boolean;
}

/** What places hits of one session in time. */
interface Clock {
  readonly timeline: SessionTimeline;
  /** Agenda item id → instant (ms) of its first mark. */
  readonly begins: ReadonlyMap<string, number>;
  /** Instants (ms) of votes, of speeches that the log names, and of messages, by their ids. */
  readonly instants: ReadonlyMap<string, number>;
}

/** What hits lead to: the second on the page of their session, a picture of it, the page of a document. */
export async function placeHits(house: House, rows: readonly SearchRow[]): Promise<SearchHit[]> {
  const [clocks, files] = await Promise.all([readClocks(house, rows), readFiles(house, rows)]);
  return rows.map((row) => toHit(row, clocks.get(row.sessionId), files.get(row.unitId) ?? null));
}

/** Paths of the files of documents, by the documents' ids; those that are only text have none. */
async function readFiles(house: House, rows: readonly SearchRow[]): Promise<Map<string, DocumentFile>> {
  const files = new Map<string, DocumentFile>();
  for (const { kind, sessionId, unitId } of rows) {
    if (kind !== 'document' && kind !== 'minutes') continue;
    const format = (await findDocument(house.db, sessionId, unitId))?.file?.format;
    if (format === undefined) continue;
    const path = `/api/sessions/${encodeURIComponent(sessionId)}/documents/${encodeURIComponent(unitId)}/file`;
    files.set(unitId, { path, hasViewer: format === 'pdf' });
  }
  return files;
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

function toHit(row: SearchRow, clock: Clock | undefined, file: DocumentFile | null): SearchHit {
  const place = toMoment(row, row, clock, file);
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
    thumbnail: pictureOf(row, place.offsetSeconds),
    ...place,
    moments: row.moments.map((moment) => toMoment(row, moment, clock, file)),
    reasons: row.reasons.map((reason) => ({ ...reason })),
  };
}

function toMoment(
  row: SearchRow,
  moment: FoundMoment,
  clock: Clock | undefined,
  file: DocumentFile | null,
): SearchMoment {
  const { atMs, offsetSeconds } = placeMoment(row, moment.offsetSeconds, clock);
  return {
    snippet: moment.snippet,
    at: atMs === null ? null : toInstant(atMs),
    offsetSeconds,
    page: moment.page,
    url: urlOf(row, offsetSeconds),
    file: file === null ? null : fileAt(file, moment.page),
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

/** The address of the picture that stands beside the hit. */
function pictureOf({ sessionId }: SearchRow, offsetSeconds: number | null): string | null {
  if (offsetSeconds === null) return null;
  return `/api/sessions/${encodeURIComponent(sessionId)}/still?t=${Math.floor(offsetSeconds)}`;
}

function fileAt({ hasViewer, path }: DocumentFile, page: number | null): string {
  if (!hasViewer) return path;
  return page === null ? `${path}?show=1` : `${path}?show=1#page=${page}`;
}
