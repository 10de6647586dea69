// Shows the rehearsal that goes on and the last result, with what to do about each point that failed.
import { z } from 'zod';
import { findLastRehearsal, type StoredRehearsal } from '../../db/rehearsals.ts';
import type { Actor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { rehearsalPointSchema, type Rehearsal, type RehearsalResult } from '../contract/rehearsal.ts';
import { rehearsalSeconds } from '../domain/rehearsal-rules.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { rehearsalCures } from './rehearsal-words.ts';

/** For staff. */
export async function showRehearsal(house: House, actor: Actor, sessionId: string): Promise<Outcome<Rehearsal>> {
  const found = await findSessionFor(house, actor, 'view-feed', sessionId);
  return found.ok ? accept(await rehearsalView(house, sessionId)) : found;
}

/** As the API answers it. */
export async function rehearsalView(house: House, sessionId: string): Promise<Rehearsal> {
  const running = house.rehearsals.running.get(sessionId);
  const last = await findLastRehearsal(house.db, sessionId);
  return {
    running:
      running === undefined
        ? null
        : {
            startedAt: toInstant(running.startedAtMs),
            by: running.by,
            seconds: Math.floor((house.now() - running.startedAtMs) / 1000),
            ofSeconds: rehearsalSeconds,
          },
    last: last === null ? null : resultView(last),
  };
}

const storedPointsSchema = z.array(
  z.object({ point: rehearsalPointSchema, passed: z.boolean(), fact: z.string().nullable() }),
);

function resultView({ id, startedAtMs, endedAtMs, by, passed, points }: StoredRehearsal): RehearsalResult {
  return {
    id,
    startedAt: toInstant(startedAtMs),
    endedAt: toInstant(endedAtMs),
    by,
    passed,
    points: storedPointsSchema
      .parse(JSON.parse(points))
      .map((verdict) => ({ ...verdict, detail: verdict.passed ? null : rehearsalCures[verdict.point] })),
  };
}
