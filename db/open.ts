// Opens the database: settings of the connection, then the migrations, before anything else may use it.
// With db/search/ and db/migrations/ the only place that knows the SQL driver.
import SqliteDatabase from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect, sql } from 'kysely';
import { migrations } from './migrations/all.ts';
import type { Tables } from './schema.ts';

const migrationTable = 'kysely_migration';

/** A handle to ask and to write with: the open database or a transaction of it. */
export type Db = Kysely<Tables>;

/** An open database. `close` is idempotent and waits for what is being written. */
export interface OpenDatabase {
  readonly db: Db;
  /** Path of the file, or `:memory:`. */
  readonly file: string;
  close(): Promise<void>;
}

/** Where the database says what it does; pino's shape. */
export interface DatabaseLog {
  info(details: object, message: string): void;
}

/** The file was written by a newer version of the product. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew';
}

/** The file cannot be opened, read or written; the message is one sentence for the operator. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

/**
 * Opens (and creates) the database and brings it to this version's shape.
 * @throws DatabaseTooNew, DatabaseUnusable
 */
export async function openDatabase(options: { file: string; log?: DatabaseLog }): Promise<OpenDatabase> {
  const { file, log } = options;
  const connection = connect(file);
  const db: Db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  try {
    await refuseNewerDatabase(db, file);
    await migrate(db, file, log);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  let closing: Promise<void> | null = null;
  return {
    db,
    file,
    close: () => (closing ??= db.destroy()),
  };
}

/** Runs `work` in one transaction; inside a transaction it joins that one. Everything or nothing is kept. */
export async function inTransaction<T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

function connect(file: string): SqliteDatabase.Database {
  try {
    const connection = new SqliteDatabase(file);
    connection.pragma('busy_timeout = 5000');
    connection.pragma('journal_mode = WAL');
    // FULL: a confirmed mark or message survives the loss of power, not only of the process.
    connection.pragma('synchronous = FULL');
    // Indexing touches the whole table of words: with SQLite's own 2 MB a tenth of its time is reading pages again.
    connection.pragma('cache_size = -16384');
    connection.pragma('foreign_keys = ON');
    return connection;
  } catch (error) {
    throw unusable(file, error);
  }
}

async function refuseNewerDatabase(db: Db, file: string): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === migrationTable)) return;
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(migrationTable)}`.execute(db);
  const unknown = rows.map((row) => row.name).filter((name) => !(name in migrations));
  if (unknown.length === 0) return;
  throw new DatabaseTooNew(
    `The database ${file} was written by a newer version of this product (it has ${unknown.join(', ')}): ` +
      'start that version or a later one; nothing was changed.',
  );
}

async function migrate(db: Db, file: string, log: DatabaseLog | undefined): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error, results } = await new Migrator({ db, provider, migrationTableName: migrationTable }).migrateToLatest();
  for (const result of results ?? []) {
    if (result.status === 'Success') log?.info({ migration: result.migrationName }, 'database brought forward');
  }
  if (error !== undefined) throw unusable(file, error);
}

function unusable(file: string, cause: unknown): DatabaseUnusable {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const isFull = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'SQLITE_FULL';
  const cure = isFull
    ? 'make room on its disk.'
    : 'its folder must exist, and this user must own the folder and the file.';
  return new DatabaseUnusable(`The database ${file} cannot be opened for writing (${detail}): ${cure}`, { cause });
}
