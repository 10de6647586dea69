// What was measured against what is promised: a line a figure for people, and whether all hold.

/** Values of all rounds, in `unit`. */
export interface Figure {
  readonly name: string;
  readonly unit: 's' | 'pictures' | 'times';
  /** The most that is promised; null where nothing is. */
  readonly bar: number | null;
  readonly values: readonly number[];
}

export interface Judged {
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly bar: number | null;
  readonly p50: number;
  readonly worst: number;
  readonly rounds: number;
  /** Worst by bar: above 1 the promise is broken. */
  readonly ratio: number | null;
  readonly holds: boolean;
}

/** A figure of which nothing was measured does not hold. */
export function judge({ name, unit, bar, values }: Figure): Judged {
  const sorted = [...values].sort((one, other) => one - other);
  const p50 = round(sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN);
  const worst = round(sorted.at(-1) ?? Number.NaN);
  const holds = values.length > 0 && (bar === null || worst <= bar);
  const ratio = bar === null ? null : round(bar === 0 ? worst : worst / bar);
  return { name, unit, bar, p50, worst, rounds: values.length, ratio, holds };
}

/** One line: name, bar, median, worst, worst by bar. */
export function lineOf({ name, unit, bar, p50, worst, ratio, rounds, holds }: Judged): string {
  const promise = bar === null ? 'no bar' : `bar ${bar} ${unit}`;
  const verdict = bar === null ? '' : `  ratio ${ratio}  ${holds ? 'holds' : 'BROKEN'}`;
  return `${name.padEnd(64)} ${promise.padEnd(16)} p50 ${p50}  worst ${worst}  (${rounds} rounds)${verdict}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
