// The order in which a command takes effect: kept first, then media, then the pages - also when something fails in between.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listAudit } from '../../../db/audit.ts';
import { findSession } from '../../../db/sessions.ts';
import type { Command, CommandResult } from '../../../server/contract/sessions.ts';
import { admitFeed } from '../../../server/usecases/admit-feed.ts';
import { createSession } from '../../../server/usecases/create-session.ts';
import { resumeAfterStart } from '../../../server/usecases/resume-after-start.ts';
import { giveBackupKeys } from '../../../server/usecases/give-backup-keys.ts';
import { rotateStreamKey } from '../../../server/usecases/rotate-stream-key.ts';
import { runCommand } from '../../../server/usecases/run-command.ts';
import { showFeed } from '../../../server/usecases/show-feed.ts';
import { clerk, createTestHouse, nobody } from '../../support/test-house.ts';
import type { TestHouse } from '../../support/test-house.ts';

let test: TestHouse;
beforeEach(async () => {
  test = await createTestHouse();
  test.setNow(1_000_000);
});
afterEach(() => test.close());

async function create(): Promise<string> {
  const input = { title: 'Seduta', scheduledAt: '2026-11-22T18:30:00.000Z' };
  const created = await createSession(test.house, clerk, input);
  if (!created.ok) throw new Error(created.refusal.detail);
  test.live.calls.length = 0;
  return created.value.id;
}

async function run(id: string, command: Command): Promise<CommandResult> {
  const outcome = await runCommand(test.house, clerk, id, {
    command,
    ...(command === 'withhold' ? { reason: 'x' } : {}),
  });
  if (!outcome.ok) throw new Error(`${command}: ${outcome.refusal.code}`);
  return outcome.value;
}

