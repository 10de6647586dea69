// A session on air on a whole server, seen as players see it: which take the live playlist is at, and up to which instant.
import { createConformanceChecker } from '../../support/hls-conformance.ts';
import { readPlaylist } from '../../support/hls-playlist.ts';
import type { OnAir } from '../../support/on-air.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The newest recorded take in the playlist. */
export interface Edge {
  readonly takeId: string;
  readonly seconds: number;
  /** Arrival of the last picture (ms since the epoch). */
  readonly endsAtMs: number;
}

export interface WatchedSession {
  /** Address of the best rung's playlist. */
  readonly best: string;
  /** Null while nothing is recorded, or nobody answers. */
  edge(): Promise<Edge | null>;
  /** Waits for an edge that is as wanted. */
  reaches(wanted: (edge: Edge) => boolean, describe: string): Promise<Edge>;
  /** All playlists are read once more, as players reload them. */
  observe(): Promise<void>;
  /** Rules that the playlists broke. */
  readonly violations: readonly string[];
}

const renditions = ['v0', 'v1', 'audio', 'audio-low'];

export function watchSession({ server, sessionId }: OnAir): WatchedSession {
  const checker = createConformanceChecker();
  const address = (name: string): string => `${server.url}/hls/${sessionId}/${name}.m3u8`;
  const read = (name: string): Promise<string | null> =>
    fetch(address(name)).then(
      (answer) => (answer.ok ? answer.text() : null),
      () => null,
    );
  const edge = async (): Promise<Edge | null> => {
    const text = await read('v0');
    return text === null ? null : edgeOf(text);
  };
  return {
    best: address('v0'),
    edge,
    reaches: (wanted, describe) =>
      waitFor(
        async () => {
          const now = await edge();
          return now !== null && wanted(now) ? now : null;
        },
        { describe },
      ),
    async observe() {
      for (const name of renditions) {
        const text = await read(name);
        if (text !== null) checker.observe(name, text, performance.now());
      }
    },
    violations: checker.violations,
  };
}

/** Dates stand at segments; parts lead on from them. */
function edgeOf(text: string): Edge | null {
  let edge: Edge | null = null;
  for (const { uri, parts, programDateTime, durationSeconds } of readPlaylist(text).segments) {
    const takeId = (uri ?? parts[0]?.uri ?? '').split('/')[0] ?? '';
    if (takeId === '' || takeId.startsWith('slate-')) continue;
    const seconds = durationSeconds ?? parts.reduce((sum, part) => sum + part.durationSeconds, 0);
    const beganMs: number = programDateTime === null ? (edge?.endsAtMs ?? 0) : Date.parse(programDateTime);
    const before: number = edge?.takeId === takeId ? edge.seconds : 0;
    edge = { takeId, seconds: before + seconds, endsAtMs: beganMs + seconds * 1000 };
  }
  return edge;
}

/** A different place in the group of pictures in each round. */
export async function passPhase(round: number): Promise<void> {
  const dueMs = performance.now() + ((round * 700) % 2000);
  await waitFor(() => performance.now() >= dueMs, { describe: 'another place in the group of pictures' });
}

/** Pictures that were sent in this time and are in no archive. */
export function countMissing(
  sent: readonly number[],
  kept: ReadonlySet<number>,
  [fromMs, toMs]: readonly [number, number],
): number {
  return sent.filter((clock) => clock >= fromMs && clock <= toMs && !kept.has(clock)).length;
}
