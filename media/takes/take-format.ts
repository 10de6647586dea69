// Names and parsers of a take's files. Pure; the shapes are in take-record.ts.
import { join } from 'node:path';
import type {
  DestroyedList,
  DestroyedSegment,
  IndexedSegment,
  MeasuredFeed,
  RungInit,
  SealedFile,
  TakeEndReason,
  TakeHeader,
  TakeRung,
  TakeSeal,
} from './take-record.ts';

export const takeFileName = 'take.json';
export const sealFileName = 'seal.json';
/** Digest of the seal itself, in the format of `sha256sum`. */
export const sealDigestFileName = 'seal.json.sha256';
/** What was destroyed after the seal, and the digest of this list. */
export const destroyedFileName = 'destroyed.json';
export const destroyedDigestFileName = 'destroyed.json.sha256';

/** A file of a take does not say what it should. */
export class TakeFormatError extends Error {
  override name = 'TakeFormatError';
}

const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** May this be a session's, take's or rung's name? Nothing that passes can leave its folder. */
export function isSafeName(name: string): boolean {
  return idPattern.test(name);
}

/** Folder of a take. Throws on ids that are not letters, digits, `_` and `-` (1 to 64). */
export function takeFolder(root: string, take: { sessionId: string; takeId: string }): string {
  for (const id of [take.sessionId, take.takeId])
    if (!isSafeName(id)) throw new TakeFormatError(`${JSON.stringify(id)} is no id of a session or take`);
  return join(root, take.sessionId, take.takeId);
}

/** File names of a rung. Throws on an unsafe name. */
export function rungFileNames(rung: string): { media: string; index: string } {
  if (!isSafeName(rung)) throw new TakeFormatError(`${JSON.stringify(rung)} is no name of a rung`);
  return { media: `${rung}.mp4`, index: `${rung}.jsonl` };
}

/** Parses JSON text and gives it to `read`; anything wrong is a TakeFormatError that names `what`. */
function parseAs<Value>(text: string, what: string, read: (fields: Fields) => Value): Value {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TakeFormatError(`${what} is not JSON`, { cause: error });
  }
  return read(fieldsOf(value, what));
}

interface Fields {
  text(name: string): string;
  number(name: string): number;
  numberOrNull(name: string): number | null;
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word;
  list<Item>(name: string, read: (item: Fields) => Item): readonly Item[];
  /** Null where there is no such field. */
  part<Item>(name: string, read: (part: Fields) => Item): Item | null;
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null) throw new TakeFormatError(`${what} is not an object`);
  const object = value as Readonly<Record<string, unknown>>;
  const wrong = (name: string): TakeFormatError => new TakeFormatError(`${what}: ${name} is missing or wrong`);
  const text = (name: string): string => {
    const field = object[name];
    if (typeof field !== 'string') throw wrong(name);
    return field;
  };
  const number = (name: string): number => {
    const field = object[name];
    if (typeof field !== 'number' || !Number.isFinite(field)) throw wrong(name);
    return field;
  };
  return {
    text,
    number,
    numberOrNull: (name) => (object[name] === null ? null : number(name)),
    oneOf: (name, words) => {
      const word = words.find((candidate) => candidate === text(name));
      if (word === undefined) throw wrong(name);
      return word;
    },
    list: (name, read) => {
      const items: unknown = object[name];
      if (!Array.isArray(items)) throw wrong(name);
      return items.map((item: unknown) => read(fieldsOf(item, `${what}: ${name}`)));
    },
    part: (name, read) => (object[name] === undefined ? null : read(fieldsOf(object[name], `${what}: ${name}`))),
  };
}

function formatOne(fields: Fields): 1 {
  const format = fields.number('format');
  if (format !== 1) throw new TakeFormatError(`take format ${String(format)} is not known here`);
  return format;
}

const mediaKinds = ['video', 'audio'] as const;
const endReasons: readonly TakeEndReason[] = ['finished', 'cut', 'feed-lost', 'recovered'];

function rungOf(fields: Fields): TakeRung {
  const name = fields.text('name');
  if (!isSafeName(name)) throw new TakeFormatError(`${JSON.stringify(name)} is no name of a rung`);
  return { name, kind: fields.oneOf('kind', mediaKinds), variant: fields.numberOrNull('variant') };
}

function measuredOf(fields: Fields): MeasuredFeed {
  return { picture: fields.text('picture'), keyframeIntervalSeconds: fields.number('keyframeIntervalSeconds') };
}

