// Reads dates, months and years from a query in Italian, English and German. Pure.

/** Inclusive instants (ms, UTC), and the words they were read from. */
export interface DateRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly words: readonly string[];
}

const months: readonly (readonly string[])[] = [
  ['gennaio', 'january', 'januar'],
  ['febbraio', 'february', 'februar'],
  ['marzo', 'march', 'märz', 'maerz'],
  ['aprile', 'april'],
  ['maggio', 'may', 'mai'],
  ['giugno', 'june', 'juni'],
  ['luglio', 'july', 'juli'],
  ['agosto', 'august'],
  ['settembre', 'september'],
  ['ottobre', 'october', 'oktober'],
  ['novembre', 'november'],
  ['dicembre', 'december', 'dezember'],
];
const monthNumbers = new Map(months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const monthPattern = [...monthNumbers.keys()].join('|');
const year = String.raw`(19\d\d|20\d\d)`;

interface DateRule {
  readonly pattern: RegExp;
  read(match: readonly (string | undefined)[]): { year: number; month?: number; day?: number };
}

/** The table of written dates, most exact first. */
const rules: readonly DateRule[] = [
  {
    pattern: new RegExp(String.raw`(?<![\d/.-])${year}-(\d{2})-(\d{2})(?![\d-])`, 'u'),
    read: ([, y, m, d]) => ({ year: Number(y), month: Number(m), day: Number(d) }),
  },
  {
    pattern: new RegExp(String.raw`(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-]${year}(?!\d)`, 'u'),
    read: ([, d, m, y]) => ({ year: Number(y), month: Number(m), day: Number(d) }),
  },
  {
    pattern: new RegExp(String.raw`(?<!\d)(\d{1,2})[°º.]?\s+(${monthPattern})\s+${year}(?!\d)`, 'iu'),
    read: ([, d, m, y]) => ({ year: Number(y), month: monthOf(m), day: Number(d) }),
  },
  {
    pattern: new RegExp(String.raw`(?<!\p{L})(${monthPattern})\s+(?:del\s+)?${year}(?!\d)`, 'iu'),
    read: ([, m, y]) => ({ year: Number(y), month: monthOf(m) }),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\d/.-])${year}(?![\p{L}\d/-])`, 'u'),
    read: ([, y]) => ({ year: Number(y) }),
  },
];

/**
 * The first date of a text and the text without it. A date that does not exist (31 February) stays an ordinary text,
 * and so does a span of years ("2026/2028"): that names a plan, not a sitting.
 */
export function readDates(text: string): { range: DateRange | null; text: string } {
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match === null) continue;
    const range = rangeOf(rule.read(match));
    if (range === null) continue;
    const words = match[0].toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return { range: { ...range, words }, text: rest.replace(/\s+/gu, ' ') };
  }
  return { range: null, text };
}

function monthOf(name: string | undefined): number {
  return monthNumbers.get((name ?? '').toLowerCase()) ?? 0;
}

function rangeOf(date: { year: number; month?: number; day?: number }): { fromMs: number; toMs: number } | null {
  const { year: y, month, day } = date;
  if (month === undefined) return { fromMs: Date.UTC(y, 0, 1), toMs: Date.UTC(y + 1, 0, 1) - 1 };
  if (month < 1 || month > 12) return null;
  if (day === undefined) return { fromMs: Date.UTC(y, month - 1, 1), toMs: Date.UTC(y, month, 1) - 1 };
  const fromMs = Date.UTC(y, month - 1, day);
  const exists = new Date(fromMs).getUTCDate() === day && new Date(fromMs).getUTCMonth() === month - 1;
  return exists ? { fromMs, toMs: fromMs + 86_400_000 - 1 } : null;
}
