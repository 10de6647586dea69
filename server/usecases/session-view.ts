// Turns what is stored about a session into what the outside sees. Pure; it must not decide who may see it.
import type { StoredAgendaItem } from '../../db/agenda.ts';
import type { StoredMark } from '../../db/marks.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { StoredRange } from '../../db/withheld-ranges.ts';
import type { ItemDetails } from '../contract/agenda-details.ts';
import { toInstant } from '../contract/instants.ts';
import type { AgendaItem, Mark, Playback, Recess, Session, SessionSummary, Take } from '../contract/sessions.ts';
import { buildAgendaTree } from '../domain/agenda-rules.ts';
import type { AgendaNode } from '../domain/agenda-rules.ts';
import { acceptsFeed } from '../domain/session-machine.ts';
import { toTombstone } from './range-view.ts';
import { secondsAt } from './session-timeline.ts';
import type { SessionTimeline } from './session-timeline.ts';

/** Everything about one session. */
export interface SessionParts {
  readonly session: StoredSession;
  readonly agenda: readonly StoredAgendaItem[];
  readonly marks: readonly StoredMark[];
  readonly timeline: SessionTimeline;
  /** The withheld stretches that hold. */
  readonly ranges: readonly StoredRange[];
}

/** The whole session. */
export function toSession(parts: SessionParts): Session {
  return {
    ...commonFields(parts.session, parts.timeline),
    agenda: buildAgendaTree(parts.agenda).map((node) => toAgendaItem(node, parts)),
    takes: toTakes(parts.timeline),
    withheldRanges: parts.ranges.map(toTombstone),
  };
}

/** The session as it stands in lists. */
export function toSummary(session: StoredSession, timeline: SessionTimeline): SessionSummary {
  return { ...commonFields(session, timeline), agendaItemCount: session.agendaItemCount };
}

function commonFields(
  session: StoredSession,
  timeline: SessionTimeline,
): Omit<Session, 'agenda' | 'takes' | 'withheldRanges'> {
  return {
    id: session.id,
    ...(session.externalId === null ? {} : { externalId: session.externalId }),
    title: session.title,
    body: session.bodyName,
    bodyId: session.bodyId,
    scheduledAt: toInstant(session.scheduledAtMs),
    startedAt: session.startedAtMs === null ? null : toInstant(session.startedAtMs),
    endedAt: session.endedAtMs === null ? null : toInstant(session.endedAtMs),
    state: session.state,
    publication: session.publication,
    review: session.review,
    withheldReason: session.withheldReason,
    recess: toRecess(session),
    lang: session.lang,
    ...callOf(session),
    durationSeconds: hasRecording(timeline)
      ? roundToMs(timeline.timeline.durationSeconds)
      : session.importedDurationSeconds,
    playback: toPlayback(session, timeline),
    hasTranscript: session.transcriptId !== null,
    transcriptId: session.transcriptId,
    chat: session.chat,
  };
}

function toRecess({ state, recess }: StoredSession): Recess | null {
  if (state !== 'recess') return null;
  const { reason, expectedAtMs } = recess;
  return { reason, expectedAt: expectedAtMs === null ? null : toInstant(expectedAtMs) };
}

function callOf({ place, call, secondCallAtMs, convocation }: StoredSession) {
  return {
    ...(place === null ? {} : { place }),
    ...(call === 1 ? {} : { call }),
    ...(secondCallAtMs === null ? {} : { secondCallAt: toInstant(secondCallAtMs) }),
    ...(convocation === null ? {} : { convocation }),
  };
}

function hasRecording({ timeline }: SessionTimeline): boolean {
  return timeline.takes.length > 0;
}

/** Playable from the first `go-live` on, and afterwards if anything was recorded. */
function toPlayback(session: StoredSession, timeline: SessionTimeline): Playback | null {
  const isUnderWay = acceptsFeed(session.state) && session.state !== 'scheduled';
  const isArchived = session.state === 'ended' && hasRecording(timeline);
  if (!isUnderWay && !isArchived) return null;
  const address = `/hls/${encodeURIComponent(session.id)}`;
  return {
    hls: `${address}/master.m3u8`,
    audio: `${address}/audio.m3u8`,
    mp4: isArchived ? `${address}/session.mp4` : null,
  };
}

function toTakes({ timeline, sealedTakeIds }: SessionTimeline): Take[] {
  return timeline.takes.map((take) => ({
    id: take.takeId,
    startedAt: toInstant(take.startedAtMs),
    endedAt: take.endedAtMs === null ? null : toInstant(take.endedAtMs),
    offsetSeconds: roundToMs(take.offsetSeconds),
    durationSeconds: roundToMs(take.durationSeconds),
    sealed: sealedTakeIds.has(take.takeId),
  }));
}

function toAgendaItem(node: AgendaNode<StoredAgendaItem>, parts: SessionParts): AgendaItem {
  const { item, children } = node;
  return {
    id: item.id,
    ...(item.externalId === null ? {} : { externalId: item.externalId }),
    number: item.number,
    title: item.title,
    type: item.type,
    ...detailsOf(item),
    marks: marksOf(item, parts),
    children: children.map((child) => toAgendaItem(child, parts)),
  };
}

function detailsOf(item: StoredAgendaItem): ItemDetails {
  const { description, sharedType, rapporteur, matter, plannedClosed, noBroadcast } = item;
  return {
    ...(description === null ? {} : { description }),
    ...(sharedType === null ? {} : { sharedType }),
    ...(rapporteur === null ? {} : { rapporteur }),
    ...(matter === null ? {} : { matter }),
    ...(plannedClosed ? { plannedClosed } : {}),
    ...(noBroadcast ? { noBroadcast } : {}),
  };
}

/** Imported items say in seconds where they begin; they get one mark counted from the session's stated beginning. */
function marksOf(item: StoredAgendaItem, { session, marks, timeline }: SessionParts): Mark[] {
  const placed = marks
    .filter((mark) => mark.agendaItemId === item.id)
    .map((mark) => ({ id: mark.id, at: toInstant(mark.atMs), offsetSeconds: secondsAt(timeline, mark.atMs) }));
  const start = item.importedStartSeconds;
  if (start === null) return placed;
  const atMs = (session.startedAtMs ?? session.scheduledAtMs) + start * 1000;
  return [{ id: `imported-${item.id}`, at: toInstant(atMs), offsetSeconds: start }, ...placed];
}

function roundToMs(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
