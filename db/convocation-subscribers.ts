// Who wants the convocations of a body by mail. Whoever leaves is deleted, address and waiting mails and all.
import type { AlertLang } from '../server/contract/search-alerts.ts';
import { inTransaction, type Db } from './open.ts';

/** A subscriber as it is stored; instants are ms since the epoch. */
export interface NewSubscriber {
  readonly id: string;
  readonly bodyId: string;
  readonly email: string;
  readonly lang: AlertLang;
  readonly confirmHash: string;
  readonly leaveHash: string;
  /** When it is deleted unless it is confirmed. */
  readonly forgetAtMs: number;
}

/** Stores somebody who must still confirm. */
export async function insertSubscriber(db: Db, subscriber: NewSubscriber): Promise<void> {
  await db
    .insertInto('convocation_subscribers')
    .values({
      id: subscriber.id,
      body_id: subscriber.bodyId,
      email: subscriber.email,
      lang: subscriber.lang,
      confirm_hash: subscriber.confirmHash,
      leave_hash: subscriber.leaveHash,
      confirmed_at: null,
      forget_at: subscriber.forgetAtMs,
    })
    .execute();
}

/** Is this address confirmed for this body? */
export async function isSubscribed(db: Db, bodyId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('convocation_subscribers')
    .select('id')
    .where('body_id', '=', bodyId)
    .where('email', '=', email)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Confirms whom this key belongs to and forgets the same address' other askings; false when it belongs to nobody. */
export async function confirmSubscriber(db: Db, confirmHash: string, confirmedAtMs: number): Promise<boolean> {
  return inTransaction(db, async (transaction) => {
    const row = await transaction
      .selectFrom('convocation_subscribers')
      .select(['id', 'body_id', 'email'])
      .where('confirm_hash', '=', confirmHash)
      .executeTakeFirst();
    if (row === undefined) return false;
    await transaction
      .updateTable('convocation_subscribers')
      .set((is) => ({ confirmed_at: is.fn.coalesce('confirmed_at', is.val(confirmedAtMs)), forget_at: null }))
      .where('id', '=', row.id)
      .execute();
    await transaction
      .deleteFrom('convocation_subscribers')
      .where('body_id', '=', row.body_id)
      .where('email', '=', row.email)
      .where('id', '<>', row.id)
      .execute();
    return true;
  });
}

/** Deletes whom this key belongs to, and the mails that wait for them. */
export async function deleteSubscriber(db: Db, leaveHash: string): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const row = await transaction
      .selectFrom('convocation_subscribers')
      .select('id')
      .where('leave_hash', '=', leaveHash)
      .executeTakeFirst();
    if (row === undefined) return;
    await transaction.deleteFrom('convocation_mails').where('subscriber_id', '=', row.id).execute();
    await transaction.deleteFrom('convocation_subscribers').where('id', '=', row.id).execute();
  });
}

/** Deletes the addresses that nobody confirmed in time. */
export async function forgetUnconfirmed(db: Db, nowMs: number): Promise<void> {
  await db.deleteFrom('convocation_subscribers').where('forget_at', '<=', nowMs).execute();
}

/** How many have confirmed for this body. */
export async function countSubscribers(db: Db, bodyId: string): Promise<number> {
  const row = await db
    .selectFrom('convocation_subscribers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('body_id', '=', bodyId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Those who have confirmed for this body. */
export async function listSubscribers(
  db: Db,
  bodyId: string,
): Promise<{ id: string; email: string; lang: AlertLang }[]> {
  const rows = await db
    .selectFrom('convocation_subscribers')
    .select(['id', 'email', 'lang'])
    .where('body_id', '=', bodyId)
    .where('confirmed_at', 'is not', null)
    .execute();
  return rows.map(({ id, email, lang }) => ({ id, email, lang: lang === 'en' ? 'en' : 'it' }));
}
