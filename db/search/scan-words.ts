// Finds the words of a text: stretches of letters, digits and marks. Pure. Every text is read by it when it is indexed and when
// it is shown, so it looks at character codes; a regular expression takes twice as long.

/** Kinds of characters in `characterKinds`: between words, of a word, of a word and folded already. */
const between = 1;
const ofWord = 2;
const folded = 3;

/** The kind of every character below U+10000 that was met, by its code; 0 where none was met yet. */
const characterKinds = new Uint8Array(0x1_0000);

const wordCharacter = /[\p{L}\p{N}\p{M}]/u;

/** Calls `visit` with every word as it stands there, where it begins (UTF-16 offset), and whether it is folded already. */
export function scanWords(text: string, visit: (raw: string, start: number, isFolded: boolean) => void): void {
  const { length } = text;
  let start = -1;
  let least = folded;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    const kind = characterKinds[code] || learnKind(text, index, code);
    if (kind === between) {
      if (start !== -1) visit(text.slice(start, index), start, least === folded);
      start = -1;
      continue;
    }
    if (start === -1) {
      start = index;
      least = kind;
    } else if (kind < least) least = kind;
  }
  if (start !== -1) visit(text.slice(start), start, least === folded);
}

function learnKind(text: string, index: number, code: number): number {
  // Half of a character beyond U+FFFF: what it is stands in both halves.
  if (code >= 0xd800 && code <= 0xdfff) return wordCharacter.test(wholeCharacter(text, index)) ? ofWord : between;
  const character = String.fromCharCode(code);
  const kind = /[a-z0-9]/u.test(character) ? folded : wordCharacter.test(character) ? ofWord : between;
  characterKinds[code] = kind;
  return kind;
}

function wholeCharacter(text: string, index: number): string {
  const isSecondHalf = (text.charCodeAt(index) & 0xfc00) === 0xdc00;
  return String.fromCodePoint(text.codePointAt(isSecondHalf && index > 0 ? index - 1 : index) ?? 0);
}
