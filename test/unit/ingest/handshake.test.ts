// The handshake, whole, in pieces, and with something that is no RTMP.
import { describe, expect, it } from '@jest/globals';
import { createHandshake } from '../../../media/ingest/rtmp/handshake.ts';

const filler = Buffer.alloc(1_536, 0xee);
const hello = Buffer.concat([Buffer.from([3]), Buffer.alloc(1_536, 0x11)]);
const echo = Buffer.alloc(1_536, 0x22);

describe('handshake', () => {
  it('answers version 3, its own packet and an echo, and hands on what follows', () => {
    const take = createHandshake(filler);
    const step = take(Buffer.concat([hello, echo, Buffer.from('rest')]));
    expect(step.answer).toHaveLength(1 + 2 * 1_536);
    expect(step.answer?.[0]).toBe(3);
    expect(step.answer?.subarray(1 + 1_536)).toEqual(hello.subarray(1));
    expect(step.rest?.toString()).toBe('rest');
  });

  it('answers once, when the client has said enough, also byte by byte', () => {
    const take = createHandshake(filler);
    const steps = [...hello, ...echo].map((byte) => take(Buffer.from([byte])));
    expect(steps.filter(({ answer }) => answer !== null)).toEqual([steps[1_536]]);
    expect(steps.findIndex(({ rest }) => rest !== null)).toBe(2 * 1_536);
  });

  it.each([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n')],
    ['TLS', Buffer.from([0x16, 3, 1])],
    ['encrypted RTMP', Buffer.from([6])],
  ])('refuses %s at its first byte', (_, bytes) => {
    expect(() => createHandshake(filler)(bytes)).toThrow('not an RTMP handshake');
  });
});
