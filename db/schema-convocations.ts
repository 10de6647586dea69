// The tables of convocations by mail as Kysely sees them; the rules of schema.ts hold here too.
import type { Generated } from 'kysely';

/** Somebody who wants the convocations of a body: the address, when it was confirmed, and nothing else of the person. */
interface ConvocationSubscribersTable {
  id: string;
  confirm_hash: string;
  leave_hash: string;
  body_id: string;
  email: string;
  lang: string;
  confirmed_at: number | null;
  /** When an address that nobody confirmed is deleted; null once it is confirmed. */
  forget_at: number | null;
}

/** One version of the convocation of a session, as it was sent. */
interface ConvocationsTable {
  session_id: string;
  version: number;
  kind: string;
  at: number;
  /** JSON: what was said, to tell what has changed since. */
  snapshot: string;
  /** JSON: language → subject and text. */
  mails: string;
  sent: Generated<number>;
  refused: Generated<number>;
}

/** A mail that waits; it is deleted when the mail server has taken it. `next_at` null: refused for good. */
interface ConvocationMailsTable {
  id: string;
  session_id: string;
  version: number;
  email: string;
  lang: string;
  subscriber_id: string | null;
  person_id: string | null;
  tries: Generated<number>;
  next_at: number | null;
}

/** Subscribers, versions and the queue. */
export interface ConvocationTables {
  convocation_subscribers: ConvocationSubscribersTable;
  convocations: ConvocationsTable;
  convocation_mails: ConvocationMailsTable;
}
