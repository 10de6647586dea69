// Between those who send files and the job that works on them: rings when there is work, and knows how far it is. In memory.
import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';

export interface WorkshopBell extends Bell {
  /** How much is done of the file being worked on (0 to 1); null for any other. */
  progressOf(uploadId: string): number | null;
  /** Settles when nobody works on this file any more. */
  giveUp(uploadId: string): Promise<void>;
  /** The job says what it works on and how to stop it; null: nothing. */
  workOn(work: WorkInHand | null): void;
}

/** What is being worked on. */
export interface WorkInHand {
  readonly uploadId: string;
  readonly progress: () => number;
  readonly giveUp: () => Promise<void>;
}

/** Makes the bell. */
export function createWorkshopBell(): WorkshopBell {
  let inHand: WorkInHand | null = null;
  const workOf = (uploadId: string): WorkInHand | null => (inHand?.uploadId === uploadId ? inHand : null);
  return {
    ...createBell(),
    progressOf: (uploadId) => workOf(uploadId)?.progress() ?? null,
    giveUp: async (uploadId) => workOf(uploadId)?.giveUp(),
    workOn: (work) => void (inHand = work),
  };
}
