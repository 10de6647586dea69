// Texts that occur often (speakers, groups, languages) as small numbers, with the words they are made of. Pure.
import { analyseWords } from './analyser.ts';

/** Numbers begin at 1; 0 is nobody. */
export class Names {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [''];
  private readonly words = new Set<string>();

  /** One more than the highest number. */
  get size(): number {
    return this.names.length;
  }

  number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.push(name) - 1;
    this.numbers.set(name, number);
    for (const word of analyseWords(name)) this.words.add(word);
    return number;
  }

  has(name: string): boolean {
    return this.numbers.has(name);
  }

  name(number: number): string | undefined {
    return number === 0 ? undefined : this.names[number];
  }

  hasWord(word: string): boolean {
    return this.words.has(word);
  }

  /** Numbers of the names that hold all of these words; none without words. */
  withWords(wanted: readonly string[]): Set<number> {
    const holds = (name: string): boolean => {
      const words = analyseWords(name);
      return wanted.every((word) => words.includes(word));
    };
    return new Set(wanted.length === 0 ? [] : this.names.flatMap((name, no) => (no > 0 && holds(name) ? [no] : [])));
  }

  /** Names with counts by their numbers, without those that have none. */
  counted(counts: Uint32Array): (readonly [string, number])[] {
    return this.names.flatMap((name, no) =>
      no > 0 && (counts[no] ?? 0) > 0 ? [[name, counts[no] ?? 0] as const] : [],
    );
  }
}
