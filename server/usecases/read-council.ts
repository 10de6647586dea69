// Reads everything that decides about the log of a session: entries, marks, pauses, roster, rules. For use cases only.
import { listAudit } from '../../db/audit.ts';
import { findBody } from '../../db/bodies.ts';
import { listEntries, type StoredEntry } from '../../db/log-entries.ts';
import { listMarks, type StoredMark } from '../../db/marks.ts';
import { listMembers } from '../../db/roster.ts';
import type { StoredSession } from '../../db/sessions.ts';
import { defaultBodyRules, type BodyRules, type Member } from '../contract/roster.ts';
import type { LogFacts, Pause } from '../domain/log-reading.ts';
import type { House } from './house.ts';
import { readPauses } from './intermissions.ts';

/** More commands and clicks than any sitting has. */
const maxAuditEntries = 20_000;

/** The council of one session, as it stands. */
export interface Council extends LogFacts {
  readonly session: StoredSession;
  readonly entries: readonly StoredEntry[];
  readonly marks: readonly StoredMark[];
  readonly pauses: readonly Pause[];
  readonly members: readonly Member[];
  readonly rules: BodyRules;
}

/** Reads it. The roster is the one that held when the session ended, or holds now. */
export async function readCouncil(house: House, session: StoredSession): Promise<Council> {
  const { db } = house;
  const [entries, marks, trail, members, body] = await Promise.all([
    listEntries(db, session.id),
    listMarks(db, session.id),
    listAudit(db, { sessionId: session.id, limit: maxAuditEntries }),
    listMembers(db, session.bodyId, session.endedAtMs ?? house.now()),
    findBody(db, session.bodyId),
  ]);
  const rules = body?.rules ?? defaultBodyRules;
  return { session, entries, marks, pauses: readPauses(trail), members, rules, endedAtMs: session.endedAtMs };
}
