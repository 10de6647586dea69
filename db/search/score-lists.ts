// Lists by number of a unit and of a passage, used again by every question: of a million passages they are 10 MB, and making them
// anew each time keeps the memory's keeper busy. A thread answers one question at a time. Pure.
import type { UnitSizes } from './unit-table.ts';

/** What scoring enters while it reads the evidence. */
export class ScoreLists {
  /** Place of a unit among those that were found; -1 where nothing was. */
  placeOf = new Int32Array(0);
  /** What a passage gains, and which words it holds. */
  gains = new Float32Array(0);
  masks = new Int32Array(0);
  /** Units and passages with an entry, in the order in which they were met. */
  unitNumbers: number[] = [];
  passageIds: number[] = [];

  /** Forgets the question before. */
  clear({ highestPassage, highestUnit }: UnitSizes): void {
    for (const unitNo of this.unitNumbers) this.placeOf[unitNo] = -1;
    for (const id of this.passageIds) {
      this.gains[id] = 0;
      this.masks[id] = 0;
    }
    this.unitNumbers = [];
    this.passageIds = [];
    if (highestUnit >= this.placeOf.length) this.placeOf = new Int32Array(roomFor(highestUnit)).fill(-1);
    if (highestPassage < this.gains.length) return;
    this.gains = new Float32Array(roomFor(highestPassage));
    this.masks = new Int32Array(roomFor(highestPassage));
  }
}

/** With some to spare, because an archive grows. */
function roomFor(highest: number): number {
  return Math.ceil(highest * 1.2) + 1;
}
