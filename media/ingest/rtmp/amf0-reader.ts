// Reads AMF0 (Adobe, "Action Message Format AMF 0", 2007) with limits on depth, size and count. Knows no commands.
import { ProtocolViolation } from './protocol-violation.ts';

/** Objects, ECMA arrays and typed objects are maps, so that no name can touch a prototype. Dates are ms since the epoch. */
export type AmfValue = number | boolean | string | null | undefined | readonly AmfValue[] | AmfObject;
export type AmfObject = ReadonlyMap<string, AmfValue>;

/** Limits for one message. */
export const amfLimits = { depth: 16, properties: 1_000, stringBytes: 65_536 } as const;

interface Cursor {
  readonly bytes: Buffer;
  offset: number;
  properties: number;
}

const objectEnd = 0x09;

function take(cursor: Cursor, length: number): number {
  const from = cursor.offset;
  if (from + length > cursor.bytes.length) throw new ProtocolViolation('AMF value is cut off');
  cursor.offset = from + length;
  return from;
}

function readText(cursor: Cursor, length: number): string {
  if (length > amfLimits.stringBytes) throw new ProtocolViolation('AMF string is too long');
  const from = take(cursor, length);
  return cursor.bytes.toString('utf8', from, from + length);
}

function readShortText(cursor: Cursor): string {
  return readText(cursor, cursor.bytes.readUInt16BE(take(cursor, 2)));
}

function countProperty(cursor: Cursor): void {
  cursor.properties += 1;
  if (cursor.properties > amfLimits.properties) throw new ProtocolViolation('AMF message has too many properties');
}

function readProperties(cursor: Cursor, depth: number): AmfObject {
  const properties = new Map<string, AmfValue>();
  // Some encoders leave out the end marker of the last array of a message.
  while (cursor.offset < cursor.bytes.length) {
    const name = readShortText(cursor);
    if (name === '' && cursor.bytes[cursor.offset] === objectEnd) {
      cursor.offset += 1;
      return properties;
    }
    countProperty(cursor);
    properties.set(name, readValue(cursor, depth + 1));
  }
  return properties;
}

function readList(cursor: Cursor, depth: number): AmfValue[] {
  const length = cursor.bytes.readUInt32BE(take(cursor, 4));
  const list: AmfValue[] = [];
  for (let index = 0; index < length; index += 1) {
    countProperty(cursor);
    list.push(readValue(cursor, depth + 1));
  }
  return list;
}

function readDate(cursor: Cursor): number {
  const atMs = cursor.bytes.readDoubleBE(take(cursor, 8));
  take(cursor, 2); // time zone: reserved, always to be ignored
  return atMs;
}

function readValue(cursor: Cursor, depth: number): AmfValue {
  if (depth > amfLimits.depth) throw new ProtocolViolation('AMF value is nested too deeply');
  const marker = cursor.bytes[take(cursor, 1)];
  switch (marker) {
    case 0x00:
      return cursor.bytes.readDoubleBE(take(cursor, 8));
    case 0x01:
      return cursor.bytes[take(cursor, 1)] !== 0;
    case 0x02:
      return readShortText(cursor);
    case 0x03:
      return readProperties(cursor, depth);
    case 0x05:
      return null;
    case 0x06:
    case 0x0d:
      return undefined;
    case 0x07: // reference to an earlier object: nothing here needs it
      take(cursor, 2);
      return undefined;
    case 0x08: // the announced count is only a hint
      take(cursor, 4);
      return readProperties(cursor, depth);
    case 0x0a:
      return readList(cursor, depth);
    case 0x0b:
      return readDate(cursor);
    case 0x0c:
    case 0x0f:
      return readText(cursor, cursor.bytes.readUInt32BE(take(cursor, 4)));
    case 0x10:
      readShortText(cursor);
      return readProperties(cursor, depth);
    default:
      throw new ProtocolViolation(`AMF type ${marker} is not known`);
  }
}

/** All values of one message. Throws {@link ProtocolViolation}. */
export function readAmf0(bytes: Buffer): AmfValue[] {
  const cursor: Cursor = { bytes, offset: 0, properties: 0 };
  const values: AmfValue[] = [];
  while (cursor.offset < bytes.length) {
    countProperty(cursor);
    values.push(readValue(cursor, 0));
  }
  return values;
}

/** The first value when it is a string, with the bytes behind it; null when it is anything else. */
export function readLeadingText(bytes: Buffer): { readonly text: string; readonly rest: Buffer } | null {
  if (bytes[0] !== 0x02) return null;
  const cursor: Cursor = { bytes, offset: 1, properties: 0 };
  const text = readShortText(cursor);
  return { text, rest: bytes.subarray(cursor.offset) };
}
