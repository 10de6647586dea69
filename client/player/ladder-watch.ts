// Notices that the session offers other qualities than those a player began with: who opened on the slate, or saw a rung
// dropped, must get the new list. No HLS player asks for the multivariant playlist twice. Must not know hls.js.

/** One quality as a multivariant playlist names it. */
export interface OfferedStream {
  readonly url: string;
  /** `1280x720`; undefined for sound alone. */
  readonly resolution: string | undefined;
}

export interface LadderWatchOptions {
  /** Whole address of the multivariant playlist. */
  readonly url: string;
  readonly onOther: () => void;
  /** The browser's own unless told. */
  readonly fetchText?: (url: string) => Promise<string>;
}

/** Caches keep the multivariant playlist for two seconds. */
const askAgainMs = 3000;

export class LadderWatch {
  readonly #options: LadderWatchOptions;
  #known: string | null = null;
  #take: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LadderWatchOptions) {
    this.#options = options;
  }

  /** What the player plays from now on; null: nothing that is to be compared (sound alone). */
  playing(streams: readonly OfferedStream[] | null): void {
    this.stop();
    this.#known = streams === null ? null : signatureOf(streams);
  }

  /**
   * A playlist was loaded in which so many takes have begun. A new one may have another ladder. In its first seconds hls.js
   * counts it and does not count it in turn (of an update it looks at whole segments only).
   */
  sawTakes(count: number): void {
    const isFirst = this.#take === null;
    if (this.#take !== null && count <= this.#take) return;
    this.#take = count;
    clearTimeout(this.#timer);
    if (!isFirst) void this.#ask();
    this.#timer = setTimeout(() => void this.#ask(), askAgainMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#take = null;
    this.#known = null;
  }

  async #ask(): Promise<void> {
    const known = this.#known;
    if (known === null) return;
    const { url, fetchText = fetchPlaylist, onOther } = this.#options;
    const text = await fetchText(url).catch(() => null);
    if (this.#known !== known) return;
    if (text === null) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), askAgainMs);
      return;
    }
    const streams = readStreams(text, url);
    if (streams.length === 0 || signatureOf(streams) === known) return;
    // Told once: another question may be under way.
    this.stop();
    onOther();
  }
}

async function fetchPlaylist(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

/** The streams that a multivariant playlist names (RFC 8216bis 4.4.6.2: the address follows its tag). */
export function readStreams(text: string, baseUrl: string): OfferedStream[] {
  const found = text.matchAll(/^#EXT-X-STREAM-INF:(.*)\r?\n(?!#)(.+?)\r?$/gm);
  return [...found].map(([, attributes = '', uri = '']) => ({
    url: new URL(uri, baseUrl).href,
    resolution: /(?:^|,)RESOLUTION=(\d+x\d+)/.exec(attributes)?.[1],
  }));
}

function signatureOf(streams: readonly OfferedStream[]): string {
  return streams
    .map(({ url, resolution }) => `${url} ${resolution ?? 'sound'}`)
    .sort()
    .join('\n');
}
