// Folds the evidence of passages into units (speeches, documents, items) and scores them: BM25 over a unit's passages, so
// that a speech that keeps to the matter beats one that touches it. Pure, the same for any engine. A common word gives ten
// thousands of matches, so everything counted stands in lists of numbers and only the best become objects.
import type { Evidence } from './gather-evidence.ts';
import { ScoreLists } from './score-lists.ts';
import type { HeadField } from './sqlite-shelves.ts';
import type { UnitSizes } from './unit-table.ts';
import type { SoughtWord } from './word-forms.ts';

/** A unit that was found. */
export interface ScoredUnit {
  readonly unitNo: number;
  readonly score: number;
  /** Were all words found in it? */
  readonly isFull: boolean;
  /** Its passages with matches, best first. */
  readonly passageIds: readonly number[];
}

/** All units that were found, in no order: lists side by side. They hold until the next question is scored. */
export interface UnitScores {
  readonly unitNumbers: readonly number[];
  readonly scores: Float64Array;
  /** 1: all words were found in it. */
  readonly full: Uint8Array;
  /** Passages with matches of these units (places in the lists above), best first. */
  passagesOf(places: readonly number[]): Map<number, number[]>;
}

/** BM25's saturation and length normalisation, for passages instead of words. */
const saturation = 1.2;
const lengthShare = 0.5;
const textWeight = 1;
const headWeights: Readonly<Record<HeadField, number>> = { title: 1.2, context: 0.4, speaker: 2.2, faction: 0.5 };
/** A unit with only some of the words. */
const partialShare = 0.3;
/** A unit whose words never stand in one passage keeps this much. */
const scatteredShare = 0.6;

/** Scores every unit with evidence; units without a required word are left out. */
export function scoreUnits(sizes: UnitSizes, sought: readonly SoughtWord[], evidence: readonly Evidence[]): UnitScores {
  const sheet = new ScoreSheet(sizes, evidence);
  const required = maskOf(sought, (one) => one.isRequired);
  const all = maskOf(sought, () => true);
  const places = sheet.placesWith(required);
  return {
    unitNumbers: places.map((place) => sheet.unitNumbers[place] ?? 0),
    scores: Float64Array.from(places, (place) => sheet.scoreOf(place)),
    full: Uint8Array.from(places, (place) => (sheet.masks[place] === all ? 1 : 0)),
    passagesOf: (wanted) => sheet.passagesOf(wanted.map((index) => places[index] ?? -1)),
  };
}

function maskOf(sought: readonly SoughtWord[], holds: (one: SoughtWord) => boolean): number {
  return sought.reduce((mask, one, index) => (holds(one) ? mask | (1 << index) : mask), 0);
}

const lists = new ScoreLists();

/** One row a unit, one column a sought word. */
class ScoreSheet {
  readonly unitNumbers: number[];
  readonly masks: number[] = [];
  private readonly rarity: readonly number[];
  private readonly placeOf: Int32Array;
  private readonly counts: Float32Array;
  /** The surest form of each word in the text. */
  private readonly levels: Float32Array;
  private readonly heads: Float32Array;
  private readonly gains: Float32Array;
  private readonly passageMasks: Int32Array;
  private readonly passageIds: number[];
  /** What the best passage of a unit gains, and which words it holds. */
  private readonly bestGains: Float32Array;
  private readonly bestMasks: Int32Array;
  private readonly sizes: UnitSizes;

  constructor(sizes: UnitSizes, evidence: readonly Evidence[]) {
    lists.clear(sizes);
    const { gains, masks, passageIds, placeOf, unitNumbers } = lists;
    [this.placeOf, this.gains, this.passageMasks] = [placeOf, gains, masks];
    [this.unitNumbers, this.passageIds] = [unitNumbers, passageIds];
    this.sizes = sizes;
    this.rarity = evidence.map((one) => rarityOf(one, sizes.passages));
    const most = evidence.reduce((sum, one) => sum + one.passages.length + one.heads.length, 0);
    const rows = Math.min(most, sizes.highestUnit + 1);
    this.counts = new Float32Array(rows * evidence.length);
    this.levels = new Float32Array(rows * evidence.length);
    this.heads = new Float32Array(rows * evidence.length);
    this.bestGains = new Float32Array(rows);
    this.bestMasks = new Int32Array(rows);
    for (const [index, one] of evidence.entries()) {
      this.enterPassages(index, one);
      this.enterHeads(index, one);
    }
    this.chooseBest();
  }

