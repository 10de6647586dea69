// Every subject of the database on real SQLite: what is written is read back, and nothing public is lost.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as accounts from '../../../db/accounts.ts';
import { listAgendaItems, replaceAgenda } from '../../../db/agenda.ts';
import { listAudit, recordAudit } from '../../../db/audit.ts';
import { ensureBody, listBodies } from '../../../db/bodies.ts';
import * as chat from '../../../db/chat.ts';
import { findMark, insertMark, listMarks, removeMark } from '../../../db/marks.ts';
import * as sessions from '../../../db/sessions.ts';
import { ensureSetting } from '../../../db/settings.ts';
import * as signIns from '../../../db/sign-ins.ts';
import { insertTake, listTakes, sealTake } from '../../../db/takes.ts';
import { listCues, replaceTranscript } from '../../../db/transcripts.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.close());

async function addSession(id: string, scheduledAtMs = 1000, publication: 'private' | 'published' = 'published') {
  const body = await ensureBody(database.db, { id: 'b1', name: 'Consiglio comunale', type: null, createdAtMs: 1 });
  const fixed = { review: false, lang: 'it', keyVersion: 1, createdAtMs: 1 };
  const session = {
    id,
    bodyId: body.id,
    title: `Seduta ${id}`,
    scheduledAtMs,
    publication,
    streamKeyHash: `hash-${id}`,
    backupKeyHash: `backup-${id}`,
  };
  await sessions.insertSession(database.db, { ...session, ...fixed });
}
const item = (id: string, position: number) => ({
  id,
  parentId: null,
  position,
  number: String(position + 1),
  title: `Punto ${id}`,
  type: null,
});

describe('accounts and sign-ins', () => {
  const account = { id: 'a1', email: 'Clerk@Example.org', role: 'clerk', passwordHash: 'h', createdAtMs: 5 } as const;

  it('finds an account whatever the case of its address, and creates it once', async () => {
    expect(await accounts.insertAccount(database.db, account)).toBe('created');
    expect(await accounts.insertAccount(database.db, { ...account, id: 'a2' })).toBe('taken');
    expect(await accounts.findAccountByEmail(database.db, 'clerk@EXAMPLE.org')).toMatchObject({
      id: 'a1',
      role: 'clerk',
    });
    expect(await accounts.countAccounts(database.db)).toBe(1);
  });

  it('ends sign-ins when they expire and when they are ended', async () => {
    await accounts.insertAccount(database.db, account);
    const open = {
      accountId: 'a1',
      createdAtMs: 0,
      expiresAtMs: 100,
      lastSeenAtMs: 0,
      address: null,
      method: 'password' as const,
      agent: null,
    };
    await signIns.insertSignIn(database.db, { ...open, tokenHash: 't1' });
    await signIns.insertSignIn(database.db, { ...open, tokenHash: 't2' });
    expect((await signIns.findSignIn(database.db, 't1', 99))?.account.id).toBe('a1');
    expect(await signIns.findSignIn(database.db, 't1', 100)).toBeNull();
    await signIns.touchSignIn(database.db, 't1', { lastSeenAtMs: 90, expiresAtMs: 200 });
    await signIns.deleteExpiredSignIns(database.db, 150);
    expect(await signIns.findSignIn(database.db, 't2', 50)).toBeNull();
    await signIns.deleteSignIn(database.db, 't1');
    expect(await signIns.findSignIn(database.db, 't1', 150)).toBeNull();
  });

  it('lets a setup code be spent once, in time, and only the newest', async () => {
    await signIns.replaceSetupCode(database.db, { codeHash: 'old', createdAtMs: 0, expiresAtMs: 100 });
    await signIns.replaceSetupCode(database.db, { codeHash: 'new', createdAtMs: 0, expiresAtMs: 100 });
    expect(await signIns.spendSetupCode(database.db, 'old', 1)).toBe(false);
    expect(await signIns.spendSetupCode(database.db, 'new', 100)).toBe(false);
    expect(await signIns.spendSetupCode(database.db, 'new', 99)).toBe(true);
    expect(await signIns.spendSetupCode(database.db, 'new', 99)).toBe(false);
  });
});

