// What stands between a command and the record: on air, off air, and the end of a session.
import { archivedClocks } from '../../support/archived-clocks.ts';
import { goOnAir } from '../../support/on-air.ts';
import { readPlaylist } from '../../support/hls-playlist.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Figure } from './figures.ts';
import { passPhase, watchSession } from './watched-session.ts';
import { startWitnessedEncoder, type WitnessedEncoder } from './witnessed-encoder.ts';

const takeSeconds = 3;

/** One stretch on air, in ms since the epoch. */
interface Stretch {
  /** The command that began it was sent and answered. */
  readonly sentMs: number;
  readonly onMs: number;
  /** The command that ended it was sent and answered. */
  readonly offMs: number;
  readonly overMs: number;
}

export async function goOnAndOff(rounds: number, folder: string): Promise<Figure[]> {
  let encoder: WitnessedEncoder | null = null;
  const stage = await goOnAir((url) => (encoder = startWitnessedEncoder(url, folder)));
  const { api, sessionId } = stage;
  try {
    const session = watchSession(stage);
    await api.command(sessionId, 'recess');
    const stretches: Stretch[] = [];
    const playable: number[] = [];
    let takeId = (await session.edge())?.takeId;
    for (let round = 0; round < 2 * rounds; round += 1) {
      await passPhase(round);
      const sentMs = Date.now();
      await api.command(sessionId, 'resume');
      const onMs = Date.now();
      const edge = await session.reaches((now) => now.takeId !== takeId && now.seconds >= takeSeconds, 'another take');
      takeId = edge.takeId;
      await passPhase(round + 1);
      const offMs = Date.now();
      await api.command(sessionId, round % 2 === 0 ? 'recess' : 'adjourn');
      stretches.push({ sentMs, onMs, offMs, overMs: Date.now() });
      if (round % 2 === 1) {
        await waitFor(() => isPlayable(session.best), { describe: 'the archive can be played' });
        playable.push((Date.now() - offMs) / 1000);
        // Who adjourns sends the encoder away.
        (encoder as WitnessedEncoder | null)?.lineBroke();
        await api.command(sessionId, 'reopen');
        await waitFor(async () => (await api.feed(sessionId)).status === 'receiving', { describe: 'it came back' });
      }
    }
    await api.command(sessionId, 'adjourn');
    const clocks = await archivedClocks(session.best);
    // A picture that was drawn before the command may arrive behind it.
    const within = stretches.map(({ sentMs, overMs }) => clocks.filter((at) => at > sentMs - 200 && at < overMs));
    const late = stretches.map(({ onMs }, index) => Math.max(0, (within[index]?.[0] ?? Infinity) - onMs) / 1000);
    const early = stretches.map(({ offMs }, index) => Math.max(0, offMs - (within[index]?.at(-1) ?? 0)) / 1000);
    return [
      { name: 'on air: first picture recorded (keyframes every 2 s)', unit: 's', bar: 2.5, values: late },
      { name: 'off air: last picture recorded before it', unit: 's', bar: 1, values: early },
      { name: 'adjourned: the archive can be played to its end', unit: 's', bar: 2, values: playable },
    ];
  } finally {
    await stage.dispose();
  }
}

/** It has an end, and the last segment is there. */
async function isPlayable(address: string): Promise<boolean> {
  const answer = await fetch(address);
  const { ended, segments } = readPlaylist(await answer.text());
  const last = segments.at(-1)?.uri;
  if (!ended || last === null || last === undefined) return false;
  const media = await fetch(new URL(last, address));
  return media.ok && (await media.arrayBuffer()).byteLength > 0;
}
