// Where each segment of a session stands in the day, read from the playlist's own text: the browser's player tells only the
// instant of its first picture, and behind a recess the archive's seconds run on while the day jumped. Knows no <video>.
import type { TimelinePiece } from './instant-map.ts';

/** The text at an address. Rejects when there is none. */
export type ReadText = (url: string, signal: AbortSignal) => Promise<string>;

/** The segments of the first quality of a session, in order, from second 0. Rejects when the playlists cannot be had. */
export async function readTimeline(masterUrl: string, read: ReadText, signal: AbortSignal): Promise<TimelinePiece[]> {
  const master = await read(masterUrl, signal);
  const rung = /^#EXT-X-STREAM-INF:.*\n(\S+)/mu.exec(master)?.[1];
  if (rung === undefined) throw new Error('the playlist names no quality');
  const place = new URL(rung, new URL(masterUrl, 'http://local.invalid'));
  return piecesOf(await read(isAbsolute(masterUrl) ? place.href : place.pathname + place.search, signal));
}

const isAbsolute = (url: string): boolean => /^[a-z]+:/u.test(url);

/** Everything of a slate lies below a name that begins so (the origin's addresses). */
const slateHeader = /^#EXT-X-MAP:URI="slate-/u;

/** The segments of a media playlist. One without a date goes on where the one before it ended. Pure. */
export function piecesOf(playlist: string): TimelinePiece[] {
  const pieces: TimelinePiece[] = [];
  let [startSeconds, instantMs, isSlate, isGap] = [0, Number.NaN, false, false];
  let durationSeconds: number | null = null;
  for (const line of playlist.split('\n')) {
    if (line.startsWith('#EXT-X-MAP:')) isSlate = slateHeader.test(line);
    else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) instantMs = Date.parse(line.slice(line.indexOf(':') + 1));
    else if (line === '#EXT-X-GAP') isGap = true;
    else if (line.startsWith('#EXTINF:')) durationSeconds = Number.parseFloat(line.slice('#EXTINF:'.length));
    else if (durationSeconds !== null && line !== '' && !line.startsWith('#')) {
      if (Number.isFinite(instantMs)) pieces.push({ startSeconds, durationSeconds, instantMs, isSlate, isGap });
      startSeconds += durationSeconds;
      instantMs += durationSeconds * 1000;
      [durationSeconds, isGap] = [null, false];
    }
  }
  return pieces;
}
