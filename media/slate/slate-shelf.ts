// Rendered slates, in memory and on disk: each text is drawn once in the life of an installation.
// Must not know which session shows what.
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFfmpeg } from '../ffmpeg/run.ts';
import type { MediaLog } from '../media-log.ts';
import { slateArguments, slateSizes, type SlateCrest, type SlateText } from '../recipes/slate-arguments.ts';
import { orNullIfAbsent, writeDurably } from '../takes/durable-file.ts';
import { readSlateRung, type SlateLoop } from './slate-loop.ts';

export interface SlateShelfOptions {
  /** Folder of drawn slates; made when needed. */
  readonly folder: string;
  /** The crest that stands on slates now; null for none. */
  readonly crest: () => Promise<SlateCrest | null>;
  readonly pidFolder: string;
  readonly ffmpeg: string;
  readonly log: MediaLog;
}

/** A slate and the name under which it can be found again. */
export interface ShelvedSlate {
  readonly key: string;
  readonly loop: SlateLoop;
}

/** A drawing that takes longer than this is given up. */
const drawingDeadlineMs = 10_000;
const keyPattern = /^[0-9a-f]{32}$/;

export class SlateShelf {
  readonly #options: SlateShelfOptions;
  readonly #known = new Map<string, Promise<SlateLoop>>();

  constructor(options: SlateShelfOptions) {
    this.#options = options;
  }

  /** Draws the slate, or takes it from where it was kept. Throws when ffmpeg cannot draw at all. */
  async get(text: SlateText): Promise<ShelvedSlate> {
    const crest = await this.#crest();
    const key = keyOf(text, crest);
    const loop = await this.#once(key, async () => (await this.#read(key)) ?? (await this.#draw(key, text, crest)));
    return { key, loop };
  }

  /** A slate without a crest is better than none. */
  async #crest(): Promise<SlateCrest | null> {
    return this.#options.crest().catch((error: unknown) => {
      this.#options.log.warn({ error: String(error) }, 'the crest for the slates could not be looked up');
      return null;
    });
  }

  /** One that was drawn before; null when it is not kept any more. */
  async find(key: string): Promise<SlateLoop | null> {
    if (!keyPattern.test(key)) return null;
    return this.#known.get(key) ?? this.#read(key);
  }

  #once(key: string, make: () => Promise<SlateLoop>): Promise<SlateLoop> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const making = make();
    this.#known.set(key, making);
    making.catch(() => this.#known.delete(key));
    return making;
  }

  async #read(key: string): Promise<SlateLoop | null> {
    const text = await orNullIfAbsent(readFile(this.#pathOf(key), 'utf8'));
    return text === null ? null : loopOf(JSON.parse(text) as string[]);
  }

  async #draw(key: string, text: SlateText, crest: SlateCrest | null): Promise<SlateLoop> {
    const files = await this.#drawWhole(text, crest).catch(async (error: unknown) => {
      this.#options.log.warn({ error: String(error) }, 'the words of a slate could not be drawn; it stays plain');
      return this.#run(null, null);
    });
    const loop = loopOf(files.map((file) => file.toString('base64')));
    await mkdir(this.#options.folder, { recursive: true });
    await writeDurably(this.#pathOf(key), JSON.stringify(files.map((file) => file.toString('base64'))));
    return loop;
  }

  /** Not every ffmpeg reads every crest (SVG). */
  async #drawWhole(text: SlateText, crest: SlateCrest | null): Promise<Buffer[]> {
    if (crest === null) return this.#run(text, null);
    return this.#run(text, crest).catch(async (error: unknown) => {
      this.#options.log.warn({ error: String(error) }, 'the crest could not be drawn on a slate; it stays without');
      return this.#run(text, null);
    });
  }

  async #run(text: SlateText | null, crest: SlateCrest | null): Promise<Buffer[]> {
    const { ffmpeg, pidFolder, log } = this.#options;
    const args = slateArguments(text, crest);
    const outputs = slateSizes.length + 1;
    const running = startFfmpeg({ binary: ffmpeg, args, outputs, name: 'slate', pidFolder, log });
    const collected = running.outputs.map(async (output) => {
      const chunks: Buffer[] = [];
      for await (const chunk of output) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    });
    const timer = setTimeout(running.kill, drawingDeadlineMs);
    const [exit, ...files] = await Promise.all([running.exited, ...collected]).finally(() => clearTimeout(timer));
    if (exit.meaning !== 'finished') throw new Error(`ffmpeg drew no slate: ${exit.stderrTail.slice(-300)}`);
    return files;
  }

  #pathOf(key: string): string {
    return join(this.#options.folder, `${key}.json`);
  }
}

/** The words, the crest and the way of drawing decide. */
function keyOf(text: SlateText, crest: SlateCrest | null): string {
  return createHash('sha256')
    .update(JSON.stringify([text, slateArguments(text, crest)]))
    .digest('hex')
    .slice(0, 32);
}

function loopOf(files: readonly string[]): SlateLoop {
  const [sound = '', ...pictures] = files.toReversed();
  return {
    rungs: [
      ...pictures
        .reverse()
        .map((file, index) => readSlateRung(slateSizes[index]?.name ?? 'slate', index, Buffer.from(file, 'base64'))),
      readSlateRung('audio', 0, Buffer.from(sound, 'base64')),
    ],
  };
}
