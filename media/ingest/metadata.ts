// Reads what an encoder announces in `onMetaData`. A claim, not a measurement: used until something better is known.
import type { AmfValue } from './rtmp/amf0-reader.ts';
import { readAmf0 } from './rtmp/amf0-reader.ts';

export interface AnnouncedFacts {
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
}

function positive(value: AmfValue): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}

/** `payload` is that of a data tag, which the door has already found readable. */
export function readMetadata(payload: Buffer): AnnouncedFacts {
  const [, value] = readAmf0(payload);
  const entries = value instanceof Map ? value : new Map<string, AmfValue>();
  return {
    width: positive(entries.get('width')),
    height: positive(entries.get('height')),
    framesPerSecond: positive(entries.get('framerate')),
  };
}
