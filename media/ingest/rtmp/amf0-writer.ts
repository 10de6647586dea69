// Writes AMF0, the counterpart of amf0-reader.ts. For our own few answers; knows no limits.
import type { AmfValue } from './amf0-reader.ts';

/** An AMF object with the properties of `entries`, in their order. */
export function amfObject(entries: Readonly<Record<string, AmfValue>>): ReadonlyMap<string, AmfValue> {
  return new Map(Object.entries(entries));
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function nameBytes(text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([length, body]);
}

function textBytes(text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  if (body.length <= 0xffff) return Buffer.concat([Buffer.from([0x02]), nameBytes(text)]);
  const head = Buffer.from([0x0c, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

function listBytes(list: readonly AmfValue[]): Buffer {
  const head = Buffer.from([0x0a, 0, 0, 0, 0]);
  head.writeUInt32BE(list.length, 1);
  return Buffer.concat([head, ...list.map(valueBytes)]);
}

function objectBytes(value: ReadonlyMap<string, AmfValue>): Buffer {
  const properties = [...value].flatMap(([name, item]) => [nameBytes(name), valueBytes(item)]);
  return Buffer.concat([Buffer.from([0x03]), ...properties, Buffer.from([0, 0, 0x09])]);
}

function valueBytes(value: AmfValue): Buffer {
  if (value === null) return Buffer.from([0x05]);
  switch (typeof value) {
    case 'undefined':
      return Buffer.from([0x06]);
    case 'number':
      return numberBytes(value);
    case 'boolean':
      return Buffer.from([0x01, value ? 1 : 0]);
    case 'string':
      return textBytes(value);
    case 'object':
      return isList(value) ? listBytes(value) : objectBytes(value);
    default:
      return value satisfies never;
  }
}

function isList(value: object): value is readonly AmfValue[] {
  return Array.isArray(value);
}

/** The values one after the other, as in the body of a command. */
export function writeAmf0(...values: readonly AmfValue[]): Buffer {
  return Buffer.concat(values.map(valueBytes));
}
