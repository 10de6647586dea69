// Which takes of a session still have bytes in memory: a session of many short takes holds no more than one of a single take.
import { segmentsInMemory, type RungTrack } from './rung-track.ts';

interface Take {
  readonly tracks: ReadonlyMap<string, RungTrack>;
}

/**
 * Takes that have newer segments enough behind them leave the live window.
 * @param takes in order of time
 * @param from index of the first take that had not left it before
 * @returns the same index from now on
 */
export function moveLiveWindow(takes: readonly Take[], from: number): number {
  let newer = 0;
  for (let index = takes.length - 1; index >= from; index -= 1) {
    const tracks = [...(takes[index]?.tracks.values() ?? [])];
    if (newer >= segmentsInMemory) {
      for (const earlier of takes.slice(from, index + 1)) {
        for (const track of earlier.tracks.values()) track.leaveLiveWindow();
      }
      return index + 1;
    }
    newer += Math.min(...tracks.map((track) => track.closedCount));
  }
  return from;
}
