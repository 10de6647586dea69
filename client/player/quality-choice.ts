// Which qualities there are and which one the viewer wants. Knows them by name, because another take may count them
// otherwise. Must not know hls.js.
import { qualityLabel } from './hls-details.ts';

/** A quality in the menu; `index` is its place in the list of the library that plays. */
export interface Quality {
  readonly index: number;
  readonly label: string;
}

export class QualityChoice {
  #list: Quality[] = [];
  #wanted: string | null = null;

  /** Best first. */
  get list(): Quality[] {
    return this.#list;
  }

  /** `auto` also while the wanted one is not on offer. */
  get quality(): number | 'auto' {
    return this.#list.find(({ label }) => label === this.#wanted)?.index ?? 'auto';
  }

  want(quality: number | 'auto'): void {
    this.#wanted = quality === 'auto' ? null : (this.#list.find(({ index }) => index === quality)?.label ?? null);
  }

  /** A playlist names its qualities, worst first. */
  offer(levels: readonly { height: number; bitrate: number }[]): void {
    this.#list = levels.map((level, index) => ({ index, label: qualityLabel(level) })).reverse();
  }
}
