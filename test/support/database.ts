// A real database in a folder of its own, for tests: opened, used, closed and removed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Db } from '../../db/open.ts';

/** An open database in a new file. `close` also removes the file. */
export interface TestDatabase {
  readonly db: Db;
  readonly file: string;
  close(): Promise<void>;
}

/** Opens a new database. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'casa-di-vetro-db-'));
  const database = await openDatabase({ file: join(folder, 'test.db') });
  return {
    db: database.db,
    file: database.file,
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Ids in a row: `id-1`, `id-2` … */
export function countingIds(prefix = 'id'): () => string {
  let last = 0;
  return () => `${prefix}-${++last}`;
}
