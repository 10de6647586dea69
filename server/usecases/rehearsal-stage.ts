// Rehearsals that go on now, in memory: one a session, one look a second. Must not know what is judged.
import { scheduleByTimer, type Schedule } from '../../media/ingest/schedule.ts';
import type { RehearsalLook } from '../domain/rehearsal-rules.ts';

export interface RunningRehearsal {
  readonly startedAtMs: number;
  readonly by: string;
  readonly looks: RehearsalLook[];
}

export interface RehearsalStage {
  /** By session id. */
  readonly running: Map<string, RunningRehearsal>;
  /** The timer's unless a test has its own. */
  readonly schedule: Schedule;
}

/** Makes the stage. */
export function createRehearsalStage(schedule: Schedule = scheduleByTimer): RehearsalStage {
  return { running: new Map(), schedule };
}
