// The disk fills up and is emptied again: what is told, what is given up, and when the reserve is spent and made anew.
import { describe, expect, it } from '@jest/globals';
import { DiskGuard } from '../../../media/guardian/disk-guard.ts';

const rate = 1_000_000;
const hour = 3600 * rate;
const reserveBytes = 100_000_000;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function stage(receiving = true) {
  const verdicts: string[] = [];
  const allocated: string[] = [];
  let free: number | Error = 100 * hour;
  let scheduled = 0;
  const guard = new DiskGuard({
    folder: '/nowhere-to-be-found',
    disk: {
      freeBytes: () => (free instanceof Error ? Promise.reject(free) : Promise.resolve(free)),
      allocate: (path) => Promise.resolve(allocated.push(path) > 0),
    },
    reserveBytes,
    bytesPerSecond: () => (receiving ? rate : null),
    onVerdict: (verdict) => void verdicts.push(verdict),
    schedule: () => {
      scheduled += 1;
      return () => undefined;
    },
    log: quiet,
  });
  return {
    guard,
    verdicts,
    allocated,
    looks: () => scheduled,
    async lookAt(bytes: number | Error) {
      free = bytes;
      await guard.look();
    },
  };
}

describe('the disk guard', () => {
  it('warns with the hours that are left, spares, alarms, and is calm again after room was made', async () => {
    const { guard, verdicts, lookAt } = stage();
    await lookAt(10 * hour);
    expect(guard.problem()).toBeNull();
    await lookAt(7 * hour);
    expect(guard.problem()).toEqual({ code: 'disk-filling', fact: '7.0' });
    await lookAt(hour / 4);
    await lookAt(1_000_000);
    expect(guard.problem()?.code).toBe('disk-full');
    await lookAt(10 * hour);
    expect(verdicts).toEqual(['filling', 'scarce', 'full', 'roomy']);
  });

  it('does not take its own given-up reserve for room', async () => {
    const { guard, lookAt } = stage();
    await lookAt(10 * hour);
    await lookAt(1_000_000);
    await lookAt(reserveBytes + 1_000_000);
    expect(guard.verdict).toBe('full');
  });

  it('keeps a reserve while something is received, and makes it anew when there is room again', async () => {
    const { allocated, lookAt } = stage();
    await lookAt(10 * hour);
    await lookAt(10 * hour);
    expect(allocated).toHaveLength(1);
    await lookAt(1_000_000);
    await lookAt(10 * hour);
    expect(allocated).toHaveLength(2);
    const idle = stage(false);
    await idle.lookAt(100 * hour);
    expect(idle.allocated).toHaveLength(0);
  });

  it('looks again when the disk could not be asked', async () => {
    const { guard, looks, lookAt } = stage();
    await lookAt(new Error('no such device'));
    expect(guard.verdict).toBe('roomy');
    expect(looks()).toBe(1);
  });
});