describe('a command', () => {
  it('is kept before media is told, and the pages hear of it last', async () => {
    const id = await create();
    const order: string[] = [];
    test.live.beforeEach = async (call) => {
      const session = await findSession(test.house.db, id);
      order.push(`${call.split(' ')[0]} with ${session?.state} kept, ${test.told.length} told`);
    };
    await run(id, 'go-live');
    await run(id, 'close-doors');
    expect(order).toEqual([
      'openSession with live kept, 0 told',
      'goOnAir with live kept, 0 told',
      'cutOffAir with closed kept, 1 told',
    ]);
    expect(test.told.map((event) => event.name)).toEqual(['session:changed', 'session:changed']);
  });

  it('asks media for exactly what each one means', async () => {
    const id = await create();
    for (const command of ['go-live', 'recess', 'resume', 'close-doors', 'open-doors', 'adjourn', 'reopen'] as const) {
      await run(id, command);
    }
    expect(test.live.calls.map((call) => call.replace(` ${id}`, ''))).toEqual([
      ...['openSession', 'goOnAir', 'shutGate', 'goOffAir', 'openSession', 'goOnAir', 'shutGate', 'cutOffAir'],
      ...['openSession', 'goOnAir not before 1002000', 'shutGate', 'endSession'],
      ...['shutGate', 'openSession', 'goOffAir'],
    ]);
  });

  it('keeps and shows what is said of a recess, changes it when it is given again, and forgets it afterwards', async () => {
    const id = await create();
    test.setNow(Date.parse('2026-11-22T20:00:00.000Z'));
    await run(id, 'go-live');
    const say = (said: { reason?: string; expectedAt?: string | null }) =>
      runCommand(test.house, clerk, id, { command: 'recess', ...said });
    await say({ reason: 'Riunione dei capigruppo', expectedAt: '2026-11-22T20:30:00.000Z' });
    const notice = async () => (await findSession(test.house.db, id))?.recess;
    expect(await notice()).toEqual({ reason: 'Riunione dei capigruppo', expectedAtMs: 1_795_379_400_000 });
    expect(test.live.slates.at(-1)).toEqual({
      headline: 'Seduta sospesa fino alle 21:30 circa',
      subline: 'The session is in recess until about 21:30',
      detail: 'Riunione dei capigruppo',
    });
    expect(await say({ expectedAt: '2026-11-22T20:30:00.000Z' })).toMatchObject({ value: { changed: false } });
    expect(await say({ expectedAt: '2026-11-23T08:00:00.000Z' })).toMatchObject({ value: { changed: true } });
    expect(test.live.slates.at(-1)?.headline).toBe('Seduta sospesa fino a lunedì 23 novembre, ore 09:00 circa');
    expect(test.told.filter(({ name }) => name === 'session:changed')).toHaveLength(3);
    await run(id, 'resume');
    expect(await notice()).toEqual({ reason: null, expectedAtMs: null });
  });

  it('says the recess in place of the closed doors', async () => {
    const id = await create();
    for (const command of ['go-live', 'close-doors', 'recess'] as const) await run(id, command);
    expect(test.live.slates.map(({ headline }) => headline)).toEqual([
      'Seduta a porte chiuse, come prevede la legge',
      'Seduta sospesa',
    ]);
  });

  it('leaves a trail of who did it', async () => {
    const id = await create();
    await run(id, 'go-live');
    await run(id, 'withhold');
    const trail = await listAudit(test.house.db, { sessionId: id, limit: 10 });
    const withheld = trail.find((entry) => entry.action === 'session.withhold');
    expect(withheld).toMatchObject({ actor: 'clerk@example.org', reason: 'x', after: { publication: 'withheld' } });
    expect(trail.map((entry) => entry.action).sort()).toEqual([
      'session.created',
      'session.go-live',
      'session.withhold',
    ]);
  });

  it('waits for the one before it in the same session, not for those of another', async () => {
    const [one, other] = [await create(), await create()];
    const { promise: gate, resolve: open } = withResolvers();
    test.live.beforeEach = (call) => (call === `goOnAir ${one}` ? gate : undefined);
    const first = run(one, 'go-live');
    const second = run(one, 'close-doors');
    await run(other, 'go-live');
    expect(test.live.calls).not.toContain(`cutOffAir ${one}`);
    open();
    expect((await first).state).toBe('live');
    expect((await second).state).toBe('closed');
  });

  it('stays kept when media fails, says so, and heals when it is given again', async () => {
    const id = await create();
    await run(id, 'go-live');
    test.live.beforeEach = () => {
      throw new Error('ffmpeg is gone');
    };
    const failed = await runCommand(test.house, clerk, id, { command: 'close-doors' });
    expect(failed).toMatchObject({ ok: false, refusal: { code: 'unavailable' } });
    expect((await findSession(test.house.db, id))?.state).toBe('closed');
    expect(test.told.at(-1)).toMatchObject({ name: 'session:changed', data: { state: 'closed' } });
    test.live.beforeEach = () => undefined;
    test.live.calls.length = 0;
    expect(await run(id, 'close-doors')).toMatchObject({ state: 'closed', changed: false });
    expect(test.live.calls).toEqual([`cutOffAir ${id}`]);
    expect(test.log.lines.join('\n')).toContain('ffmpeg is gone');
  });

  it('given twice does not cut the dark guard short', async () => {
    const id = await create();
    for (const command of ['go-live', 'close-doors', 'open-doors'] as const) await run(id, command);
    test.live.onAir.delete(id);
    test.setNow(1_000_500);
    test.live.calls.length = 0;
    await run(id, 'open-doors');
    expect(test.live.calls).toEqual([`openSession ${id}`, `goOnAir ${id} not before 1002000`]);
  });

  it('is refused to the public before anything is looked up', async () => {
    const outcome = await runCommand(test.house, nobody, 'no-such-session', { command: 'go-live' });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'not-signed-in' } });
  });
});

describe('a start', () => {
  it('puts only what is positively live on air again; everything else stays dark', async () => {
    const ids: Record<string, string> = {};
    const histories: Record<string, Command[]> = {
      scheduled: [],
      live: ['go-live'],
      recess: ['go-live', 'recess'],
      closed: ['go-live', 'close-doors'],
      ended: ['go-live', 'adjourn'],
      cancelled: ['cancel'],
    };
    for (const [state, commands] of Object.entries(histories)) {
      const id = await create();
      ids[state] = id;
      for (const command of commands) await run(id, command);
    }
    test.live.calls.length = 0;
    test.setNow(2_000_000);
    await resumeAfterStart(test.house);
    expect(test.live.calls.filter((call) => call.startsWith('goOnAir'))).toEqual([`goOnAir ${ids['live']}`]);
    expect(
      test.live.calls
        .filter((call) => call.startsWith('openSession'))
        .map((call) => call.split(' ')[1])
        .sort(),
    ).toEqual([ids['scheduled'], ids['live'], ids['recess'], ids['closed']].sort());
  });

  it('keeps what is left of the dark guard after the doors were opened', async () => {
    const id = await create();
    for (const command of ['go-live', 'close-doors', 'open-doors'] as const) await run(id, command);
    test.house.darkUntil.clear();
    test.live.calls.length = 0;
    test.setNow(1_000_700);
    await resumeAfterStart(test.house);
    expect(test.live.calls).toEqual([`openSession ${id}`, `goOnAir ${id} not before 1002000`]);
  });
});