/** Parses `take.json`. Throws TakeFormatError. */
export function parseTakeHeader(text: string): TakeHeader {
  return parseAs(text, takeFileName, (fields) => {
    const measured = fields.part('measured', measuredOf);
    return {
      format: formatOne(fields),
      takeId: fields.text('takeId'),
      sessionId: fields.text('sessionId'),
      startedAtMs: fields.number('startedAtMs'),
      rungs: fields.list('rungs', rungOf),
      ...(measured === null ? {} : { measured }),
    };
  });
}

/** Parses the first line of a rung's index. Throws TakeFormatError. */
export function parseRungInit(line: string): RungInit {
  return parseAs(line, 'first line of the index', (fields) => ({
    kind: fields.oneOf('kind', mediaKinds),
    codec: fields.text('codec'),
    timescale: fields.number('timescale'),
    width: fields.numberOrNull('width'),
    height: fields.numberOrNull('height'),
    initLength: fields.number('initLength'),
    sha256: fields.text('sha256'),
  }));
}

/** Parses a further line of a rung's index. Throws TakeFormatError. */
export function parseIndexedSegment(line: string): IndexedSegment {
  return parseAs(line, 'line of the index', (fields) => ({
    number: fields.number('number'),
    startSeconds: fields.number('startSeconds'),
    durationSeconds: fields.number('durationSeconds'),
    atMs: fields.number('atMs'),
    offset: fields.number('offset'),
    length: fields.number('length'),
    sha256: fields.text('sha256'),
  }));
}

function sealedFileOf(fields: Fields): SealedFile {
  const name = fields.text('name');
  if (!/^[A-Za-z0-9_-]{1,64}\.(?:json|jsonl|mp4)$/.test(name))
    throw new TakeFormatError(`${sealFileName}: ${JSON.stringify(name)} is no file of a take`);
  return {
    name,
    bytes: fields.number('bytes'),
    sha256: fields.text('sha256'),
    sha512: fields.text('sha512'),
  };
}

/** Parses `seal.json`. Throws TakeFormatError. */
export function parseTakeSeal(text: string): TakeSeal {
  return parseAs(text, sealFileName, (fields) => ({
    format: formatOne(fields),
    takeId: fields.text('takeId'),
    sessionId: fields.text('sessionId'),
    startedAtMs: fields.number('startedAtMs'),
    endedAtMs: fields.number('endedAtMs'),
    durationSeconds: fields.number('durationSeconds'),
    endReason: fields.oneOf('endReason', endReasons),
    anchors: fields.list('anchors', (anchor) => ({ atMs: anchor.number('atMs'), seconds: anchor.number('seconds') })),
    files: fields.list('files', sealedFileOf),
  }));
}

function destroyedSegmentOf(fields: Fields): DestroyedSegment {
  return {
    file: fields.text('file'),
    number: fields.number('number'),
    startSeconds: fields.number('startSeconds'),
    durationSeconds: fields.number('durationSeconds'),
    offset: fields.number('offset'),
    length: fields.number('length'),
    sha256: fields.text('sha256'),
    decision: fields.text('decision'),
    atMs: fields.number('atMs'),
  };
}

/** Parses `destroyed.json`. Throws TakeFormatError. */
export function parseDestroyedList(text: string): DestroyedList {
  return parseAs(text, destroyedFileName, (fields) => ({
    format: formatOne(fields),
    takeId: fields.text('takeId'),
    segments: fields.list('segments', destroyedSegmentOf),
    files: fields.list('files', sealedFileOf),
  }));
}

/** What could be read of a rung's index: everything before the first line that is torn or wrong. */
export interface RungIndex {
  readonly init: RungInit | null;
  readonly segments: readonly IndexedSegment[];
  /** Is there nothing after what was read? */
  readonly isWhole: boolean;
}

function parsedOrNull<Value>(parse: (line: string) => Value, line: string): Value | null {
  try {
    return parse(line);
  } catch (error) {
    if (error instanceof TakeFormatError) return null;
    throw error;
  }
}

/** Parses a rung's index as far as it is whole: a crash may have torn its last line. */
export function parseRungIndex(text: string): RungIndex {
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  const [first = '', ...rest] = lines;
  const init = parsedOrNull(parseRungInit, first);
  const segments: IndexedSegment[] = [];
  for (const line of rest) {
    const segment = parsedOrNull(parseIndexedSegment, line);
    const previous = segments.at(-1);
    if (segment === null) break;
    if (previous !== undefined && segment.offset !== previous.offset + previous.length) break;
    segments.push(segment);
  }
  return { init, segments, isWhole: torn === '' && init !== null && segments.length === rest.length };
}

/** One line of an index, its newline included. */
export function toLine(value: RungInit | IndexedSegment): string {
  return `${JSON.stringify(value)}\n`;
}

/** A document of a take as text. */
export function toDocument(value: TakeHeader | TakeSeal | DestroyedList): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
