// Folds the evidence of passages into units (speeches, documents, items) and scores them: BM25 over a unit's passages, so
// that a speech that keeps to the matter beats one that touches it. Pure, the same for any engine.
import type { Evidence } from './gather-evidence.ts';
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

/** What scoring has to know of the index. */
export interface UnitSizes {
  readonly passages: number;
  readonly meanPassages: number;
  unitOfPassage(id: number): number;
  passagesIn(unitNo: number): number;
}

/** BM25's saturation and length normalisation, for passages instead of words. */
const saturation = 1.2;
const lengthShare = 0.5;
const weights = { text: 1, title: 1.2, context: 0.4, speaker: 2.2, faction: 0.5 } as const;
/** A unit with only some of the words. */
const partialShare = 0.3;
/** A unit whose words never stand in one passage keeps this much. */
const scatteredShare = 0.6;

interface Gathered {
  readonly counts: Float64Array;
  /** The surest form of each word in the text. */
  readonly levels: Float64Array;
  readonly heads: Float64Array;
  readonly passageIds: number[];
  mask: number;
}

interface PassageGain {
  gain: number;
  mask: number;
}

/** Units by score, best first; equal scores keep a fixed order, so that pages never overlap. */
export function scoreUnits(
  sizes: UnitSizes,
  sought: readonly SoughtWord[],
  evidence: readonly Evidence[],
): ScoredUnit[] {
  const rarity = evidence.map((one) => rarityOf(one, sizes.passages));
  const units = new Map<number, Gathered>();
  const gains = new Map<number, PassageGain>();
  const unitAt = (unitNo: number): Gathered => {
    const known = units.get(unitNo);
    if (known !== undefined) return known;
    const made = {
      counts: new Float64Array(sought.length),
      levels: new Float64Array(sought.length),
      heads: new Float64Array(sought.length),
      passageIds: [],
      mask: 0,
    };
    units.set(unitNo, made);
    return made;
  };
  for (const [index, one] of evidence.entries()) {
    for (const [id, level] of one.passages) {
      const unit = unitAt(sizes.unitOfPassage(id));
      unit.counts[index] = (unit.counts[index] ?? 0) + level;
      unit.levels[index] = Math.max(unit.levels[index] ?? 0, level);
      unit.mask |= 1 << index;
      const gain = gains.get(id);
      if (gain === undefined) {
        gains.set(id, { gain: level * (rarity[index] ?? 0), mask: 1 << index });
        unit.passageIds.push(id);
      } else {
        gain.gain += level * (rarity[index] ?? 0);
        gain.mask |= 1 << index;
      }
    }
    for (const [unitNo, head] of one.heads) {
      const unit = unitAt(unitNo);
      unit.heads[index] =
        weights.title * head.title +
        weights.context * head.context +
        weights.speaker * head.speaker +
        weights.faction * head.faction;
      unit.mask |= 1 << index;
    }
  }
  const required = sought.reduce((mask, one, index) => (one.isRequired ? mask | (1 << index) : mask), 0);
  const all = sought.reduce((mask, _, index) => mask | (1 << index), 0);
  const scored: ScoredUnit[] = [];
  for (const [unitNo, unit] of units) {
    if ((unit.mask & required) !== required) continue;
    const passageIds = unit.passageIds.sort((a, b) => (gains.get(b)?.gain ?? 0) - (gains.get(a)?.gain ?? 0) || a - b);
    const together = passageIds.length === 0 ? unit.mask : (gains.get(passageIds[0] ?? 0)?.mask ?? 0);
    const score = scoreOf(unit, rarity, sizes.passagesIn(unitNo) / sizes.meanPassages, together);
    scored.push({ unitNo, score, isFull: unit.mask === all, passageIds });
  }
  return scored.sort((a, b) => b.score - a.score || a.unitNo - b.unitNo);
}

function scoreOf(unit: Gathered, rarity: readonly number[], length: number, together: number): number {
  const damping = saturation * (1 - lengthShare + lengthShare * length);
  let score = 0;
  let covered = 0;
  let close = 0;
  let wanted = 0;
  for (const [index, worth] of rarity.entries()) {
    const count = unit.counts[index] ?? 0;
    score +=
      worth *
      (weights.text * (1 + saturation) * (unit.levels[index] ?? 0) * (count / (count + damping)) +
        (unit.heads[index] ?? 0));
    wanted += worth;
    if ((unit.mask & (1 << index)) !== 0) covered += worth;
    if ((together & (1 << index)) !== 0 || (count === 0 && (unit.heads[index] ?? 0) > 0)) close += worth;
  }
  if (wanted === 0) return 0;
  const coverage = covered / wanted;
  const share = coverage > 0.999 ? 1 : partialShare * coverage;
  return score * share * (scatteredShare + (1 - scatteredShare) * (close / wanted));
}

/** BM25's inverse document frequency, of passages. */
function rarityOf({ frequency, heads, passages }: Evidence, all: number): number {
  const found = Math.max(frequency, passages.size, heads.size);
  return Math.log(1 + (Math.max(all, found) - found + 0.5) / (found + 0.5));
}
