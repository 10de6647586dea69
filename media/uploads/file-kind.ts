// What a media file is, by its first bytes; its name only says what it claims to be. Pure.

/** ffmpeg's names of the demuxers that may open an upload. */
export const fileFormats = ['mov', 'matroska', 'mpegts', 'flv', 'mpeg'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** How many first bytes {@link formatOf} wants. */
export const firstBytes = 1024;

const packetBytes = 188;
/** Packets of 192 bytes begin with four of a time code (cameras that record AVCHD). */
const timedPacketBytes = 192;
const movieBoxes = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'];

/** What the bytes are; null when they are nothing that is played here. */
export function formatOf(bytes: Buffer): FileFormat | null {
  if (movieBoxes.includes(bytes.toString('latin1', 4, 8))) return 'mov';
  if (bytes.readUInt32BE(0) === 0x1a45dfa3) return 'matroska';
  if (bytes.toString('latin1', 0, 3) === 'FLV') return 'flv';
  if (bytes.readUInt32BE(0) === 0x000001ba) return 'mpeg';
  return repeatsSync(bytes, 0, packetBytes) || repeatsSync(bytes, 4, timedPacketBytes) ? 'mpegts' : null;
}

function repeatsSync(bytes: Buffer, from: number, step: number): boolean {
  return [0, 1, 2, 3].every((packet) => bytes[from + packet * step] === 0x47);
}

const formatsByEnding: Readonly<Record<string, FileFormat>> = {
  ...{ mp4: 'mov', m4v: 'mov', mov: 'mov', '3gp': 'mov' },
  ...{ mkv: 'matroska', webm: 'matroska' },
  ...{ ts: 'mpegts', mts: 'mpegts', m2ts: 'mpegts' },
  ...{ flv: 'flv', mpg: 'mpeg', mpeg: 'mpeg', vob: 'mpeg' },
};

/** What the name claims; null when its ending says nothing. */
export function claimedFormat(fileName: string): FileFormat | null {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(formatsByEnding, ending) ? (formatsByEnding[ending] ?? null) : null;
}
