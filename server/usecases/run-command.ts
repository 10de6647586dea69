// Runs a command on a session: the domain decides, one short transaction keeps it, then media, then the pages, then the answer.
// The commit comes before media on purpose: if the process dies in between, the next start finds the session dark. Only the
// gate is shut before, when the session goes off air: what arrives while the commit takes its time is nowhere.
import { inTransaction } from '../../db/open.ts';
import { finishIndexing } from '../../db/search/finish-indexing.ts';
import { changeSession } from '../../db/sessions.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { fromInstant, toInstant } from '../contract/instants.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { CommandResult, RunCommand, SessionState } from '../contract/sessions.ts';
import { requirePermission } from '../domain/permissions.ts';
import { decideCommand } from '../domain/session-machine.ts';
import type { CommandDecision, MediaEffect } from '../domain/session-machine.ts';
import { checkSession } from './check-publishing.ts';
import { alignMedia, driveMedia } from './drive-media.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { queueConvocation } from './queue-convocation.ts';
import { warnBeforeAir } from './warn-before-air.ts';
import { writeAudit } from './write-audit.ts';

type Change = Extract<CommandDecision, { kind: 'change' }>;

/** Commands of one session run one after the other; one that has taken effect already changes nothing. */
export async function runCommand(
  house: House,
  actor: Actor,
  sessionId: string,
  input: RunCommand,
): Promise<Outcome<CommandResult>> {
  const permission = requirePermission(actor, 'run-command');
  if (!permission.ok) return permission;
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'run-command', sessionId);
    if (!found.ok) return found;
    const session = found.value;
    const { reason, expectedAt } = input;
    const expectedAtMs = typeof expectedAt === 'string' ? fromInstant(expectedAt) : expectedAt;
    const decision = decideCommand(session, input.command, { reason, expectedAtMs });
    switch (decision.kind) {
      case 'refuse':
        return refuse(decision.code, decision.detail);
      case 'already':
        return repeat(house, session, input);
      case 'change': {
        const lawful = await checkLaw(house, session, input);
        return lawful.ok ? change({ house, actor, session, input, decision, openPoints: lawful.value }) : lawful;
      }
    }
  });
}

interface Changing {
  readonly house: House;
  readonly actor: Actor;
  readonly session: StoredSession;
  readonly input: RunCommand;
  readonly decision: Change;
  /** Points of the checklist that were open when it was published; null for other commands. */
  readonly openPoints: readonly string[] | null;
}

/** Publishing looks at the checklist: what is open goes into the trail, what the law forbids is refused. */
async function checkLaw(
  house: House,
  session: StoredSession,
  input: RunCommand,
): Promise<Outcome<readonly string[] | null>> {
  if (input.command !== 'publish' || session.state !== 'ended') return accept(null);
  const points = await checkSession(house, session);
  if (points.some((point) => point.state === 'forbidden')) {
    return refuse(
      'closed-part-recorded',
      'A recording reaches into the time behind closed doors: withhold that part before publishing.',
    );
  }
  return accept(points.filter((point) => point.state === 'open').map((point) => point.code));
}

/** What takes the session off air: the gate shuts before the instant is taken, so that no recording reaches beyond it. */
const closing: ReadonlySet<MediaEffect> = new Set(['finish-take', 'cut-take', 'end']);

async function change(changing: Changing): Promise<Outcome<CommandResult>> {
  const { house, session, input, decision } = changing;
  if (decision.effects.some((effect) => closing.has(effect))) house.live.shutGate(session.id);
  const atMs = house.now();
  await commitOrOpenAgain(changing, atMs);
  const failure = await drive(changing);
  const { state, publication } = decision;
  const goesOnAir = state === 'live' && decision.effects.length > 0;
  const at = toInstant(atMs);
  house.broadcast({
    name: 'session:changed',
    sessionId: session.id,
    data: { sessionId: session.id, state, publication, at },
  });
  house.log.info({ sessionId: session.id, command: input.command, state, publication }, 'command done');
  if (failure !== null) return failure;
  return accept({
    sessionId: session.id,
    state,
    publication,
    at,
    changed: true,
    warnings: goesOnAir ? await warnBeforeAir(house, session, input.command) : [],
  });
}

/** A gate that was shut for a closing that could not be written down opens again: nobody was told of it. */
async function commitOrOpenAgain(changing: Changing, atMs: number): Promise<void> {
  try {
    await commit(changing, atMs);
  } catch (error) {
    await alignMedia(changing.house, changing.session);
    throw error;
  }
}

async function commit({ house, actor, session, input, decision, openPoints }: Changing, atMs: number): Promise<void> {
  const { state, publication, recess = session.recess } = decision;
  const withheldReason = decision.withheldReason === undefined ? session.withheldReason : decision.withheldReason;
  await inTransaction(house.db, async (db) => {
    await changeSession(db, session.id, {
      state,
      publication,
      withheldReason,
      recess,
      ...startAndEnd(session, state, atMs),
      modifiedAtMs: atMs,
    });
    await writeAudit(house, db, actor, {
      action: `session.${input.command}`,
      sessionId: session.id,
      atMs,
      before: { state: session.state, publication: session.publication },
      after: {
        state,
        publication,
        ...(input.expectedAt === undefined ? {} : { expectedAt: input.expectedAt }),
        ...(openPoints === null ? {} : { openPoints }),
      },
      reason: input.reason === '' ? undefined : input.reason,
    });
    // Whoever was called is told that they need not come.
    if (state === 'cancelled') await queueConvocation(house, db, session.id, { onlyIf: 'sent', atMs });
  });
  house.visibility.set(session.id, publication, withheldReason);
  if (publication !== session.publication) await finishIndexing(house.db, { sessionId: session.id });
}

/** The session begins when it is live for the first time, ends when adjourned, and has no end while reopened. */
function startAndEnd(
  session: StoredSession,
  state: SessionState,
  atMs: number,
): { startedAtMs?: number; endedAtMs?: number | null } {
  if (state === session.state) return {};
  return {
    ...(state === 'live' && session.startedAtMs === null ? { startedAtMs: atMs } : {}),
    ...(state === 'ended' ? { endedAtMs: atMs } : {}),
    ...(session.state === 'ended' ? { endedAtMs: null } : {}),
  };
}

/** Null when media did everything. What was committed stays: giving the command again tries media again. */
async function drive({ house, session, input, decision }: Changing): Promise<Outcome<never> | null> {
  try {
    const { effects, recess = session.recess } = decision;
    for (const effect of effects) await driveMedia(house, session.id, effect, recess);
    return null;
  } catch (error) {
    return mediaFailed(house, session.id, { command: input.command, error });
  }
}

function mediaFailed(house: House, sessionId: string, what: { command: string; error: unknown }): Outcome<never> {
  house.log.error({ err: what.error, sessionId, command: what.command }, 'live media did not follow a command');
  const detail = `"${what.command}" is written down, but live media could not follow; give the command again.`;
  return refuse('unavailable', detail);
}

async function repeat(house: House, session: StoredSession, input: RunCommand): Promise<Outcome<CommandResult>> {
  try {
    if (input.command !== 'publish' && input.command !== 'withhold') await alignMedia(house, session);
  } catch (error) {
    return mediaFailed(house, session.id, { command: input.command, error });
  }
  const { state, publication } = session;
  const at = toInstant(session.modifiedAtMs);
  return accept({ sessionId: session.id, state, publication, at, changed: false, warnings: [] });
}
