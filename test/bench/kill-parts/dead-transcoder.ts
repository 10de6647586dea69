// kill -9 of the ffmpeg that makes the rungs: until players have something new, and pictures lost.
import { archivedClocks } from '../../support/archived-clocks.ts';
import { ffmpegsOf } from '../../support/engine-stage.ts';
import { goOnAir } from '../../support/on-air.ts';
import type { Figure } from './figures.ts';
import { countMissing, passPhase, watchSession } from './watched-session.ts';
import { startWitnessedEncoder, type WitnessedEncoder } from './witnessed-encoder.ts';

/** After so long a failure counts as the first one. */
const calmSeconds = 10.5;
/** Around a kill, what is missing is missing because of it. */
const aroundMs = 5000;

export async function killTranscoder(rounds: number, folder: string): Promise<Figure[]> {
  let encoder: WitnessedEncoder | null = null;
  const stage = await goOnAir((url) => (encoder = startWitnessedEncoder(url, folder)));
  try {
    const session = watchSession(stage);
    const kills: number[] = [];
    const published: number[] = [];
    const caughtUp: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { takeId } = await session.reaches(({ seconds }) => seconds >= calmSeconds, 'a calm take');
      await passPhase(round);
      await session.observe();
      const killedMs = Date.now();
      await killMaker(stage.server.dataDir);
      kills.push(killedMs);
      await session.reaches((edge) => edge.takeId !== takeId, 'a part of another take');
      published.push((Date.now() - killedMs) / 1000);
      await session.reaches(
        (edge) => edge.takeId !== takeId && edge.endsAtMs > killedMs,
        'pictures from after the kill',
      );
      caughtUp.push((Date.now() - killedMs) / 1000);
      await session.observe();
    }
    await session.reaches(({ seconds }) => seconds >= aroundMs / 1000, 'what follows the last kill');
    await stage.api.command(stage.sessionId, 'adjourn');
    await stage.encoder.stop();
    const kept = new Set(await archivedClocks(session.best));
    const sent = (await (encoder as WitnessedEncoder | null)?.sent())?.flat() ?? [];
    const lost = kills.map((at) => countMissing(sent, kept, [at - aroundMs, at + aroundMs]));
    return [
      { name: 'ffmpeg killed: a new part is published', unit: 's', bar: 2, values: published },
      { name: 'ffmpeg killed: a picture from after the kill is published', unit: 's', bar: 2, values: caughtUp },
      { name: 'ffmpeg killed: pictures lost', unit: 'pictures', bar: 25, values: lost },
      { name: 'ffmpeg killed: rules broken by playlists', unit: 'times', bar: 0, values: [session.violations.length] },
    ];
  } finally {
    await stage.dispose();
  }
}

async function killMaker(dataDir: string): Promise<void> {
  const makers = (await ffmpegsOf(dataDir)).filter(({ name }) => name.startsWith('take '));
  if (makers.length !== 1) throw new Error(`${makers.length} processes make the take`);
  for (const { pid } of makers) process.kill(pid, 'SIGKILL');
}
