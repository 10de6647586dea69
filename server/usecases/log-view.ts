// Turns the log of a session into what the outside sees. Pure; who may see what is decided before.
import type { StoredCorrection } from '../../db/corrections.ts';
import type { StoredOpenCorrection } from '../../db/open-corrections.ts';
import type { CouncilLog, LogEntry, OpenCorrection } from '../contract/council-log.ts';
import { toInstant } from '../contract/instants.ts';
import { presenceAt, quorumAt, seatsOf } from '../domain/attendance.ts';
import { publicEntries } from '../domain/entry-rules.ts';
import { endOfSpeech, isInPause, itemAt, speechAt, type LogFact } from '../domain/log-reading.ts';
import { resultOf } from '../domain/vote-rules.ts';
import type { Council } from './read-council.ts';
import { secondsAt, type SessionTimeline } from './session-timeline.ts';

/** For whom, and when. */
export interface LogView {
  readonly council: Council;
  readonly timeline: SessionTimeline;
  readonly corrections: readonly StoredCorrection[];
  readonly openCorrection?: StoredOpenCorrection | null;
  readonly isStaff: boolean;
  readonly nowMs: number;
}

/** The whole log. */
export function toCouncilLog(view: LogView): CouncilLog {
  const { council, isStaff } = view;
  const { session, rules, members, pauses } = council;
  const nowMs = session.endedAtMs ?? view.nowMs;
  const shown: readonly LogFact[] = isStaff ? council.entries : publicEntries(council.entries, pauses, rules.publicLog);
  const showsPresence = isStaff || rules.publicLog.attendance;
  const presence = presenceAt(shown, nowMs);
  const call = session.call;
  const speech = speechAt({ ...council, entries: shown }, nowMs);
  return {
    sessionId: session.id,
    entries: shown.map((entry) => toLogEntry(entry, view)),
    intermissions: pauses.map((pause) => ({
      kind: pause.kind,
      from: toInstant(pause.fromMs),
      to: pause.toMs === null ? null : toInstant(pause.toMs),
    })),
    members: members.map((member) => ({
      ...member,
      isPresent: showsPresence ? (presence.get(member.personId) ?? null) : null,
    })),
    quorum: showsPresence ? quorumAt(shown, nowMs, { rule: rules.quorum, members, call }) : null,
    currentItemId: itemAt(council, nowMs)?.agendaItemId ?? null,
    currentSpeechId: isInPause(pauses, 'closed', nowMs) ? null : (speech?.id ?? null),
    corrections: view.corrections.map(({ version, atMs, note }) => ({ version, at: toInstant(atMs), note })),
    ...(view.openCorrection ? { correction: toOpenCorrection(view.openCorrection, isStaff) } : {}),
  };
}

/** The correction that is open; who opened it is for staff. */
export function toOpenCorrection(open: StoredOpenCorrection, isStaff: boolean): OpenCorrection {
  const { openedAtMs, openedBy, hasChanges } = open;
  return { since: toInstant(openedAtMs), by: isStaff ? openedBy : null, hasChanges };
}

/** One entry. */
export function toLogEntry(entry: LogFact, view: Pick<LogView, 'council' | 'timeline' | 'isStaff'>): LogEntry {
  const { council, timeline, isStaff } = view;
  const stored = council.entries.find((one) => one.id === entry.id);
  const { data } = entry;
  const untilMs = data.kind === 'speech' ? endOfSpeech(entry, council) : entry.untilMs;
  return {
    id: entry.id,
    at: toInstant(entry.atMs),
    until: untilMs === null ? null : toInstant(untilMs),
    offsetSeconds: secondsAt(timeline, entry.atMs),
    agendaItemId: entry.agendaItemId,
    version: stored?.version ?? 1,
    by: isStaff ? (stored?.createdBy ?? null) : null,
    data,
    result: data.kind === 'vote' ? resultOf(data, seatsOf(council.rules.quorum, council.members)) : null,
  };
}
