// Opens what is kept without starting the server: for the command line, also while the server runs beside it.
import { DatabaseTooNew, DatabaseUnusable, openDatabase } from '../../db/open.ts';
import type { Db } from '../../db/open.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';

export interface OpenArchive {
  readonly db: Db;
  close(): Promise<void>;
}

/** Opens the database file; what the operator can mend is a refusal with one sentence. */
export async function openArchive(databaseFile: string): Promise<Outcome<OpenArchive>> {
  try {
    return accept(await openDatabase({ file: databaseFile }));
  } catch (error) {
    if (error instanceof DatabaseTooNew || error instanceof DatabaseUnusable)
      return refuse('unavailable', error.message);
    throw error;
  }
}
