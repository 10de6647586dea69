// Reads a media playlist for tests: strict, and written apart from the code that makes playlists.

export interface ReadPart {
  readonly uri: string;
  readonly durationSeconds: number;
  readonly independent: boolean;
}

export interface ReadSegment {
  readonly msn: number;
  /** Null while the segment is open. */
  uri: string | null;
  durationSeconds: number | null;
  programDateTime: string | null;
  discontinuity: boolean;
  /** There are no bytes at its address. */
  gap: boolean;
  mapUri: string | null;
  readonly parts: ReadPart[];
  /** A DISCONTINUITY, MAP or PROGRAM-DATE-TIME stood after a part. */
  tagAfterPart: boolean;
}

export type Attributes = ReadonlyMap<string, string>;

export interface ReadPlaylist {
  readonly firstLine: string;
  readonly version: number | null;
  readonly targetSeconds: number | null;
  readonly partTargetSeconds: number | null;
  readonly control: Attributes | null;
  readonly mediaSequence: number;
  readonly discontinuitySequence: number;
  readonly type: string | null;
  readonly skipped: number;
  readonly segments: readonly ReadSegment[];
  readonly hint: Attributes | null;
  readonly reports: readonly Attributes[];
  readonly ended: boolean;
}

/** The position behind the last part: what a player asks for next. */
export interface NextPart {
  readonly msn: number;
  readonly part: number;
}

export function readPlaylist(text: string): ReadPlaylist {
  const all = text.split('\n').filter((line) => line !== '');
  const value = (tag: string): string | null =>
    all.find((line) => line.startsWith(`#${tag}:`))?.slice(tag.length + 2) ?? null;
  const number = (tag: string): number | null => (value(tag) === null ? null : Number(value(tag)));
  const mediaSequence = number('EXT-X-MEDIA-SEQUENCE') ?? 0;
  const skipped = Number(attributesOf(value('EXT-X-SKIP'))?.get('SKIPPED-SEGMENTS') ?? 0);
  return {
    firstLine: all[0] ?? '',
    version: number('EXT-X-VERSION'),
    targetSeconds: number('EXT-X-TARGETDURATION'),
    partTargetSeconds: decimal(attributesOf(value('EXT-X-PART-INF'))?.get('PART-TARGET')),
    control: attributesOf(value('EXT-X-SERVER-CONTROL')),
    mediaSequence,
    discontinuitySequence: number('EXT-X-DISCONTINUITY-SEQUENCE') ?? 0,
    type: value('EXT-X-PLAYLIST-TYPE'),
    skipped,
    segments: readSegments(all, mediaSequence + skipped),
    hint: attributesOf(value('EXT-X-PRELOAD-HINT')),
    reports: all.filter((line) => line.startsWith('#EXT-X-RENDITION-REPORT:')).map(attributesOfLine),
    ended: all.includes('#EXT-X-ENDLIST'),
  };
}

/** What follows the last part listed; a closed segment is followed by part 0 of the next. */
export function nextPart(playlist: ReadPlaylist): NextPart {
  const last = playlist.segments.at(-1);
  if (last === undefined) return { msn: playlist.mediaSequence + playlist.skipped, part: 0 };
  return last.uri === null ? { msn: last.msn, part: last.parts.length } : { msn: last.msn + 1, part: 0 };
}

function readSegments(all: readonly string[], firstMsn: number): ReadSegment[] {
  const segments: ReadSegment[] = [];
  let current = emptySegment(firstMsn);
  for (const line of all) {
    readSegmentLine(line, current);
    if (line.startsWith('#')) continue;
    current.uri = line;
    segments.push(current);
    current = emptySegment(current.msn + 1);
  }
  const isOpen = current.parts.length > 0 || current.programDateTime !== null;
  return isOpen ? [...segments, current] : segments;
}

function readSegmentLine(line: string, segment: ReadSegment): void {
  if (line.startsWith('#EXT-X-PART:')) segment.parts.push(partOf(attributesOfLine(line)));
  if (line === '#EXT-X-GAP') segment.gap = true;
  if (line.startsWith('#EXTINF:')) segment.durationSeconds = Number.parseFloat(line.slice('#EXTINF:'.length));
  const opens = /^#EXT-X-(DISCONTINUITY$|MAP:|PROGRAM-DATE-TIME:)/.test(line);
  if (!opens) return;
  if (segment.parts.length > 0) segment.tagAfterPart = true;
  if (line === '#EXT-X-DISCONTINUITY') segment.discontinuity = true;
  if (line.startsWith('#EXT-X-MAP:')) segment.mapUri = attributesOfLine(line).get('URI') ?? null;
  if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) segment.programDateTime = line.slice(line.indexOf(':') + 1);
}

function emptySegment(msn: number): ReadSegment {
  return {
    msn,
    uri: null,
    durationSeconds: null,
    programDateTime: null,
    discontinuity: false,
    gap: false,
    mapUri: null,
    parts: [],
    tagAfterPart: false,
  };
}

function partOf(attributes: Attributes): ReadPart {
  return {
    uri: attributes.get('URI') ?? '',
    durationSeconds: Number(attributes.get('DURATION')),
    independent: attributes.get('INDEPENDENT') === 'YES',
  };
}

function attributesOfLine(line: string): Attributes {
  return attributesOf(line.slice(line.indexOf(':') + 1)) ?? new Map<string, string>();
}

function attributesOf(list: string | null): Attributes | null {
  if (list === null) return null;
  const found = list.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)/g);
  return new Map([...found].map(([, name = '', value = '']) => [name, value.replaceAll('"', '')]));
}

function decimal(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
