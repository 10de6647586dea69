// The supervisor against a hand-made thing and a hand-made clock.
import { describe, expect, it } from '@jest/globals';
import { cappedBackoff, createSupervisor } from '../../../media/ffmpeg/supervisor.ts';
import type { SupervisorState } from '../../../media/ffmpeg/supervisor.ts';

function fakeThing() {
  let settle: (exit: string) => void = () => undefined;
  const exited = new Promise<string>((resolve) => {
    settle = resolve;
  });
  return {
    exited,
    end: (exit: string) => settle(exit),
    kill: () => settle('cut'),
    finish: (_deadlineMs: number) => {
      settle('finished');
      return exited;
    },
  };
}

function supervised(options: { failStart?: () => boolean } = {}) {
  const things: ReturnType<typeof fakeThing>[] = [];
  const pauses: { delayMs: number; task: () => void; isCalledOff: boolean }[] = [];
  const states: SupervisorState[] = [];
  const clock = { nowMs: 0 };
  const supervisor = createSupervisor({
    start: () => {
      if (options.failStart?.() === true) throw new Error('no start');
      const thing = fakeThing();
      things.push(thing);
      return thing;
    },
    schedule: (delayMs, task) => {
      const pause = { delayMs, task, isCalledOff: false };
      pauses.push(pause);
      return () => {
        pause.isCalledOff = true;
      };
    },
    backoff: cappedBackoff(),
    nowMs: () => clock.nowMs,
    onState: (state) => states.push(state),
  });
  const failLast = async (): Promise<void> => {
    things.at(-1)?.end('failed');
    await Promise.resolve();
    await Promise.resolve();
  };
  return { supervisor, things, pauses, states, clock, failLast };
}

describe('the supervisor', () => {
  it('starts what is wanted, once', () => {
    const { supervisor, things } = supervised();
    supervisor.want();
    supervisor.want();
    expect(things).toHaveLength(1);
    expect(supervisor.state()).toEqual({ wanted: 'running', actual: 'running', starts: 1 });
  });

  it('starts again within half a second after the first failure', async () => {
    const { supervisor, pauses, things, failLast } = supervised();
    supervisor.want();
    await failLast();
    expect(supervisor.state().actual).toBe('waiting');
    expect(pauses[0]?.delayMs).toBeLessThanOrEqual(500);
    pauses[0]?.task();
    expect(things).toHaveLength(2);
  });

  it('waits longer after each failure, never longer than the cap, and anew after a calm run', async () => {
    const { supervisor, pauses, clock, failLast } = supervised();
    supervisor.want();
    for (let round = 0; round < 8; round += 1) {
      await failLast();
      pauses.at(-1)?.task();
    }
    expect(pauses.map((pause) => pause.delayMs)).toEqual([250, 500, 1000, 2000, 4000, 8000, 10000, 10000]);
    clock.nowMs += 60_000;
    await failLast();
    expect(pauses.at(-1)?.delayMs).toBe(250);
  });

  it('does not start again after it was told to finish or to cut', async () => {
    for (const stop of ['finish', 'cut'] as const) {
      const { supervisor, pauses } = supervised();
      supervisor.want();
      await (stop === 'finish' ? supervisor.finish(1000) : supervisor.cut());
      expect(pauses).toEqual([]);
      expect(supervisor.state()).toMatchObject({ wanted: 'stopped', actual: 'stopped' });
    }
  });

  it('gives up a pause when it is not wanted any more', async () => {
    const { supervisor, pauses, failLast } = supervised();
    supervisor.want();
    await failLast();
    await supervisor.cut();
    expect(pauses[0]?.isCalledOff).toBe(true);
    expect(supervisor.state().actual).toBe('stopped');
  });

  it('counts a start that throws as a failure and tries again', () => {
    let failing = true;
    const { supervisor, pauses } = supervised({ failStart: () => failing });
    supervisor.want();
    expect(supervisor.state()).toMatchObject({ wanted: 'running', actual: 'waiting' });
    failing = false;
    pauses[0]?.task();
    expect(supervisor.state()).toMatchObject({ actual: 'running', starts: 2 });
  });

  it('tells every change of state', async () => {
    const { supervisor, states } = supervised();
    supervisor.want();
    await supervisor.cut();
    expect(states.map(({ wanted, actual }) => `${wanted}/${actual}`)).toEqual([
      'running/running',
      'stopped/running',
      'stopped/stopped',
    ]);
  });
});