describe('an encoder', () => {
  async function keyOf(id: string): Promise<string> {
    const feed = await showFeed(test.house, clerk, id);
    return feed.ok ? feed.value.rtmp.streamKey : '';
  }

  it('is admitted by its key until the session has ended, and again when it is reopened', async () => {
    const id = await create();
    const key = await keyOf(id);
    expect(await admitFeed(test.house, key)).toEqual({ ok: true, value: { sessionId: id, isBackup: false } });
    for (const command of ['go-live', 'recess', 'close-doors'] as const) {
      await run(id, command);
      expect(await admitFeed(test.house, key)).toMatchObject({ ok: true });
    }
    await run(id, 'adjourn');
    expect(await admitFeed(test.house, key)).toMatchObject({ ok: false });
    await run(id, 'reopen');
    expect(await admitFeed(test.house, key)).toMatchObject({ ok: true });
  });

  it.each(['', 'wrong', 'a'.repeat(32), "' OR 1=1 --", 'x'.repeat(10_000)])(
    'is refused with the key %j',
    async (key) => {
      await create();
      const answer = await admitFeed(test.house, key);
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'wrong-credentials' } });
      if (key !== '') expect(JSON.stringify(answer)).not.toContain(`"${key}"`);
    },
  );

  it('is refused with a key that was changed', async () => {
    const id = await create();
    const old = await keyOf(id);
    await rotateStreamKey(test.house, clerk, id);
    expect(test.live.calls).toContain(`cutEncoders ${id} main`);
    expect(await admitFeed(test.house, old)).toMatchObject({ ok: false });
    expect(await admitFeed(test.house, await keyOf(id))).toMatchObject({ ok: true });
  });

  it('that stands by is admitted by the backup key, which changes by itself', async () => {
    const id = await create();
    const main = await keyOf(id);
    const backupKey = async (): Promise<string> => {
      const feed = await showFeed(test.house, clerk, id);
      return feed.ok ? feed.value.rtmp.backupKey : '';
    };
    const old = await backupKey();
    expect(await admitFeed(test.house, old)).toEqual({ ok: true, value: { sessionId: id, isBackup: true } });
    await rotateStreamKey(test.house, clerk, id, 'backup');
    expect(await admitFeed(test.house, old)).toMatchObject({ ok: false });
    expect(await admitFeed(test.house, await backupKey())).toMatchObject({ ok: true, value: { isBackup: true } });
    expect(await admitFeed(test.house, main)).toMatchObject({ ok: true, value: { isBackup: false } });
  });

  it('of a session from before there were backup keys gets one at the start of the server, once', async () => {
    const id = await create();
    await test.house.db
      .updateTable('sessions')
      .set({ backup_key_hash: null, backup_key_version: 0 })
      .where('id', '=', id)
      .execute();
    expect([await giveBackupKeys(test.house), await giveBackupKeys(test.house)]).toEqual([1, 0]);
    const feed = await showFeed(test.house, clerk, id);
    const key = feed.ok ? feed.value.rtmp.backupKey : '';
    expect(await admitFeed(test.house, key)).toEqual({ ok: true, value: { sessionId: id, isBackup: true } });
  });

  it('has its key nowhere in the database', async () => {
    const key = await keyOf(await create());
    const rows = await test.house.db.selectFrom('sessions').selectAll().execute();
    const trail = await listAudit(test.house.db, { limit: 100 });
    expect(JSON.stringify([rows, trail])).not.toContain(key);
  });
});

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = () => settle();
  });
  return { promise, resolve };
}
