// What the multivariant playlist says of one rendition: measured rates, or an estimate while little is known.
import type { Offer } from '../packager/multivariant-playlist.ts';
import type { Rendition } from './rendition.ts';
import { lowAudioName } from './rung-choice.ts';
import type { RungTrack } from './rung-track.ts';

/** Until this much is measured the estimate is the least: a quiet first picture must not promise a thin stream. */
const measuredAfterSeconds = 10;
/** Usual for x264 veryfast at 30 pictures a second. */
const bitsPerPixelSecond = 3;
const soundBitsPerSecond = 128_000;
const lowSoundBitsPerSecond = 48_000;

/** Null while no rung of it is described. */
export function offerOf(rendition: Rendition): Offer | null {
  const formats = offered(rendition)
    .map((track) => track.format)
    .filter((format) => format !== null);
  const latest = formats.at(-1);
  if (latest === undefined) return null;
  const { width, height } = latest;
  const soundEstimate = rendition.name === lowAudioName ? lowSoundBitsPerSecond : soundBitsPerSecond;
  const estimate = width === null || height === null ? soundEstimate : width * height * bitsPerPixelSecond;
  return {
    uri: rendition.uri,
    codecs: [...new Set(formats.map((format) => format.codec))],
    width,
    height,
    ...measuredRates(rendition, estimate),
  };
}

/** A slate says little of what is to come: it counts only while there is nothing else. */
function offered({ tracks }: Rendition): readonly RungTrack[] {
  const recorded = tracks.filter((track) => !track.isSlate);
  return recorded.length > 0 ? recorded : tracks;
}

function measuredRates(
  rendition: Rendition,
  estimate: number,
): Pick<Offer, 'peakBitsPerSecond' | 'averageBitsPerSecond'> {
  const rates = offered(rendition).map((track) => track.rates);
  const seconds = rates.reduce((sum, rate) => sum + rate.seconds, 0);
  const bytes = rates.reduce((sum, rate) => sum + rate.bytes, 0);
  const least = seconds < measuredAfterSeconds ? estimate : 0;
  return {
    peakBitsPerSecond: Math.max(least, ...rates.map((rate) => rate.peakBitsPerSecond)),
    averageBitsPerSecond: Math.max(least, seconds > 0 ? (bytes * 8) / seconds : 0),
  };
}
