// Shows staff how loud a stretch of the playable timeline is, at the zoom that is asked for.
import { peaksPerSecond } from '../../media/stills/recorded-waveforms.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import type { Waveform, WaveformQuery } from '../contract/waveforms.ts';
import type { PlacedTake } from '../domain/timeline.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { readTimeline } from './session-timeline.ts';

/** Takes that are still being recorded are silent in it. */
export async function showWaveform(
  house: House,
  actor: Actor,
  sessionId: string,
  query: WaveformQuery,
): Promise<Outcome<Waveform>> {
  const found = await findSessionFor(house, actor, 'place-mark', sessionId);
  if (!found.ok) return found;
  const { timeline, sealedTakeIds } = await readTimeline(house, sessionId);
  const sealed = timeline.takes.filter((take) => sealedTakeIds.has(take.takeId));
  const looks = await Promise.all(
    sealed.map(async (take) => ({ take, look: await house.waveforms.look({ sessionId, takeId: take.takeId }) })),
  );
  const ready = looks.flatMap(({ take, look }) => (look.kind === 'ready' ? [{ take, peaks: look.peaks }] : []));
  const parts = looks.map(({ look }) => (look.kind === 'making' ? look.part : 1));
  const isMaking = looks.some(({ look }) => look.kind === 'making');
  const fromSeconds = Math.min(query.from, timeline.durationSeconds);
  const untilSeconds = Math.max(
    fromSeconds,
    Math.min(query.until ?? timeline.durationSeconds, timeline.durationSeconds),
  );
  return accept({
    state: isMaking ? 'making' : ready.length > 0 ? 'ready' : 'none',
    progress: parts.length === 0 ? 1 : parts.reduce((sum, part) => sum + part, 0) / parts.length,
    fromSeconds,
    untilSeconds,
    peaks: readPeaks(ready, { fromSeconds, untilSeconds, points: query.points }),
  });
}

interface ReadyTake {
  readonly take: PlacedTake;
  readonly peaks: Buffer;
}

/** The loudest value in the stretch of each point. */
function readPeaks(
  takes: readonly ReadyTake[],
  { fromSeconds, untilSeconds, points }: { fromSeconds: number; untilSeconds: number; points: number },
): number[] {
  const step = (untilSeconds - fromSeconds) / points;
  return Array.from({ length: points }, (_, index) => {
    const [from, until] = [fromSeconds + index * step, fromSeconds + (index + 1) * step];
    return takes.reduce((loudest, take) => Math.max(loudest, loudestIn(take, from, until)), 0);
  });
}

function loudestIn({ take, peaks }: ReadyTake, fromSeconds: number, untilSeconds: number): number {
  const first = Math.max(0, Math.floor((fromSeconds - take.offsetSeconds) * peaksPerSecond));
  const beyond = Math.min(peaks.length, Math.ceil((untilSeconds - take.offsetSeconds) * peaksPerSecond));
  let loudest = 0;
  for (let index = first; index < beyond; index += 1) loudest = Math.max(loudest, peaks[index] ?? 0);
  return loudest;
}
