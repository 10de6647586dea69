// What only staff ask of the server; must not know how the desk shows it.
import { queryOptions } from '@tanstack/react-query';
import type { Setup } from '../../server/contract/accounts.ts';
import type { Body } from '../../server/contract/bodies.ts';
import { agendaRows } from '../../server/contract/seen-rows.ts';
import type { Feed, FeedSource, NewSource, StoppableSource } from '../../server/contract/feeds.ts';
import type { AgendaLines, MinutesQuery } from '../../server/contract/files.ts';
import type { TranscriptResult } from '../../server/contract/transcripts.ts';
import type {
  AgendaItem,
  CommandResult,
  NewAgendaItem,
  NewSession,
  PlacedMark,
  RunCommand,
  Session,
} from '../../server/contract/sessions.ts';
import { request, withQuery } from './request.ts';

/** The feed is asked for this often while a desk is open: its sound meter lives on it. */
const feedEveryMs = 1_000;

const pathOf = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}`;

/** Where the encoder connects and how it is doing, kept fresh. */
export function feedQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['feed', sessionId],
    queryFn: ({ signal }) => request<Feed>(`${pathOf(sessionId)}/feed`, { signal }),
    refetchInterval: feedEveryMs,
    refetchIntervalInBackground: true,
  });
}

/** The council and its committees. */
export const bodiesQuery = queryOptions({
  queryKey: ['bodies'],
  queryFn: ({ signal }) => request<{ items: Body[] }>('/api/bodies', { signal }),
  select: (answer) => answer.items,
});

/** Creates a session. */
export function createSession(session: NewSession): Promise<Session> {
  return request('/api/sessions', { method: 'POST', body: session });
}

/** Runs a command; repeating one that holds already changes nothing. */
export function runCommand(sessionId: string, command: RunCommand): Promise<CommandResult> {
  return request(`${pathOf(sessionId)}/commands`, { method: 'POST', body: command });
}

/** "This item begins now", by the server's clock; `seen` is the newest mark on the desk, so that two clerks mark once. */
export function addMark(sessionId: string, agendaItemId: string, seen: string | null): Promise<PlacedMark> {
  return request(`${pathOf(sessionId)}/marks`, { method: 'POST', body: { agendaItemId, seen } });
}

/** Takes a mark back that was `seen` at an instant; without it, wherever it stands. */
export function removeMark(sessionId: string, markId: string, seen?: string): Promise<void> {
  const path = `${pathOf(sessionId)}/marks/${encodeURIComponent(markId)}`;
  return request(withQuery(path, { seen }), { method: 'DELETE' });
}

/** Replaces the agenda that was `seen`; items keep their marks by their ids. */
export function replaceAgenda(
  sessionId: string,
  { agenda, seen, note }: { agenda: NewAgendaItem[]; seen: readonly AgendaItem[]; note?: string },
): Promise<Session> {
  const body = { agenda, seen: agendaRows(seen), ...(note !== undefined && { note }) };
  return request(`${pathOf(sessionId)}/agenda`, { method: 'PUT', body });
}

/** Reads an agenda out of a file; nothing is kept. */
export function readAgendaFile(file: File): Promise<AgendaLines> {
  return request('/api/agendas/read', { method: 'POST', text: { content: file, type: 'application/octet-stream' } });
}

/** Where the draft of the minutes stands. */
export function minutesAddress(sessionId: string, lang: 'it' | 'en', format: MinutesQuery['format']): string {
  return `${pathOf(sessionId)}/minutes?lang=${lang}&format=${format}`;
}

/** Gives the session another stream key or backup key; the one before opens nothing any more. */
export function renewStreamKey(sessionId: string, key: 'main' | 'backup'): Promise<void> {
  return request(withQuery(`${pathOf(sessionId)}/stream-key`, { key }), { method: 'POST' });
}

/** Has the server fetch a feed, or show the test signal. */
export function startSource(sessionId: string, source: NewSource): Promise<{ items: FeedSource[] }> {
  return request(`${pathOf(sessionId)}/feed/sources`, { method: 'POST', body: source });
}

/** Stops what {@link startSource} began. */
export function stopSource(sessionId: string, kind: StoppableSource): Promise<void> {
  return request(`${pathOf(sessionId)}/feed/sources/${kind}`, { method: 'DELETE' });
}

/** Replaces the transcript that was `seen` (its id, or `none`) by a WebVTT text. */
export function replaceTranscript(
  sessionId: string,
  vtt: string,
  said: { note?: string; seen: string },
): Promise<TranscriptResult> {
  return request(withQuery(`${pathOf(sessionId)}/transcript`, said), {
    method: 'PUT',
    text: { content: vtt, type: 'text/vtt' },
  });
}

/** Creates the first administrator with the one-time code. */
export function setUp(setup: Setup): Promise<void> {
  return request('/api/setup', { method: 'POST', body: setup });
}
