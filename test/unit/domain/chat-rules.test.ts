// What a chat message may look like and how fast anyone may write.
import { describe, expect, it } from '@jest/globals';
import { sessionStates } from '../../../server/contract/sessions.ts';
import {
  addressLimit,
  cleanChatContent,
  connectionLimit,
  fullBucket,
  isBucketFull,
  isChatOpen,
  spendToken,
} from '../../../server/domain/chat-rules.ts';

const clean = (text: string, displayName?: string) => cleanChatContent({ text, displayName }, 'Ospite');

describe('a chat message', () => {
  it('gets the default name when none is given', () => {
    expect(clean('Buonasera', '  ')).toEqual({ ok: true, value: { displayName: 'Ospite', text: 'Buonasera' } });
  });

  it('loses control characters and marks that turn the reading direction around', () => {
    const outcome = clean('uno\u202Edue\u0000\u2066tre\u200B', 'Anna\u202E\n Maria');
    expect(outcome).toEqual({ ok: true, value: { displayName: 'Anna Maria', text: 'unoduetre' } });
  });

  it('keeps emoji that are joined from several', () => {
    expect(clean('👩‍⚖️ ok')).toMatchObject({ value: { text: '👩‍⚖️ ok' } });
  });

  it('is refused when nothing visible is left', () => {
    expect(clean(' \u202E\u0007 ')).toMatchObject({ ok: false, refusal: { code: 'invalid-input' } });
  });

  it('has at most 500 characters, counted as people count', () => {
    expect(clean('😀'.repeat(500)).ok).toBe(true);
    expect(clean('a'.repeat(501)).ok).toBe(false);
  });

  it('has a name of at most 40 characters', () => {
    expect(clean('ciao', 'n'.repeat(40)).ok).toBe(true);
    expect(clean('ciao', 'n'.repeat(41)).ok).toBe(false);
  });

  it('is taken only while the session is live', () => {
    expect(sessionStates.filter(isChatOpen)).toEqual(['live']);
  });
});

describe('the pace of writing', () => {
  function spendMany(count: number, limit: typeof connectionLimit, stepMs: number): number {
    let bucket = fullBucket(limit, 0);
    let allowed = 0;
    for (let index = 0; index < count; index += 1) {
      const spent = spendToken(bucket, limit, index * stepMs);
      bucket = spent.bucket;
      if (spent.allowed) allowed += 1;
    }
    return allowed;
  }

  it('lets a connection send five at once and then says how long to wait', () => {
    let bucket = fullBucket(connectionLimit, 0);
    for (let index = 0; index < 5; index += 1) bucket = spendToken(bucket, connectionLimit, 0).bucket;
    expect(spendToken(bucket, connectionLimit, 250)).toMatchObject({ allowed: false, retryAfterMs: 750 });
    expect(spendToken(bucket, connectionLimit, 1000)).toMatchObject({ allowed: true });
  });

  it('lets a connection go on at one a second', () => {
    expect(spendMany(65, connectionLimit, 1000)).toBe(65);
    expect(spendMany(100, connectionLimit, 100)).toBe(5 + 9);
  });

  it('lets an address send two hundred at once and fifty a second', () => {
    expect(spendMany(1000, addressLimit, 0)).toBe(200);
    expect(spendMany(500, addressLimit, 20)).toBe(500);
  });

  it('does not stop when the clock is set back', () => {
    const bucket = { tokens: 0, atMs: 60_000 };
    const first = spendToken(bucket, connectionLimit, 0);
    expect(first.allowed).toBe(false);
    expect(spendToken(first.bucket, connectionLimit, 1000).allowed).toBe(true);
  });

  it('forgets a bucket only when it is full again', () => {
    expect(isBucketFull({ tokens: 3, atMs: 0 }, connectionLimit, 1999)).toBe(false);
    expect(isBucketFull({ tokens: 3, atMs: 0 }, connectionLimit, 2000)).toBe(true);
  });
});
