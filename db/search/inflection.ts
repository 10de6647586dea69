// How close two forms of one stem are: number keeps the meaning, gender and derivation may change it. Pure.
// Sources: the regular plurals of Italian, English and German grammar. "discarica" (landfill) and "discarico" (discharge of a
// budget) share a stem; "discarica" and "discariche" share a meaning.

/** Endings of singular and plural. Longest first, so that -ca/-che is tried before -a/-e. */
const numberEndings: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  it: [
    ['cia', 'ce'],
    ['gia', 'ge'],
    ['ca', 'che'],
    ['ga', 'ghe'],
    ['co', 'chi'],
    ['go', 'ghi'],
    ['io', 'i'],
    ['a', 'e'],
    ['a', 'i'],
    ['o', 'i'],
    ['e', 'i'],
  ],
  en: [
    ['y', 'ies'],
    ['f', 'ves'],
    ['', 'es'],
    ['', 's'],
  ],
  de: [
    ['', 'en'],
    ['', 'er'],
    ['', 'es'],
    ['', 'e'],
    ['', 'n'],
    ['', 's'],
    ['e', 'en'],
    ['e', 'er'],
  ],
};

/** Are these two words singular and plural of each other in the language, as regular words are? */
export function differInNumber(one: string, other: string, lang: string): boolean {
  return (numberEndings[lang] ?? []).some(
    ([singular, plural]) => swaps(one, other, singular, plural) || swaps(other, one, singular, plural),
  );
}

function swaps(one: string, other: string, singular: string, plural: string): boolean {
  if (!one.endsWith(singular) || !other.endsWith(plural)) return false;
  const root = one.slice(0, one.length - singular.length);
  return root.length >= 2 && root === other.slice(0, other.length - plural.length);
}
