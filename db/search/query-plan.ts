// Turns what a citizen typed into a plan, which is data: groups of words with their forms, filters, order.
// It must not know any engine: adapters translate plans.
import type { SearchKind, SearchQuery } from '../../server/contract/search.ts';
import { readDates, type DateRange } from './query-dates.ts';
import { analyseWords, isStopWord } from './analyser.ts';
import { languageTyped } from './language-typed.ts';
import { dropFormulas } from './question-formulas.ts';

/** One word as typed (folded), and whether it may be the beginning of a longer word. Its other forms depend on the index. */
export interface PlanWord {
  readonly exact: string;
  readonly isPrefix: boolean;
}

/** Words that must stand one after the other. */
export interface PlanPhrase {
  readonly words: readonly PlanWord[];
}

/** What limits the hits, whatever was typed. */
export interface PlanFilters {
  /** Inclusive instants (ms) of the session's scheduled beginning. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly body: string | null;
  /** Name of a term of office. */
  readonly term: string | null;
  /** Words of the name of a political group. */
  readonly group: string | null;
  readonly speaker: string | null;
  readonly sessionId: string | null;
  readonly kind: SearchKind | null;
  /** Language of the text, two letters. */
  readonly lang: string | null;
}

/** A query as data. */
export interface SearchPlan {
  readonly words: readonly PlanWord[];
  readonly phrases: readonly PlanPhrase[];
  /** A date or year read from the query; hits outside it count only if they hold the typed words. */
  readonly dates: DateRange | null;
  readonly filters: PlanFilters;
  readonly order: 'relevance' | 'newest';
  /** `public` finds only published sessions. */
  readonly visibleTo: 'public' | 'staff';
  /** Language in which the query is written (two letters), where its small words and letters tell; it limits nothing. */
  readonly typedLang: string | null;
  /** Look for exactly what was typed, without repair. */
  readonly isLiteral: boolean;
}

/** More words than anyone means; the rest of a query of 10,000 characters is not looked at. */
export const maxPlanWords = 24;
const maxPhrases = 4;

/** Makes the plan of a query. Any text gives a plan; one without words and dates finds nothing. */
export function planQuery(query: SearchQuery, options: { visibleTo: 'public' | 'staff' }): SearchPlan {
  const typed = query.q.slice(0, 10_000);
  const { phrases, rest } = readPhrases(typed);
  const { range, text } = readDates(rest);
  return {
    words: planWords(text, phrases.length === 0),
    phrases,
    dates: range,
    filters: planFilters(query),
    order: query.sort,
    visibleTo: options.visibleTo,
    typedLang: languageTyped(typed),
    isLiteral: query.literal,
  };
}

/** Does the plan ask for anything at all? */
export function isEmptyPlan(plan: SearchPlan): boolean {
  return plan.words.length === 0 && plan.phrases.length === 0 && plan.dates === null;
}

function planWords(text: string, mayTakeStopWords: boolean): PlanWord[] {
  const all = analyseWords(text);
  const lastIsOpen = /[\p{L}\p{N}]$/u.test(text);
  const meant = dropFormulas(all).filter((word) => !isStopWord(word));
  // "chi siamo" is only stop words: then they are what was meant.
  const used = meant.length === 0 && mayTakeStopWords ? all : meant;
  const unique = [...new Set(used)].slice(0, maxPlanWords);
  const last = lastIsOpen ? all.at(-1) : undefined;
  return unique.map((word) => planWord(word, word === last && word.length >= 3));
}

function planWord(exact: string, isPrefix: boolean): PlanWord {
  return { exact, isPrefix };
}

/** Phrases in straight, curly or angle quotes; a quote that does not close is an ordinary character. */
function readPhrases(typed: string): { phrases: PlanPhrase[]; rest: string } {
  const phrases: PlanPhrase[] = [];
  const rest = typed.replace(/["“”„«]([^"“”„«»]{1,500})["“”„»]/gu, (whole, inner: string) => {
    const words = analyseWords(inner).slice(0, maxPlanWords);
    if (words.length === 0 || phrases.length === maxPhrases) return whole;
    phrases.push({ words: words.map((word) => planWord(word, false)) });
    return ' ';
  });
  return { phrases, rest };
}

function planFilters(query: SearchQuery): PlanFilters {
  return {
    fromMs: boundOf(query.from, 'start'),
    toMs: boundOf(query.to, 'end'),
    body: query.body ?? null,
    term: query.term ?? null,
    group: query.group ?? null,
    speaker: query.speaker ?? null,
    sessionId: query.session ?? null,
    kind: query.kind ?? null,
    lang: query.lang ?? null,
  };
}

/** A date (its whole day counts) or an instant; what is neither limits nothing. */
function boundOf(text: string | undefined, side: 'start' | 'end'): number | null {
  if (text === undefined) return null;
  const isDate = /^\d{4}-\d{2}-\d{2}$/u.test(text);
  const ms = Date.parse(isDate ? `${text}T${side === 'start' ? '00:00:00.000' : '23:59:59.999'}Z` : text);
  return Number.isNaN(ms) ? null : ms;
}
