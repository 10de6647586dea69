// A rehearsal with a clock of its own: it takes a minute, is kept with who did it, and ends when the session goes on air.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedReport } from '../../../media/ingest/feed-report.ts';
import { silentReport } from '../../../media/ingest/feed-report.ts';
import type { Rehearsal } from '../../../server/contract/rehearsal.ts';
import { createSession } from '../../../server/usecases/create-session.ts';
import { startRehearsal } from '../../../server/usecases/rehearse.ts';
import { runCommand } from '../../../server/usecases/run-command.ts';
import { showRehearsal } from '../../../server/usecases/show-rehearsal.ts';
import { clerk, createTestHouse, nobody, type TestHouse } from '../../support/test-house.ts';
import { waitFor } from '../../support/wait-for.ts';

const beganMs = Date.parse('2026-11-28T17:00:00Z');
const goodReport: FeedReport = {
  ...silentReport,
  status: 'receiving',
  kind: 'test',
  videoCodec: 'h264',
  audioCodec: 'aac',
  width: 1280,
  height: 720,
  framesPerSecond: 25,
  kilobitsPerSecond: 2000,
  keyframeIntervalSeconds: 2,
  soundDriftMs: 3,
  audioLevel: { peak: -6, rms: -20 },
};

let stage: TestHouse;
let waiting: (() => void)[];
let nowMs: number;
let id: string;

beforeEach(async () => {
  waiting = [];
  stage = await createTestHouse({
    schedule: (_delayMs, run) => {
      waiting.push(run);
      return () => undefined;
    },
  });
  stage.setNow((nowMs = beganMs));
  const made = await createSession(stage.house, clerk, {
    title: 'Seduta',
    scheduledAt: '2026-11-28T18:00:00Z',
    publication: 'published',
    review: false,
  } as Parameters<typeof createSession>[2]);
  if (!made.ok) throw new Error(made.refusal.detail);
  id = made.value.id;
  stage.live.reports.set(id, goodReport);
});
afterEach(() => stage.close());

/** Lets a second go by; until it has been looked at. */
async function second(): Promise<void> {
  stage.setNow((nowMs += 1000));
  const isLast = nowMs - beganMs >= 60_000;
  waiting.shift()?.();
  const isOver = (): boolean => !stage.house.rehearsals.running.has(id);
  await waitFor(() => (isLast ? isOver() : waiting.length === 1 || isOver()), { describe: 'a look' });
}

async function view(): Promise<Rehearsal> {
  const shown = await showRehearsal(stage.house, clerk, id);
  if (!shown.ok) throw new Error(shown.refusal.detail);
  return shown.value;
}

async function warningsOnAir(): Promise<string[]> {
  const answer = await runCommand(stage.house, clerk, id, { command: 'go-live' });
  return answer.ok ? answer.value.warnings.map((warning) => warning.code) : [answer.refusal.code];
}

describe('a rehearsal', () => {
  it('takes a minute, passes on every point, and is kept with who did it', async () => {
    expect(await startRehearsal(stage.house, clerk, id)).toMatchObject({ ok: true });
    for (let at = 0; at < 30; at += 1) await second();
    expect(await startRehearsal(stage.house, clerk, id)).toMatchObject({ value: { running: { seconds: 30 } } });
    for (let at = 0; at < 30; at += 1) await second();
    const { running, last } = await view();
    expect(running).toBeNull();
    expect(last).toMatchObject({ passed: true, by: 'clerk@example.org', startedAt: '2026-11-28T17:00:00.000Z' });
    expect(last?.points.filter((point) => !point.passed || point.detail !== null)).toEqual([]);
    expect(stage.live.calls.filter((call) => call === `keepPreview ${id} whole`)).toHaveLength(60);
    expect(await warningsOnAir()).toEqual(['no-legal-basis']);
  });

  it('says which point failed and what to do, and going on air warns of it', async () => {
    await startRehearsal(stage.house, clerk, id);
    for (let at = 0; at < 60; at += 1) {
      const problems = at === 20 ? [{ code: 'picture-black', fact: null } as const] : [];
      stage.live.reports.set(id, { ...goodReport, keyframeIntervalSeconds: 8, problems });
      await second();
    }
    const failed = (await view()).last?.points.filter((point) => !point.passed);
    expect(failed?.map((point) => [point.point, point.fact])).toEqual([
      ['keyframes', '8.0 s'],
      ['black', null],
    ]);
    expect(failed?.[0]?.detail).toContain('2 s');
    expect(await warningsOnAir()).toEqual(['not-rehearsed', 'no-legal-basis']);
  });

  it('ends without a result when the session goes on air', async () => {
    await startRehearsal(stage.house, clerk, id);
    await second();
    await runCommand(stage.house, clerk, id, { command: 'go-live' });
    await second();
    expect(await view()).toEqual({ running: null, last: null });
    expect(waiting).toEqual([]);
  });

  it('needs a feed, a session that is not on air, and staff', async () => {
    stage.live.reports.set(id, silentReport);
    expect(await startRehearsal(stage.house, clerk, id)).toMatchObject({ refusal: { code: 'no-feed' } });
    expect(await startRehearsal(stage.house, nobody, id)).toMatchObject({ refusal: { code: 'not-signed-in' } });
    stage.live.reports.set(id, goodReport);
    await runCommand(stage.house, clerk, id, { command: 'go-live' });
    await runCommand(stage.house, clerk, id, { command: 'close-doors' });
    expect(await startRehearsal(stage.house, clerk, id)).toMatchObject({ refusal: { code: 'command-not-allowed' } });
  });
});
