// Where a mark may stand.
import { describe, expect, it } from '@jest/globals';
import { decideMark } from '../../../server/domain/mark-rules.ts';

const live = { state: 'live', startedAtMs: 1000, endedAtMs: null, nowMs: 60_000 } as const;
const ended = { state: 'ended', startedAtMs: 1000, endedAtMs: 90_000, nowMs: 500_000 } as const;

describe('a mark', () => {
  it('stands at the server’s instant when none is asked for', () => {
    expect(decideMark(live, null)).toEqual({ ok: true, value: 60_000 });
  });

  it('may be placed afterwards, inside the session', () => {
    expect(decideMark(ended, 45_000)).toEqual({ ok: true, value: 45_000 });
  });

  it('needs an instant once the session has ended', () => {
    expect(decideMark(ended, null)).toMatchObject({ ok: false, refusal: { code: 'mark-not-on-air' } });
  });

  it('is refused before the session began, after it ended and in the future', () => {
    expect(decideMark({ ...live, state: 'scheduled', startedAtMs: null }, null).ok).toBe(false);
    expect(decideMark(live, 999).ok).toBe(false);
    expect(decideMark(ended, 95_000).ok).toBe(false);
    expect(decideMark(live, 70_000).ok).toBe(false);
  });

  it('of a clock that is slightly ahead means now', () => {
    expect(decideMark(live, 61_500)).toEqual({ ok: true, value: 60_000 });
  });
});
