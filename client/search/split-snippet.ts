// Cuts a snippet at its match marks; pure, so that nothing of it is ever taken for HTML.
import type * as contract from '../../server/contract/search.ts';

// The contract's own constants, held by their types: importing the values would put the whole validator on the page.
const matchStart: (typeof contract)['matchStart'] = '\uE000';
const matchEnd: (typeof contract)['matchEnd'] = '\uE001';

/** A stretch of a snippet. */
export interface SnippetPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** `a <E000>b<E001> c` → a, match b, c; a mark without its partner is dropped. */
export function splitSnippet(snippet: string): SnippetPart[] {
  const parts: SnippetPart[] = [];
  for (const [index, piece] of snippet.split(matchStart).entries()) {
    const end = index === 0 ? -1 : piece.indexOf(matchEnd);
    if (end >= 0) parts.push({ text: piece.slice(0, end), isMatch: true });
    parts.push({ text: piece.slice(end + 1).replaceAll(matchEnd, ''), isMatch: false });
  }
  return parts.filter((part) => part.text !== '');
}
