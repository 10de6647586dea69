// Is the sound silent, or driven beyond what it can carry? From raw samples (48 kHz, two channels, 16 bit). Pure.
import type { SoundLevel } from '../ingest/feed-report.ts';
import { watchedSound } from '../recipes/watched.ts';

const bytesPerSample = 2;
/** A tenth of a second is judged at a time. */
const blockBytes = (watchedSound.rate * watchedSound.channels * bytesPerSample) / 10;
const fullScale = 32_768;
/** One second. */
const levelBlocks = 10;
const leastDecibels = -120;

/** Quieter than a room with an open microphone. */
const silenceDecibels = -60;
const silentBlocks = 70;
/** Samples at the very top; more than one in a thousand over five seconds is heard as a crackle. */
const clippedSample = 32_700;
const clippingBlocks = 50;
const clippingShare = 0.001;

export type SoundAlarm = 'sound-silent' | 'sound-clipping';

interface Block {
  /** Root mean square. */
  readonly decibels: number;
  readonly peakDecibels: number;
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

  /** Of the last second; null before the first sound. */
  get level(): SoundLevel | null {
    const last = this.#recent.slice(-levelBlocks);
    if (last.length === 0) return null;
    return {
      peak: toTenths(Math.max(...last.map((block) => block.peakDecibels))),
      rms: toTenths(Math.max(...last.map((block) => block.decibels))),
    };
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
  let highest = 0;
  for (const sample of samples) {
    squares += sample * sample;
    highest = Math.max(highest, Math.abs(sample));
    if (sample >= clippedSample || sample <= -clippedSample) clipped += 1;
  }
  const rms = Math.sqrt(squares / samples.length);
  return { decibels: toDecibels(rms), peakDecibels: toDecibels(highest), clipped };
}

function toDecibels(amplitude: number): number {
  return amplitude === 0 ? leastDecibels : Math.max(leastDecibels, 20 * Math.log10(amplitude / fullScale));
}

function toTenths(decibels: number): number {
  return Math.round(decibels * 10) / 10;
}