  /** Rows whose units hold all words of the mask. */
  placesWith(required: number): number[] {
    const places: number[] = [];
    for (const [place, mask] of this.masks.entries()) if ((mask & required) === required) places.push(place);
    return places;
  }

  scoreOf(place: number): number {
    const unitNo = this.unitNumbers[place] ?? 0;
    const length = this.sizes.passagesIn(unitNo) / this.sizes.meanPassages;
    const damping = saturation * (1 - lengthShare + lengthShare * length);
    const mask = this.masks[place] ?? 0;
    const together = (this.bestGains[place] ?? 0) > 0 ? (this.bestMasks[place] ?? 0) : mask;
    let score = 0;
    let covered = 0;
    let close = 0;
    let wanted = 0;
    for (const [index, worth] of this.rarity.entries()) {
      const cell = place * this.rarity.length + index;
      const count = this.counts[cell] ?? 0;
      const head = this.heads[cell] ?? 0;
      const said = (1 + saturation) * (this.levels[cell] ?? 0) * (count / (count + damping));
      score += worth * (textWeight * said + head);
      wanted += worth;
      if ((mask & (1 << index)) !== 0) covered += worth;
      if ((together & (1 << index)) !== 0 || (count === 0 && head > 0)) close += worth;
    }
    if (wanted === 0) return 0;
    const coverage = covered / wanted;
    const share = coverage > 0.999 ? 1 : partialShare * coverage;
    return score * share * (scatteredShare + (1 - scatteredShare) * (close / wanted));
  }

  passagesOf(places: readonly number[]): Map<number, number[]> {
    const found = new Map(places.map((place) => [this.unitNumbers[place] ?? 0, [] as number[]]));
    for (const id of this.passageIds) found.get(this.sizes.unitOfPassage(id))?.push(id);
    for (const ids of found.values()) ids.sort((a, b) => (this.gains[b] ?? 0) - (this.gains[a] ?? 0) || a - b);
    return found;
  }

  private enterPassages(index: number, { levels, passages }: Evidence): void {
    const worth = this.rarity[index] ?? 0;
    for (const [order, id] of passages.entries()) {
      const level = levels[order] ?? 0;
      const place = this.rowOf(this.sizes.unitOfPassage(id), index);
      const cell = place * this.rarity.length + index;
      this.counts[cell] = (this.counts[cell] ?? 0) + level;
      this.levels[cell] = Math.max(this.levels[cell] ?? 0, level);
      if (this.passageMasks[id] === 0) this.passageIds.push(id);
      this.gains[id] = (this.gains[id] ?? 0) + level * worth;
      this.passageMasks[id] = (this.passageMasks[id] ?? 0) | (1 << index);
    }
  }

  private enterHeads(index: number, { heads }: Evidence): void {
    for (const [unitNo, field, level] of heads) {
      const cell = this.rowOf(unitNo, index) * this.rarity.length + index;
      this.heads[cell] = (this.heads[cell] ?? 0) + headWeights[field] * level;
    }
  }

  /** The row of a unit, in which the word was found. */
  private rowOf(unitNo: number, index: number): number {
    let place = this.placeOf[unitNo] ?? -1;
    if (place === -1) {
      place = this.unitNumbers.push(unitNo) - 1;
      this.masks.push(0);
      this.placeOf[unitNo] = place;
    }
    this.masks[place] = (this.masks[place] ?? 0) | (1 << index);
    return place;
  }

  private chooseBest(): void {
    for (const id of this.passageIds) {
      const place = this.placeOf[this.sizes.unitOfPassage(id)] ?? -1;
      const gain = this.gains[id] ?? 0;
      if (gain <= (this.bestGains[place] ?? 0)) continue;
      this.bestGains[place] = gain;
      this.bestMasks[place] = this.passageMasks[id] ?? 0;
    }
  }
}

/** BM25's inverse document frequency, of passages. */
function rarityOf({ frequency, heads, passages }: Evidence, all: number): number {
  const found = Math.max(frequency, passages.length, heads.length);
  return Math.log(1 + (Math.max(all, found) - found + 0.5) / (found + 0.5));
}