describe('sessions', () => {
  it('are found by id and by the hash of their stream key', async () => {
    await addSession('s1');
    expect(await sessions.findSession(database.db, 's1')).toMatchObject({
      state: 'scheduled',
      bodyName: 'Consiglio comunale',
    });
    expect((await sessions.findSessionByStreamKeyHash(database.db, 'hash-s1'))?.id).toBe('s1');
    await sessions.replaceStreamKey(database.db, 's1', 'main', {
      keyVersion: 2,
      streamKeyHash: 'fresh',
      modifiedAtMs: 9,
    });
    expect(await sessions.findSessionByStreamKeyHash(database.db, 'hash-s1')).toBeNull();
  });

  it('keep the reason of a withheld session when only the state changes', async () => {
    await addSession('s1');
    const change = { state: 'live', publication: 'withheld', modifiedAtMs: 2 } as const;
    await sessions.changeSession(database.db, 's1', { ...change, withheldReason: 'perché sì', startedAtMs: 2 });
    await sessions.changeSession(database.db, 's1', { ...change, state: 'ended', endedAtMs: 3 });
    expect(await sessions.findSession(database.db, 's1')).toMatchObject({
      state: 'ended',
      withheldReason: 'perché sì',
      startedAtMs: 2,
      endedAtMs: 3,
    });
  });

  it('come page by page without gaps or repeats, also at the same instant', async () => {
    for (let index = 0; index < 7; index += 1) await addSession(`s${index}`, index < 4 ? 1000 : 2000 + index);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page += 1) {
      const filter = {
        unpublishedOf: [],
        order: 'newest',
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      } as const;
      const outcome = await sessions.listSessions(database.db, filter);
      if (!outcome.ok) throw new Error(outcome.refusal.detail);
      seen.push(...outcome.value.items.map((session) => session.id));
      if (outcome.value.nextCursor === null) break;
      cursor = outcome.value.nextCursor;
    }
    expect(seen).toEqual(['s6', 's5', 's4', 's3', 's2', 's1', 's0']);
  });

  it('refuse a cursor that nobody gave out or that belongs to another order', async () => {
    await addSession('s1', 1);
    await addSession('s2', 2);
    const list = { unpublishedOf: [], limit: 1 } as const;
    const first = await sessions.listSessions(database.db, { ...list, order: 'newest' });
    const cursor = first.ok ? (first.value.nextCursor ?? '') : '';
    for (const bad of ['', 'x', "' or 1=1 --", Buffer.from('[1,2,3]').toString('base64url')]) {
      const outcome = await sessions.listSessions(database.db, { ...list, order: 'newest', cursor: bad });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'bad-request' } });
    }
    expect((await sessions.listSessions(database.db, { ...list, order: 'oldest', cursor })).ok).toBe(false);
    expect((await sessions.listSessions(database.db, { ...list, order: 'newest', cursor })).ok).toBe(true);
  });

  it('are listed to the public only when published, and by state, body and date', async () => {
    await addSession('open', 1000);
    await addSession('secret', 2000, 'private');
    const list = async (filter: object) => {
      const outcome = await sessions.listSessions(database.db, {
        unpublishedOf: 'all',
        order: 'oldest',
        limit: 10,
        ...filter,
      });
      return outcome.ok ? outcome.value.items.map((session) => session.id) : [];
    };
    expect(await list({ unpublishedOf: [] })).toEqual(['open']);
    expect(await list({})).toEqual(['open', 'secret']);
    expect(await list({ states: ['live'] })).toEqual([]);
    expect(await list({ body: 'Consiglio comunale', fromMs: 1500 })).toEqual(['secret']);
    expect(await list({ toMs: 1000 })).toEqual(['open']);
  });
});

describe('agenda and marks', () => {
  it('keep what left the agenda out of sight, and bring it back under the same id', async () => {
    await addSession('s1');
    await replaceAgenda(database.db, 's1', [item('i1', 0), item('i2', 1)], 5);
    await insertMark(database.db, { id: 'm1', sessionId: 's1', agendaItemId: 'i2', atMs: 77, createdAtMs: 78 });
    await replaceAgenda(database.db, 's1', [item('i1', 0)], 6);
    expect((await listAgendaItems(database.db, 's1')).map((one) => one.id)).toEqual(['i1']);
    await replaceAgenda(database.db, 's1', [item('i2', 0), item('i1', 1)], 7);
    expect((await listAgendaItems(database.db, 's1')).map((one) => one.id)).toEqual(['i2', 'i1']);
    expect(await listMarks(database.db, 's1')).toEqual([{ id: 'm1', sessionId: 's1', agendaItemId: 'i2', atMs: 77 }]);
  });

  it('remove a mark once, without deleting it', async () => {
    await addSession('s1');
    await replaceAgenda(database.db, 's1', [item('i1', 0)], 5);
    await insertMark(database.db, { id: 'm1', sessionId: 's1', agendaItemId: 'i1', atMs: 77, createdAtMs: 78 });
    expect(await removeMark(database.db, 'm1', 80)).toBe(true);
    expect(await removeMark(database.db, 'm1', 81)).toBe(false);
    expect(await findMark(database.db, 'm1')).toBeNull();
    expect(await database.db.selectFrom('marks').select('removed_at').execute()).toEqual([{ removed_at: 80 }]);
  });

  it('takes a thousand items in one go', async () => {
    await addSession('s1');
    await replaceAgenda(
      database.db,
      's1',
      Array.from({ length: 1000 }, (_, index) => item(`i${index}`, index)),
      5,
    );
    expect((await sessions.findSession(database.db, 's1'))?.agendaItemCount).toBe(1000);
  });
});

