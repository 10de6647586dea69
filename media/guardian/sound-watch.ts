// Is the sound silent, or driven beyond what it can carry? From raw samples (48 kHz, two channels, 16 bit). Pure.
import { watchedSound } from '../recipes/watched.ts';

const bytesPerSample = 2;
/** A tenth of a second is judged at a time. */
const blockBytes = (watchedSound.rate * watchedSound.channels * bytesPerSample) / 10;
const fullScale = 32_768;

/** Quieter than a room with an open microphone. */
const silenceDecibels = -60;
const silentBlocks = 70;
/** Samples at the very top; more than one in a thousand over five seconds is heard as a crackle. */
const clippedSample = 32_700;
const clippingBlocks = 50;
const clippingShare = 0.001;

export type SoundAlarm = 'sound-silent' | 'sound-clipping';

interface Block {
  readonly decibels: number;
  readonly clipped: number;
}

/** Feed it with the bytes as they come. */
export class SoundWatch {
  #rest: Buffer = Buffer.alloc(0);
  #silent = 0;
  #recent: Block[] = [];

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= blockBytes) {
      this.#judge(measure(this.#rest.subarray(0, blockBytes)));
      this.#rest = this.#rest.subarray(blockBytes);
    }
  }

  /** Root mean square of the last second in decibels below full scale (0 is the loudest); null before the first sound. */
  get levelDecibels(): number | null {
    const last = this.#recent.slice(-10);
    return last.length === 0 ? null : Math.max(...last.map((block) => block.decibels));
  }

  alarms(): SoundAlarm[] {
    const clipped = this.#recent.reduce((sum, block) => sum + block.clipped, 0);
    const samples = (clippingBlocks * blockBytes) / bytesPerSample;
    return [
      ...(this.#silent >= silentBlocks ? ['sound-silent' as const] : []),
      ...(clipped > samples * clippingShare ? ['sound-clipping' as const] : []),
    ];
  }

  #judge(block: Block): void {
    this.#silent = block.decibels < silenceDecibels ? this.#silent + 1 : 0;
    this.#recent.push(block);
    if (this.#recent.length > clippingBlocks) this.#recent.shift();
  }
}

function measure(block: Buffer): Block {
  const samples = new Int16Array(block.length / bytesPerSample); // read in place it would have to be aligned
  new Uint8Array(samples.buffer).set(block);
  let squares = 0;
  let clipped = 0;
  for (const sample of samples) {
    squares += sample * sample;
    if (sample >= clippedSample || sample <= -clippedSample) clipped += 1;
  }
  const rms = Math.sqrt(squares / samples.length) / fullScale;
  return { decibels: rms === 0 ? -120 : Math.max(-120, 20 * Math.log10(rms)), clipped };
}
