// AMF0 read back as written, and refused when it is hostile.
import { describe, expect, it } from '@jest/globals';
import type { AmfValue } from '../../../media/ingest/rtmp/amf0-reader.ts';
import { readAmf0, readLeadingText } from '../../../media/ingest/rtmp/amf0-reader.ts';
import { amfObject, writeAmf0 } from '../../../media/ingest/rtmp/amf0-writer.ts';
import { ProtocolViolation } from '../../../media/ingest/rtmp/protocol-violation.ts';

function nested(levels: number): AmfValue {
  let value: AmfValue = null;
  for (let level = 0; level < levels; level += 1) value = amfObject({ a: value });
  return value;
}

describe('AMF0', () => {
  it('reads back every kind of value it writes', () => {
    const values: AmfValue[] = [
      'connect',
      1.5,
      true,
      false,
      null,
      undefined,
      amfObject({ app: 'live', n: 1 }),
      ['a', 2],
    ];
    expect(readAmf0(writeAmf0(...values))).toEqual(values);
  });

  it('reads an ECMA array whose end marker the encoder left out', () => {
    const bytes = Buffer.from([0x08, 0, 0, 0, 9, 0, 1, 0x61, 0x01, 1]);
    expect(readAmf0(bytes)).toEqual([new Map([['a', true]])]);
  });

  it('keeps a property called __proto__ away from prototypes', () => {
    const [value] = readAmf0(writeAmf0(amfObject({ ['__proto__']: 'x' })));
    expect(value).toBeInstanceOf(Map);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('reads dates, long strings, typed objects and references', () => {
    const date = Buffer.concat([Buffer.from([0x0b]), Buffer.alloc(10)]);
    const typed = Buffer.from([0x10, 0, 1, 0x41, 0, 1, 0x62, 0x05, 0, 0, 9]);
    const long = Buffer.from([0x0c, 0, 0, 0, 2, 0x68, 0x69]);
    const values = readAmf0(Buffer.concat([date, typed, long, Buffer.from([0x07, 0, 1])]));
    expect(values).toEqual([0, new Map([['b', null]]), 'hi', undefined]);
  });

  it.each([
    ['nested too deeply', writeAmf0(nested(17))],
    ['nested 60,000 deep', Buffer.alloc(60_000 * 4, Buffer.from([0x03, 0, 1, 0x61]))],
    ['a list of four thousand million', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x05, 0x05])],
    ['too many properties', writeAmf0(Array.from({ length: 1_001 }, () => null))],
    ['a string longer than allowed', Buffer.concat([Buffer.from([0x0c, 0, 1, 0, 1]), Buffer.alloc(65_537)])],
    ['a number cut off', Buffer.from([0x00, 1, 2])],
    ['a string cut off', Buffer.from([0x02, 0, 9, 0x61])],
    ['an unknown type', Buffer.from([0x11])],
  ])('refuses %s', (_, bytes) => {
    expect(() => readAmf0(bytes)).toThrow(ProtocolViolation);
  });

  it('reads as many levels as it allows', () => {
    expect(readAmf0(writeAmf0(nested(16)))).toHaveLength(1);
  });

  it('hands back the bytes behind a leading string', () => {
    const leading = readLeadingText(Buffer.concat([writeAmf0('@setDataFrame'), Buffer.from([1, 2])]));
    expect(leading).toEqual({ text: '@setDataFrame', rest: Buffer.from([1, 2]) });
    expect(readLeadingText(Buffer.from([0x05]))).toBeNull();
  });
});
