// Where the address asks the player to begin; pure.

/** A place to begin at: an instant (`?at=`) or seconds on the playable timeline (`?t=`). */
export type StartPlace = { instantMs: number } | { offsetSeconds: number };

/** Reads `?at=` and `?t=`; anything that is no instant and no number of seconds is null, that is: no wish. */
export function readStartPlace(query: URLSearchParams): StartPlace | null {
  const instantMs = Date.parse(query.get('at') ?? '');
  if (Number.isFinite(instantMs)) return { instantMs };
  const text = query.get('t') ?? '';
  const offsetSeconds = Number(text);
  return text !== '' && Number.isFinite(offsetSeconds) && offsetSeconds >= 0 ? { offsetSeconds } : null;
}
