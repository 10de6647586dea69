// The few words around a match that a hit shows, and the second at which its sentence begins. Pure.
import { matchEnd, matchStart } from '../../server/contract/search.ts';
import type { MatchedWord, MatchWindow } from './matched-words.ts';
import type { Moment } from './search-index.ts';

/** Characters before the first match and in the whole snippet. */
const leadLength = 80;
const snippetLength = 280;

/** Plain text around the window, with every match between the two marks; without a window the beginning of the text. */
export function writeSnippet(text: string, matches: readonly MatchedWord[], window: MatchWindow | null): string {
  const first = window?.matches[0]?.start ?? 0;
  const start = first <= leadLength ? 0 : wordStart(text, first - leadLength);
  const end = text.length - start <= snippetLength ? text.length : wordEnd(text, start + snippetLength);
  let snippet = start > 0 ? '… ' : '';
  let written = start;
  for (const match of matches) {
    if (match.start < written || match.end > end) continue;
    snippet += `${clean(text.slice(written, match.start))}${matchStart}${clean(text.slice(match.start, match.end))}${matchEnd}`;
    written = match.end;
  }
  return `${snippet}${clean(text.slice(written, end))}${end < text.length ? ' …' : ''}`.replace(/\s+/gu, ' ').trim();
}

/** The second of the sentence or caption in which the window begins; `fallback` where no moment is known. */
export function secondOf(
  moments: readonly Moment[],
  window: MatchWindow | null,
  fallback: number | null,
): number | null {
  const offset = window?.matches[0]?.start ?? 0;
  return moments.findLast(([from]) => from <= offset)?.[1] ?? fallback;
}

/** The marks belong to the product: a text that brings its own must not fake a match. */
function clean(text: string): string {
  return text.replaceAll(matchStart, '').replaceAll(matchEnd, '');
}

function wordStart(text: string, from: number): number {
  const blank = text.indexOf(' ', from);
  return blank === -1 || blank - from > leadLength ? from : blank + 1;
}

function wordEnd(text: string, to: number): number {
  const blank = text.lastIndexOf(' ', to);
  return blank === -1 || to - blank > leadLength ? to : blank;
}
