// The process dies between every two steps of closing the doors: shut → commit → cut → confirm → broadcast. It is always
// dark afterwards, also after the next start. A death is played by a step that never comes back.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findSession } from '../../../db/sessions.ts';
import { createSession } from '../../../server/usecases/create-session.ts';
import { createHouse, type House } from '../../../server/usecases/house.ts';
import { resumeAfterStart } from '../../../server/usecases/resume-after-start.ts';
import { runCommand } from '../../../server/usecases/run-command.ts';
import { createFakeLiveEngine, type FakeLiveEngine } from '../../support/fake-live-engine.ts';
import { clerk, createTestHouse, type TestHouse } from '../../support/test-house.ts';
import { waitFor } from '../../support/wait-for.ts';

let test: TestHouse;
let id: string;

beforeEach(async () => {
  test = await createTestHouse();
  const made = await createSession(test.house, clerk, {
    title: 'Consiglio comunale',
    scheduledAt: '2026-11-27T17:00:00Z',
    publication: 'published',
    review: false,
    agenda: [],
  });
  if (!made.ok) throw new Error(made.refusal.detail);
  id = made.value.id;
  await runCommand(test.house, clerk, id, { command: 'go-live' });
});

afterEach(() => test.close());

const never = (): Promise<void> => new Promise(() => undefined);

/** The next start of the server on the same database, with live media that knows nothing of before. */
async function startAgain(): Promise<{ house: House; live: FakeLiveEngine }> {
  const live = createFakeLiveEngine();
  const house = createHouse({ ...test.house, live });
  await resumeAfterStart(house);
  return { house, live };
}

async function stateNow(): Promise<string | undefined> {
  return (await findSession(test.house.db, id))?.state;
}

/** Gives the command and dies when live media is asked to cut, before or after it has done so. */
async function closeAndDie(afterCut: boolean): Promise<void> {
  test.live.beforeEach = async (call) => {
    if (!call.startsWith('cutOffAir')) return;
    if (afterCut) test.live.onAir.delete(id);
    test.live.calls.push('died');
    await never();
  };
  void runCommand(test.house, clerk, id, { command: 'close-doors' });
  await waitFor(() => test.live.calls.includes('died'), { describe: 'the process dies' });
}

/** The same house, but this is what becomes of every transaction. */
function houseThatCommits(execute: () => Promise<never>): House {
  const db = new Proxy(test.house.db, {
    get(real, name) {
      if (name === 'transaction') return () => ({ execute });
      const value: unknown = Reflect.get(real, name);
      return typeof value === 'function' ? (value.bind(real) as unknown) : value;
    },
  });
  return createHouse({ ...test.house, db });
}

async function expectDarkAfterStart(): Promise<void> {
  expect(await stateNow()).toBe('closed');
  const { live } = await startAgain();
  expect(live.onAir.has(id)).toBe(false);
  expect(live.calls).not.toContainEqual(expect.stringMatching(/^goOnAir/));
  expect(live.calls).toContain(`cutOffAir ${id}`);
}

describe('closing the doors', () => {
  it('is dark at the next start when the process dies after the commit, before media is cut', async () => {
    await closeAndDie(false);
    await expectDarkAfterStart();
  });

  it('is dark when it dies after the cut, before that is confirmed and told', async () => {
    const told = test.told.length;
    await closeAndDie(true);
    expect(test.told).toHaveLength(told);
    await expectDarkAfterStart();
  });

  it('is dark when it dies after it was told, and when it dies in the next start', async () => {
    await runCommand(test.house, clerk, id, { command: 'close-doors' });
    await expectDarkAfterStart();
    await expectDarkAfterStart();
  });

  it('has taken nothing since the command when the process dies before the commit, and goes on: nobody was told', async () => {
    let isCommitting = false;
    const house = houseThatCommits(() => ((isCommitting = true), new Promise<never>(() => undefined)));
    void runCommand(house, clerk, id, { command: 'close-doors' });
    await waitFor(() => isCommitting, { describe: 'the process dies' });
    expect(test.live.onAir.has(id)).toBe(false);
    expect(test.told).toHaveLength(1);
    expect(await stateNow()).toBe('live');
    const { live } = await startAgain();
    expect(live.onAir.has(id)).toBe(true);
  });

  it('is on air again when it could not be written down', async () => {
    const house = houseThatCommits(() => Promise.reject(new Error('the disk is full')));
    await expect(runCommand(house, clerk, id, { command: 'close-doors' })).rejects.toThrow('the disk is full');
    expect(test.live.calls.at(-1)).toBe(`goOnAir ${id}`);
    expect(await stateNow()).toBe('live');
  });

  it.each(['close-doors', 'recess', 'adjourn'] as const)(
    '%s stands at an instant after which nothing was taken',
    async (command) => {
      test.setNow(2_000_000);
      const { shutGate } = test.live;
      test.live.shutGate = (sessionId) => {
        shutGate(sessionId);
        test.setNow(2_000_500);
      };
      const answer = await runCommand(test.house, clerk, id, { command });
      expect(answer).toMatchObject({ ok: true, value: { at: new Date(2_000_500).toISOString() } });
    },
  );

  it('says that it is not confirmed when media cannot be cut, and stays closed', async () => {
    test.live.beforeEach = (call) => {
      if (call.startsWith('cutOffAir')) throw new Error('a take still goes on');
    };
    const answer = await runCommand(test.house, clerk, id, { command: 'close-doors' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'unavailable' } });
    expect(test.told.at(-1)?.name).toBe('session:changed');
    await expectDarkAfterStart();
  });
});

describe('opening the doors', () => {
  it('stays dark for the whole guard when the process dies right after it', async () => {
    await runCommand(test.house, clerk, id, { command: 'close-doors' });
    test.setNow(5_000_000);
    await runCommand(test.house, clerk, id, { command: 'open-doors' });
    const { live } = await startAgain();
    expect(live.calls).toContain(`goOnAir ${id} not before 5002000`);
  });
});
