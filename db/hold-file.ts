// Holds a file for one process: SQLite's own lock, which the system lets go when the process dies, however it dies.
// No pid is written down that another process could have by then. Must not know what the file stands for.
import SqliteDatabase from 'better-sqlite3';

export interface HeldFile {
  /** Lets go; idempotent. */
  release(): void;
}

/**
 * Takes the file, which is created when it is missing. Answers null while another process (or another holder in this
 * one) has it.
 * @throws SqliteError when the file cannot be created or is something else
 */
export function holdFile(file: string): HeldFile | null {
  const connection = new SqliteDatabase(file, { timeout: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => void connection.close() };
}

/** By its code, not its class: the driver makes its errors with the class of whoever loaded it first in the process. */
function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY';
}
