// Where the arrow keys lead in a list of suggestions; pure.

/** The place after a key, null for the field itself, undefined when the key is none of ours. The list is a ring with the field in it. */
export function suggestionAfterKey(key: string, active: number | null, count: number): number | null | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return active === null ? 0 : active + 1 < count ? active + 1 : null;
  if (key === 'ArrowUp') return active === null ? count - 1 : active > 0 ? active - 1 : null;
  return undefined;
}
