// The initials of a person's name, for a round mark beside it. Pure.

/** First and last word's first letters: `Anna Maria Bruni` → `AB`. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase('it') ?? '').join('');
}
