// Convocations that were sent, and the queue of their mails. A version and its mails are written in one transaction, and a mail
// is deleted when the mail server has taken it: a crash loses none, and one version goes to an address once.
import { z } from 'zod';
import { convocationKindSchema, type ConvocationKind } from '../server/contract/convocations.ts';
import { alertLangSchema, type AlertLang } from '../server/contract/search-alerts.ts';
import { inTransaction, type Db } from './open.ts';

const snapshotSchema = z.object({
  title: z.string(),
  scheduledAtMs: z.number(),
  place: z.string().nullable(),
  call: z.union([z.literal(1), z.literal(2)]),
  secondCallAtMs: z.number().nullable(),
  convocation: z.string().nullable(),
  agenda: z.array(z.string()),
  isCancelled: z.boolean(),
});
/** What a convocation said. Instants are ms since the epoch. */
export type ConvocationSnapshot = Readonly<z.infer<typeof snapshotSchema>>;

const mailTextSchema = z.object({ subject: z.string(), text: z.string() });
const mailTextsSchema = z.record(alertLangSchema, mailTextSchema);
/** Subject and text in every language, without what belongs to one recipient. */
export type ConvocationTexts = Readonly<z.infer<typeof mailTextsSchema>>;

/** A version as it was sent. */
export interface StoredConvocation {
  readonly version: number;
  readonly kind: ConvocationKind;
  readonly atMs: number;
  readonly snapshot: ConvocationSnapshot;
  readonly waiting: number;
  readonly sent: number;
  readonly refused: number;
  readonly refusedMembers: readonly string[];
}

/** Whom a version goes to: a subscriber, or a member of the body. */
export interface Recipient {
  readonly email: string;
  readonly lang: AlertLang;
  readonly subscriberId: string | null;
  readonly personId: string | null;
}

/** Writes a version with a mail for every recipient; mails of earlier versions that still wait are not sent any more. */
export async function insertConvocation(
  db: Db,
  sessionId: string,
  made: {
    version: number;
    kind: ConvocationKind;
    atMs: number;
    snapshot: ConvocationSnapshot;
    texts: ConvocationTexts;
    recipients: readonly Recipient[];
    newId: () => string;
  },
): Promise<void> {
  const { version, kind, atMs, snapshot, texts, recipients, newId } = made;
  await db
    .deleteFrom('convocation_mails')
    .where('session_id', '=', sessionId)
    .where('next_at', 'is not', null)
    .execute();
  await db
    .insertInto('convocations')
    .values({
      session_id: sessionId,
      version,
      kind,
      at: atMs,
      snapshot: JSON.stringify(snapshot),
      mails: JSON.stringify(texts),
    })
    .execute();
  for (const { email, lang, subscriberId, personId } of recipients) {
    const whose = { email, lang, subscriber_id: subscriberId, person_id: personId };
    await db
      .insertInto('convocation_mails')
      .values({ id: newId(), session_id: sessionId, version, ...whose, next_at: atMs })
      .onConflict((conflict) => conflict.columns(['session_id', 'version', 'email']).doNothing())
      .execute();
  }
}

/** The versions of a session's convocation, newest first. */
export async function listConvocations(db: Db, sessionId: string): Promise<StoredConvocation[]> {
  const rows = await db
    .selectFrom('convocations')
    .select(['version', 'kind', 'at', 'snapshot', 'sent', 'refused'])
    .where('session_id', '=', sessionId)
    .orderBy('version', 'desc')
    .execute();
  const mails = await db
    .selectFrom('convocation_mails')
    .leftJoin('people', 'people.id', 'convocation_mails.person_id')
    .select(['version', 'next_at', 'people.name'])
    .where('session_id', '=', sessionId)
    .execute();
  return rows.map((row) => {
    const own = mails.filter(({ version }) => version === row.version);
    return {
      version: row.version,
      kind: convocationKindSchema.parse(row.kind),
      atMs: row.at,
      snapshot: snapshotSchema.parse(JSON.parse(row.snapshot)),
      waiting: own.filter(({ next_at }) => next_at !== null).length,
      sent: row.sent,
      refused: row.refused,
      refusedMembers: own.flatMap(({ next_at, name }) => (next_at === null && name !== null ? [name] : [])),
    };
  });
}