describe('takes', () => {
  const seal = {
    takeId: 't1',
    sessionId: 's1',
    startedAtMs: 10,
    endedAtMs: 5010,
    durationSeconds: 5,
    endReason: 'finished',
    anchors: [{ atMs: 10, seconds: 0 }],
    files: [{ name: 'source.mp4', bytes: 3, sha256: 'aa', sha512: 'bb' }],
  };

  it('are open first and sealed for good afterwards', async () => {
    await addSession('s1');
    await insertTake(database.db, { takeId: 't1', sessionId: 's1', startedAtMs: 10 });
    expect(await listTakes(database.db, 's1')).toMatchObject([{ endedAtMs: null, sealed: false }]);
    await sealTake(database.db, seal);
    await sealTake(database.db, { ...seal, durationSeconds: 99, files: [] });
    await insertTake(database.db, { takeId: 't1', sessionId: 's1', startedAtMs: 10 });
    expect(await listTakes(database.db, 's1')).toEqual([expect.objectContaining({ ...seal, sealed: true })]);
  });

  it('are sealed also when a crash came before anybody noted their beginning', async () => {
    await addSession('s1');
    await sealTake(database.db, { ...seal, endReason: 'recovered' });
    expect(await listTakes(database.db, 's1')).toMatchObject([{ takeId: 't1', endReason: 'recovered', sealed: true }]);
  });
});

describe('chat, transcript and trail', () => {
  it('lists the newest messages in order and never a removed one', async () => {
    await addSession('s1');
    for (let index = 0; index < 5; index += 1) {
      const message = { id: `c${index}`, sessionId: 's1', displayName: 'Anna', text: `n. ${index}`, atMs: 10 };
      await chat.insertChatMessage(database.db, message);
    }
    expect(await chat.removeChatMessage(database.db, 'c3', { removedAtMs: 20, removedBy: 'a1' })).toBe(true);
    expect(await chat.removeChatMessage(database.db, 'c3', { removedAtMs: 21, removedBy: 'a2' })).toBe(false);
    const newest = await chat.listNewestChatMessages(database.db, 's1', 3);
    expect(newest.map((message) => message.id)).toEqual(['c1', 'c2', 'c4']);
    expect(await chat.findChatMessage(database.db, 'c3')).toMatchObject({ removed: true, text: 'n. 3' });
  });

  it('replaces a transcript and keeps the one before', async () => {
    await addSession('s1');
    const cues = Array.from({ length: 1200 }, (_, index) => ({
      startSeconds: index,
      endSeconds: index + 1,
      speaker: null,
      text: `parola ${index}`,
    }));
    const transcript = { sessionId: 's1', lang: 'it', source: 'uploaded', createdAtMs: 1 };
    await replaceTranscript(database.db, { ...transcript, id: 't1', cues });
    await replaceTranscript(database.db, { ...transcript, id: 't2', cues: cues.slice(0, 2), createdAtMs: 2 });
    expect(await listCues(database.db, 's1')).toEqual(cues.slice(0, 2));
    expect((await sessions.findSession(database.db, 's1'))?.transcriptId).toBe('t2');
    expect(await database.db.selectFrom('transcripts').select(['id', 'replaced_at']).orderBy('id').execute()).toEqual([
      { id: 't1', replaced_at: 2 },
      { id: 't2', replaced_at: null },
    ]);
  });

  it('keeps the trail with what was before and after', async () => {
    const entry = { accountId: null, actor: 'system', action: 'session.go-live', sessionId: 's1' };
    await recordAudit(database.db, {
      ...entry,
      id: 'e1',
      atMs: 1,
      before: { state: 'scheduled' },
      after: { state: 'live' },
    });
    await recordAudit(database.db, { ...entry, id: 'e2', atMs: 2, sessionId: null, reason: 'test' });
    expect((await listAudit(database.db, { limit: 5 })).map((one) => one.id)).toEqual(['e2', 'e1']);
    expect(await listAudit(database.db, { sessionId: 's1', limit: 5 })).toMatchObject([{ after: { state: 'live' } }]);
  });

  it('makes a secret once, whoever asks again', async () => {
    expect(await ensureSetting(database.db, 'secret', 'one')).toBe('one');
    expect(await ensureSetting(database.db, 'secret', 'two')).toBe('one');
  });

  it('creates a body once for its name', async () => {
    await addSession('s1');
    const again = await ensureBody(database.db, { id: 'b2', name: 'Consiglio comunale', type: null, createdAtMs: 2 });
    expect(again.id).toBe('b1');
    expect(await listBodies(database.db)).toHaveLength(1);
  });
});
