// Documents that an older version stored as one text keep every word, page by page.
import { expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect, sql } from 'kysely';
import { migrations } from '../../../db/migrations/all.ts';

interface Pages {
  document_pages: { document_id: string; page: number; text: string };
}

it('moves the texts of documents into pages', async () => {
  const db = new Kysely<Pages>({ dialect: new SqliteDialect({ database: new SqliteDatabase(':memory:') }) });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  await migrator.migrateTo('0008-feed-sources');
  await sql`insert into bodies (id, name, created_at) values ('b', 'Consiglio', 0)`.execute(db);
  await sql`insert into sessions (id, body_id, title, scheduled_at, state, publication, review, key_version, created_at, modified_at)
    values ('s', 'b', 'Seduta', 0, 'ended', 'published', 0, 1, 0, 0)`.execute(db);
  const texts = { a: 'Uno\fDue', b: 'Solo', c: '', d: 'Prima\f \fTerza' };
  for (const [id, text] of Object.entries(texts)) {
    await sql`insert into documents (id, session_id, title, text) values (${id}, 's', 't', ${text})`.execute(db);
  }
  const { error } = await migrator.migrateToLatest();
  expect(error).toBe(undefined);
  const rows = await db.selectFrom('document_pages').selectAll().orderBy('document_id').orderBy('page').execute();
  expect(rows.map((row) => `${row.document_id}${row.page} ${row.text}`)).toEqual([
    'a1 Uno',
    'a2 Due',
    'b1 Solo',
    'd1 Prima',
    'd3 Terza',
  ]);
  await db.destroy();
});
