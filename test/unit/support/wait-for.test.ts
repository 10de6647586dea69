// Waiting for facts: at once when true, in words when not.
import { describe, expect, it } from '@jest/globals';
import { waitFor } from '../../support/wait-for.ts';

describe('waiting for a fact', () => {
  it('returns what the fact answered', async () => {
    let looks = 0;
    await expect(waitFor(() => (looks += 1) > 2 && `look ${looks}`, { describe: 'three looks' })).resolves.toBe(
      'look 3',
    );
  });

  it('takes an error for "not yet" and keeps it as the cause', async () => {
    const broken = new Error('refused');
    const waiting = waitFor(() => Promise.reject(broken), { describe: 'the server answers', deadlineMs: 1 });
    await expect(waiting).rejects.toMatchObject({
      message: 'not true within 1 ms: the server answers',
      cause: broken,
    });
  });

  it('ends with the signal', async () => {
    const end = new AbortController();
    const waiting = waitFor(() => false, { describe: 'nothing', signal: end.signal });
    end.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});
