// Searches that somebody wants to be told about by mail. A subscription that ends is deleted with its address.
import { z } from 'zod';
import { alertCadenceSchema, alertQuerySchema } from '../server/contract/search-alerts.ts';
import type { AlertCadence, AlertLang, AlertQuery } from '../server/contract/search-alerts.ts';
import type { Db } from './open.ts';

const toldSchema = z.array(z.string());

/** A stored subscription; instants are ms since the epoch. */
export interface StoredAlert {
  readonly id: string;
  readonly email: string;
  readonly query: AlertQuery;
  readonly lang: AlertLang;
  readonly cadence: AlertCadence;
  /** Short hashes of the hits that need not be told (any more). */
  readonly told: readonly string[];
  readonly createdAtMs: number;
  /** Null until the address was confirmed; until then it gets nothing but the question. */
  readonly confirmedAtMs: number | null;
  /** When it is looked at next; unconfirmed, when it is deleted. */
  readonly nextAtMs: number;
}

/** Stores a subscription with the hashes of its two keys. */
export async function insertAlert(
  db: Db,
  alert: StoredAlert & { confirmHash: string; leaveHash: string },
): Promise<void> {
  await db
    .insertInto('search_alerts')
    .values({
      id: alert.id,
      confirm_hash: alert.confirmHash,
      leave_hash: alert.leaveHash,
      email: alert.email,
      query: JSON.stringify(alert.query),
      lang: alert.lang,
      cadence: alert.cadence,
      told: JSON.stringify(alert.told),
      created_at: alert.createdAtMs,
      confirmed_at: alert.confirmedAtMs,
      next_at: alert.nextAtMs,
    })
    .execute();
}

/** The subscription that this key confirms. */
export async function findAlertToConfirm(db: Db, confirmHash: string): Promise<StoredAlert | null> {
  const row = await db
    .selectFrom('search_alerts')
    .selectAll()
    .where('confirm_hash', '=', confirmHash)
    .executeTakeFirst();
  return row === undefined ? null : readAlert(row);
}

/** Confirms it; it is looked at from `nextAtMs` on. */
export async function confirmAlert(
  db: Db,
  id: string,
  at: { confirmedAtMs: number; nextAtMs: number; told: readonly string[] },
): Promise<void> {
  await db
    .updateTable('search_alerts')
    .set({ confirmed_at: at.confirmedAtMs, next_at: at.nextAtMs, told: JSON.stringify(at.told) })
    .where('id', '=', id)
    .execute();
}

/** Deletes the subscription that this key ends, address and all; false when there was none. */
export async function deleteAlertByLeaveHash(db: Db, leaveHash: string): Promise<boolean> {
  const result = await db.deleteFrom('search_alerts').where('leave_hash', '=', leaveHash).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Deletes a subscription, address and all. */
export async function deleteAlert(db: Db, id: string): Promise<void> {
  await db.deleteFrom('search_alerts').where('id', '=', id).execute();
}

/** The subscriptions that are due, the one that waits longest first. */
export async function listDueAlerts(db: Db, nowMs: number, limit: number): Promise<StoredAlert[]> {
  const rows = await db
    .selectFrom('search_alerts')
    .selectAll()
    .where('next_at', '<=', nowMs)
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return rows.map(readAlert);
}

/** When the next one is due; null when there is none. */
export async function findNextAlertAt(db: Db): Promise<number | null> {
  const row = await db.selectFrom('search_alerts').select('next_at').orderBy('next_at').executeTakeFirst();
  return row?.next_at ?? null;
}

/** Keeps what was told, and when to look again. */
export async function keepAlertTold(
  db: Db,
  id: string,
  kept: { told: readonly string[]; nextAtMs: number },
): Promise<void> {
  await db
    .updateTable('search_alerts')
    .set({ told: JSON.stringify(kept.told), next_at: kept.nextAtMs })
    .where('id', '=', id)
    .execute();
}

/** How many subscriptions an address has, confirmed or not. */
export async function countAlerts(db: Db, email: string): Promise<number> {
  const row = await db
    .selectFrom('search_alerts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

interface AlertRow {
  id: string;
  email: string;
  query: string;
  lang: string;
  cadence: string;
  told: string;
  created_at: number;
  confirmed_at: number | null;
  next_at: number;
}

function readAlert(row: AlertRow): StoredAlert {
  return {
    id: row.id,
    email: row.email,
    query: alertQuerySchema.parse(JSON.parse(row.query)),
    lang: row.lang === 'en' ? 'en' : 'it',
    cadence: alertCadenceSchema.parse(row.cadence),
    told: toldSchema.parse(JSON.parse(row.told)),
    createdAtMs: row.created_at,
    confirmedAtMs: row.confirmed_at,
    nextAtMs: row.next_at,
  };
}
