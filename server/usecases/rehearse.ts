// Rehearses a session for a minute before it goes on air: the ladder of a take is made of what arrives, for nobody but
// staff to see, and every point is judged at the end. What goes on air, or behind closed doors, ends it without a result.
import { inTransaction } from '../../db/open.ts';
import { insertRehearsal } from '../../db/rehearsals.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { Rehearsal } from '../contract/rehearsal.ts';
import { judgeRehearsal, rehearsalSeconds } from '../domain/rehearsal-rules.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { previewedStates } from './keep-preview.ts';
import type { RunningRehearsal } from './rehearsal-stage.ts';
import { rehearsalView } from './show-rehearsal.ts';
import { writeAudit } from './write-audit.ts';

const lookEveryMs = 1000;

interface Rehearsing {
  readonly house: House;
  readonly actor: Actor;
  readonly sessionId: string;
  readonly running: RunningRehearsal;
}

/** Begins; one that goes on already goes on. */
export function startRehearsal(house: House, actor: Actor, sessionId: string): Promise<Outcome<Rehearsal>> {
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'run-command', sessionId);
    if (!found.ok) return found;
    if (house.rehearsals.running.has(sessionId)) return accept(await rehearsalView(house, sessionId));
    if (!previewedStates.includes(found.value.state)) {
      return refuse('command-not-allowed', 'A session is rehearsed before it goes on air, or in recess.');
    }
    if (house.live.feedReport(sessionId).status !== 'receiving') {
      return refuse('no-feed', 'Nothing arrives yet: start the encoder or the test signal, then rehearse.');
    }
    begin({ house, actor, sessionId, running: { startedAtMs: house.now(), by: nameOf(actor), looks: [] } });
    return accept(await rehearsalView(house, sessionId));
  });
}

function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.email : 'public';
}

function begin(rehearsing: Rehearsing): void {
  const { house, sessionId, running } = rehearsing;
  house.rehearsals.running.set(sessionId, running);
  house.log.info({ sessionId, by: running.by }, 'rehearsal begun');
  lookSoon(rehearsing);
}

function lookSoon(rehearsing: Rehearsing): void {
  const { house, sessionId } = rehearsing;
  house.rehearsals.schedule(lookEveryMs, () => {
    look(rehearsing).catch((error: unknown) => {
      house.rehearsals.running.delete(sessionId);
      house.log.error({ err: error, sessionId }, 'the rehearsal failed');
    });
  });
}

async function look(rehearsing: Rehearsing): Promise<void> {
  const { house, sessionId, running } = rehearsing;
  if ((await house.live.keepPreview(sessionId, 'whole')) === null) {
    house.rehearsals.running.delete(sessionId);
    house.log.info({ sessionId }, 'rehearsal ended before its time');
    return;
  }
  running.looks.push(house.live.feedReport(sessionId));
  if (house.now() - running.startedAtMs < rehearsalSeconds * 1000) return lookSoon(rehearsing);
  await keepResult(rehearsing);
  house.rehearsals.running.delete(sessionId);
}

async function keepResult({ house, actor, sessionId, running }: Rehearsing): Promise<void> {
  const verdicts = judgeRehearsal(running.looks);
  const failed = verdicts.filter((verdict) => !verdict.passed).map((verdict) => verdict.point);
  const { startedAtMs, by } = running;
  const endedAtMs = house.now();
  const passed = failed.length === 0;
  await inTransaction(house.db, async (db) => {
    const points = JSON.stringify(verdicts);
    await insertRehearsal(db, { id: house.newId(), sessionId, startedAtMs, endedAtMs, by, passed, points });
    await writeAudit(house, db, actor, {
      action: 'session.rehearse',
      sessionId,
      atMs: endedAtMs,
      after: { passed, failed },
    });
  });
  house.log.info({ sessionId, passed, failed }, 'rehearsal judged');
}
