// The multivariant playlist (RFC 8216bis 4.4.6) as pure text: which qualities there are, never what is in them.

/** One quality of the ladder, or the sound. Rates are bits a second of that rendition alone. */
export interface Offer {
  /** Address of its media playlist, relative to the multivariant playlist. */
  readonly uri: string;
  /** RFC 6381; several when takes differ. */
  readonly codecs: readonly string[];
  readonly peakBitsPerSecond: number;
  readonly averageBitsPerSecond: number;
  readonly width: number | null;
  readonly height: number | null;
}

export interface Offers {
  /** Best first. */
  readonly pictures: readonly Offer[];
  readonly sound: Offer | null;
  /** For who takes the sound alone; null: the same. */
  readonly lowSound: Offer | null;
}

const soundGroup = 'audio';
const lowSoundGroup = 'audio-low';

/** Lists every picture together with the sound, and last the sound alone. */
export function multivariantPlaylist({ pictures, sound, lowSound }: Offers): string {
  const group = sound === null ? null : soundGroup;
  const alone = lowSound ?? sound;
  const aloneGroup = lowSound === null ? group : lowSoundGroup;
  const all = [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...(sound === null ? [] : [soundLine(sound, soundGroup)]),
    ...(lowSound === null ? [] : [soundLine(lowSound, lowSoundGroup)]),
    ...pictures.flatMap((picture) => streamLines(picture.uri, sound === null ? [picture] : [picture, sound], group)),
    ...(alone === null ? [] : streamLines(alone.uri, [alone], aloneGroup)),
  ];
  return all.map((line) => `${line}\n`).join('');
}

function soundLine(sound: Offer, group: string): string {
  return `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${group}",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,URI="${sound.uri}"`;
}

/** `played` is everything that a player of this stream fetches: rates add up, codecs are listed together. */
function streamLines(uri: string, played: readonly Offer[], group: string | null): string[] {
  const picture = played.find((offer) => offer.width !== null && offer.height !== null);
  const attributes = [
    `BANDWIDTH=${Math.ceil(sum(played.map((offer) => offer.peakBitsPerSecond)))}`,
    `AVERAGE-BANDWIDTH=${Math.ceil(sum(played.map((offer) => offer.averageBitsPerSecond)))}`,
    `CODECS="${[...new Set(played.flatMap((offer) => offer.codecs))].join(',')}"`,
    ...(picture === undefined ? [] : [`RESOLUTION=${picture.width}x${picture.height}`]),
    ...(group === null ? [] : [`AUDIO="${group}"`]),
  ];
  return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, uri];
}

function sum(rates: readonly number[]): number {
  return rates.reduce((total, rate) => total + rate, 0);
}
