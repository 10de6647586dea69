// Is the picture black, or does it stand still? From small grey pictures, two a second. Pure; knows no clock.
import { watchedPicture } from '../recipes/watched.ts';

const pictureBytes = watchedPicture.width * watchedPicture.height;

/** Pictures in a row: six seconds. */
const enough = 6 * watchedPicture.framesPerSecond;
/** Limited-range black is 16; a dark room with a lamp has brighter places. */
const blackMean = 22;
const blackPeak = 60;
/** A difference of one is rounding; a live camera's noise moves more pixels than this. */
const noiseLevel = 1;
const mostMovingShare = 0.0005;

export type PictureAlarm = 'picture-black' | 'picture-frozen';

/** Feed it with the bytes as they come. */
export class PictureWatch {
  #rest: Buffer = Buffer.alloc(0);
  #before: Buffer | null = null;
  #black = 0;
  #frozen = 0;

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= pictureBytes) {
      this.#look(Buffer.from(this.#rest.subarray(0, pictureBytes)));
      this.#rest = this.#rest.subarray(pictureBytes);
    }
  }

  /** A black picture stands still too, but is told once. */
  alarms(): PictureAlarm[] {
    if (this.#black >= enough) return ['picture-black'];
    return this.#frozen >= enough ? ['picture-frozen'] : [];
  }

  #look(picture: Buffer): void {
    this.#black = isBlack(picture) ? this.#black + 1 : 0;
    this.#frozen = this.#before !== null && isSame(this.#before, picture) ? this.#frozen + 1 : 0;
    this.#before = picture;
  }
}

function isBlack(picture: Buffer): boolean {
  let sum = 0;
  let peak = 0;
  for (let at = 0; at < picture.length; at += 1) {
    const value = picture[at] ?? 0;
    sum += value;
    if (value > peak) peak = value;
  }
  return peak <= blackPeak && sum / picture.length <= blackMean;
}

function isSame(one: Buffer, other: Buffer): boolean {
  let moving = 0;
  for (let at = 0; at < one.length; at += 1) {
    if (Math.abs((one[at] ?? 0) - (other[at] ?? 0)) > noiseLevel) moving += 1;
  }
  return moving <= one.length * mostMovingShare;
}