/** A mail that waits, with its text. */
export interface WaitingMail extends Recipient {
  readonly id: string;
  readonly sessionId: string;
  readonly version: number;
  readonly tries: number;
  readonly subject: string;
  readonly text: string;
  readonly scheduledAtMs: number;
  readonly bodyName: string;
  /** Is the session still public? */
  readonly isPublic: boolean;
}

/** The mails that are due, the one that waits longest first. */
export async function listDueMails(db: Db, nowMs: number, limit: number): Promise<WaitingMail[]> {
  const rows = await db
    .selectFrom('convocation_mails as mail')
    .innerJoin('convocations', (join) =>
      join.onRef('convocations.session_id', '=', 'mail.session_id').onRef('convocations.version', '=', 'mail.version'),
    )
    .innerJoin('sessions', 'sessions.id', 'mail.session_id')
    .innerJoin('bodies', 'bodies.id', 'sessions.body_id')
    .select(['mail.id', 'mail.session_id', 'mail.version', 'mail.email', 'mail.lang', 'mail.subscriber_id'])
    .select([
      'mail.person_id',
      'mail.tries',
      'convocations.mails',
      'sessions.scheduled_at',
      'sessions.publication',
      'bodies.name',
    ])
    .where('mail.next_at', '<=', nowMs)
    .orderBy('mail.next_at')
    .orderBy('mail.id')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const lang = row.lang === 'en' ? 'en' : 'it';
    return {
      id: row.id,
      sessionId: row.session_id,
      version: row.version,
      email: row.email,
      lang,
      subscriberId: row.subscriber_id,
      personId: row.person_id,
      tries: row.tries,
      ...mailTextsSchema.parse(JSON.parse(row.mails))[lang],
      scheduledAtMs: row.scheduled_at,
      bodyName: row.name,
      isPublic: row.publication === 'published',
    };
  });
}

/** When the next mail is due; null when none waits. */
export async function findNextMailAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('convocation_mails')
    .select('next_at')
    .where('next_at', 'is not', null)
    .orderBy('next_at')
    .executeTakeFirst();
  return row?.next_at ?? null;
}

/** The mail server has taken it: the mail is gone and counted. */
export async function countMailSent(db: Db, mail: Pick<WaitingMail, 'id' | 'sessionId' | 'version'>): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction.deleteFrom('convocation_mails').where('id', '=', mail.id).execute();
    await count(transaction, mail, 'sent');
  });
}

/** It cannot be sent: counted, and the address forgotten; of a member the name stays, for the clerk. */
export async function countMailRefused(
  db: Db,
  mail: Pick<WaitingMail, 'id' | 'sessionId' | 'version' | 'personId'>,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    if (mail.personId === null) {
      await transaction.deleteFrom('convocation_mails').where('id', '=', mail.id).execute();
    } else {
      await transaction
        .updateTable('convocation_mails')
        .set({ next_at: null, email: mail.personId })
        .where('id', '=', mail.id)
        .execute();
    }
    await count(transaction, mail, 'refused');
  });
}

/** To be tried again at this instant. */
export async function putMailOff(db: Db, id: string, again: { tries: number; nextAtMs: number }): Promise<void> {
  await db
    .updateTable('convocation_mails')
    .set({ tries: again.tries, next_at: again.nextAtMs })
    .where('id', '=', id)
    .execute();
}

async function count(
  db: Db,
  version: Pick<WaitingMail, 'sessionId' | 'version'>,
  column: 'sent' | 'refused',
): Promise<void> {
  await db
    .updateTable('convocations')
    .set((is) => ({ [column]: is(column, '+', 1) }))
    .where('session_id', '=', version.sessionId)
    .where('version', '=', version.version)
    .execute();
}
