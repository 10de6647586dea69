// Repairs unknown words and completes begun ones from the index's own vocabulary, as far as the reader may see it.
import { analyseWords, stemsOf } from './analyser.ts';
import { matchExact, matchWord } from './match-expression.ts';
import type { PlanWord, SearchPlan } from './query-plan.ts';
import type { VocabularyWord } from './search-index.ts';
import type { SqlitePassages } from './sqlite-passages.ts';
import { arrangeVocabulary, findSimilar, type RepairVocabulary } from './word-repair.ts';

const repairCandidates = 8;

/** Holds the vocabulary in memory and reads it again when the index changed. */
export class WordRepairer {
  private vocabulary: RepairVocabulary = arrangeVocabulary([]);
  private words: readonly VocabularyWord[] = [];
  private generation: string | null = null;
  private readonly passages: SqlitePassages;

  constructor(passages: SqlitePassages) {
    this.passages = passages;
  }

  /** The plan with unknown words replaced by similar ones that this reader may see. */
  repairPlan(plan: SearchPlan): { plan: SearchPlan; repaired: { typed: string; used: string }[] } {
    if (plan.isLiteral) return { plan, repaired: [] };
    const repaired: { typed: string; used: string }[] = [];
    const words = plan.words.map((word) => {
      const used = this.isKnown(word, plan) ? null : this.similarTo(word, plan);
      if (used === null) return word;
      repaired.push({ typed: word.exact, used });
      return { exact: used, stems: stemsOf(used), isPrefix: false };
    });
    return { plan: repaired.length === 0 ? plan : { ...plan, words }, repaired };
  }

  /** Published words that begin with the last word of what was typed, most frequent first. */
  complete(typed: string, limit: number): string[] {
    const begun = analyseWords(typed).at(-1) ?? '';
    if (begun === '') return [];
    this.refresh();
    const found: string[] = [];
    const candidates = this.words.filter(({ word }) => word.startsWith(begun)).toSorted((a, b) => b.count - a.count);
    for (const { word } of candidates.slice(0, limit * 5)) {
      if (found.length >= limit) break;
      if (this.passages.isFound(matchExact(word), 'public')) found.push(word);
    }
    return found;
  }

  private isKnown(word: PlanWord, plan: SearchPlan): boolean {
    return this.passages.isFound(matchWord(word), plan.visibleTo);
  }

  private similarTo(word: PlanWord, plan: SearchPlan): string | null {
    this.refresh();
    const similar = findSimilar(this.vocabulary, word.exact, repairCandidates);
    return similar.find((one) => this.passages.isFound(matchExact(one), plan.visibleTo)) ?? null;
  }

  private refresh(): void {
    const generation = this.passages.generation();
    if (generation === this.generation) return;
    this.words = this.passages.vocabulary('', Number.MAX_SAFE_INTEGER);
    this.vocabulary = arrangeVocabulary(this.words);
    this.generation = generation;
  }
}
