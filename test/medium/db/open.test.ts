// Opening the database: settings, migrations, and the sentences an operator reads when it cannot be opened.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { DatabaseTooNew, DatabaseUnusable, inTransaction, openDatabase } from '../../../db/open.ts';
import { readSetting, writeSetting } from '../../../db/settings.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casa-di-vetro-open-'));
  file = join(folder, 'council.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function pragma(db: Awaited<ReturnType<typeof openDatabase>>['db'], name: string): Promise<unknown> {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db);
  return Object.values(rows[0] ?? {})[0];
}

describe('opening the database', () => {
  it('says which migrations ran, once', async () => {
    const said: object[] = [];
    const log = { info: (details: object) => void said.push(details) };
    await (await openDatabase({ file, log })).close();
    const first = said.length;
    await (await openDatabase({ file, log })).close();
    expect(first).toBeGreaterThan(0);
    expect(said).toHaveLength(first);
  });

  it('writes ahead, waits for the disk and checks references', async () => {
    const database = await openDatabase({ file });
    expect(await pragma(database.db, 'journal_mode')).toBe('wal');
    expect(await pragma(database.db, 'synchronous')).toBe(2);
    expect(await pragma(database.db, 'foreign_keys')).toBe(1);
    await database.close();
  });

  it('refuses a database of a newer version with one sentence and changes nothing', async () => {
    const database = await openDatabase({ file });
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', 'later')`.execute(database.db);
    await database.close();
    const again = openDatabase({ file });
    await expect(again).rejects.toThrow(DatabaseTooNew);
    await expect(again).rejects.toThrow(/newer version of this product \(it has 9999-future\)/u);
  });

  it('refuses a place that cannot be written with the cure in the sentence', async () => {
    const missing = openDatabase({ file: join(folder, 'missing', 'council.db') });
    await expect(missing).rejects.toThrow(DatabaseUnusable);
    await expect(missing).rejects.toThrow(/its folder must exist/u);
    mkdirSync(file);
    await expect(openDatabase({ file })).rejects.toThrow(DatabaseUnusable);
  });

  it('refuses a file that is no database', async () => {
    writeFileSync(file, 'not a database at all, but long enough to be looked at as one '.repeat(20));
    await expect(openDatabase({ file })).rejects.toThrow(DatabaseUnusable);
  });

  it('keeps everything or nothing of a transaction', async () => {
    const database = await openDatabase({ file: ':memory:' });
    const failing = inTransaction(database.db, async (transaction) => {
      await writeSetting(transaction, 'a', '1');
      await inTransaction(transaction, (same) => writeSetting(same, 'b', '2'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await readSetting(database.db, 'a')).toBeNull();
    expect(await readSetting(database.db, 'b')).toBeNull();
    await database.close();
  });

  it('may be closed twice', async () => {
    const database = await openDatabase({ file });
    await Promise.all([database.close(), database.close()]);
  });
});
