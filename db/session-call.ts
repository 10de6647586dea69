// What a session is called, when and where it is held, and how it was convened.
import type { Db } from './open.ts';
import { indexSession } from './search/index-session.ts';

/** Everything that staff say of a session as a whole. Instants are ms since the epoch. */
export interface SessionCall {
  readonly title: string;
  readonly scheduledAtMs: number;
  readonly place: string | null;
  readonly call: 1 | 2;
  readonly secondCallAtMs: number | null;
  readonly convocation: string | null;
}

/** Writes it, and makes the session findable by its new name. */
export async function describeSession(db: Db, id: string, call: SessionCall, modifiedAtMs: number): Promise<void> {
  await db
    .updateTable('sessions')
    .set({
      title: call.title,
      scheduled_at: call.scheduledAtMs,
      place: call.place,
      call: call.call,
      second_call_at: call.secondCallAtMs,
      convocation: call.convocation,
      modified_at: modifiedAtMs,
    })
    .where('id', '=', id)
    .execute();
  await indexSession(db, id);
}
