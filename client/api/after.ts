// What staff ask for after a session: waveform, checklist, withheld parts; and the versions that everyone may read.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CorrectionAnswer, PublishCheck, SessionVersion, VersionList } from '../../server/contract/publishing.ts';
import type { PlacedMark } from '../../server/contract/sessions.ts';
import type { Waveform } from '../../server/contract/waveforms.ts';
import type {
  Decision,
  NewWithheldRange,
  WithheldRange,
  WithheldRangeList,
} from '../../server/contract/withheld-ranges.ts';
import { request, withQuery } from './request.ts';

/** A waveform that is being made is asked for again this often. */
const lookAgainMs = 1500;

const pathOf = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}`;

/** How loud a stretch is, in `points` values. */
export function waveformQuery(sessionId: string, stretch: { from: number; until: number; points: number }) {
  return queryOptions({
    queryKey: ['waveform', sessionId, stretch],
    queryFn: ({ signal }) => request<Waveform>(withQuery(`${pathOf(sessionId)}/waveform`, stretch), { signal }),
    refetchInterval: (query) => (query.state.data?.state === 'making' ? lookAgainMs : false),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** What is amiss before publishing. */
export function publishCheckQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['publish-check', sessionId],
    queryFn: ({ signal }) => request<PublishCheck>(`${pathOf(sessionId)}/publish-check`, { signal }),
  });
}

/** Every withheld part, lifted ones too. */
export function withheldQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['withheld', sessionId],
    queryFn: ({ signal }) => request<WithheldRangeList>(`${pathOf(sessionId)}/withheld-ranges`, { signal }),
  });
}

/** Takes a part out of public view. */
export function withholdRange(sessionId: string, range: NewWithheldRange): Promise<WithheldRange> {
  return request(`${pathOf(sessionId)}/withheld-ranges`, { method: 'POST', body: range });
}

/** Makes it public again, or destroys it for good. */
export function decideRange(
  sessionId: string,
  rangeId: string,
  act: 'lift' | 'destroy',
  decision: Decision,
): Promise<WithheldRange> {
  const path = `${pathOf(sessionId)}/withheld-ranges/${encodeURIComponent(rangeId)}/${act}`;
  return request(path, { method: 'POST', body: decision });
}

/** Marks an item at an instant that is over. */
export function addMarkAt(sessionId: string, agendaItemId: string, at: string): Promise<PlacedMark> {
  return request(`${pathOf(sessionId)}/marks`, { method: 'POST', body: { agendaItemId, at } });
}

/** The versions of a session and their notes. */
export function versionsQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['versions', sessionId],
    queryFn: ({ signal }) => request<VersionList>(`${pathOf(sessionId)}/versions`, { signal }),
  });
}

/** A replaced version as it was. */
export function versionQuery(sessionId: string, version: number) {
  return queryOptions({
    queryKey: ['version', sessionId, version],
    queryFn: ({ signal }) => request<SessionVersion>(`${pathOf(sessionId)}/versions/${version}`, { signal }),
    staleTime: Infinity,
  });
}

/** Opens a correction: edits need no note of their own until it is closed. */
export function openCorrection(sessionId: string): Promise<CorrectionAnswer> {
  return request(`${pathOf(sessionId)}/correction`, { method: 'POST' });
}

/** Closes it; the note is public. */
export function closeCorrection(sessionId: string, said: { note?: string }): Promise<CorrectionAnswer> {
  return request(`${pathOf(sessionId)}/correction/close`, { method: 'POST', body: said });
}
