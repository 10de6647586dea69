// kill -9 of the whole server on air, and its start: until it serves, until the encoder's pictures are back, and what is lost.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeFolders } from '../../../media/takes/take-reader.ts';
import { verifyTake } from '../../../media/takes/verify-take.ts';
import { archivedClocks } from '../../support/archived-clocks.ts';
import { ffmpegsOf } from '../../support/engine-stage.ts';
import { goOnAir } from '../../support/on-air.ts';
import type { Figure } from './figures.ts';
import { countMissing, passPhase, watchSession } from './watched-session.ts';
import { startWitnessedEncoder, type Sent, type WitnessedEncoder } from './witnessed-encoder.ts';

const takeSeconds = 4;
/** What is missing so shortly before a kill is missing because of it; the take began before that. */
const aroundMs = 3000;

/** What one kill did, in ms since the epoch. */
interface Outage {
  readonly killedMs: number;
  readonly servesMs: number;
  readonly seenMs: number;
}

export async function killServer(rounds: number, folder: string): Promise<Figure[]> {
  let encoder: WitnessedEncoder | null = null;
  const stage = await goOnAir((url) => (encoder = startWitnessedEncoder(url, folder)));
  const { server, api, sessionId } = stage;
  try {
    const session = watchSession(stage);
    const outages: Outage[] = [];
    let orphans = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { takeId } = await session.reaches(({ seconds }) => seconds >= takeSeconds, 'a take to be cut short');
      await passPhase(round);
      await session.observe();
      const children = await ffmpegsOf(server.dataDir);
      const killedMs = Date.now();
      await server.kill9();
      (encoder as WitnessedEncoder | null)?.lineBroke();
      await server.restart();
      const servesMs = Date.now();
      for (const { pid } of children) if ((await commandOf(pid)).includes('ffmpeg')) orphans += 1;
      await session.observe();
      await session.reaches((edge) => edge.takeId !== takeId, 'pictures of the encoder that came back');
      outages.push({ killedMs, servesMs, seenMs: Date.now() });
      await session.observe();
    }
    await session.reaches(({ seconds }) => seconds >= takeSeconds, 'what follows the last kill');
    await session.observe();
    await api.command(sessionId, 'adjourn');
    await stage.encoder.stop();
    const kept = await archivedClocks(session.best);
    const sent = (await (encoder as WitnessedEncoder | null)?.sent()) ?? [];
    const lost = outages.map(({ killedMs }, index) =>
      countLost(kept, killedMs, sent[index] ?? [], sent[index + 1] ?? []),
    );
    const unkept = outages.map(
      ({ killedMs }) => (killedMs - Math.max(...kept.filter((clock) => clock <= killedMs))) / 1000,
    );
    const { violations } = session;
    const torn = await countUnsound(server.dataDir);
    for (const sentence of violations) process.stderr.write(`${sentence}\n`);
    return [
      seconds('server killed: it serves again', 2, outages, ({ killedMs, servesMs }) => servesMs - killedMs),
      seconds(
        'server killed: then pictures are in the playlist',
        2,
        outages,
        ({ servesMs, seenMs }) => seenMs - servesMs,
      ),
      { name: 'server killed: last picture kept before it', unit: 's', bar: 1, values: unkept },
      { name: 'server killed: pictures lost beyond the outage', unit: 'pictures', bar: 25, values: lost },
      { name: 'server killed: rules broken by playlists', unit: 'times', bar: 0, values: [violations.length] },
      { name: 'server killed: processes that outlived it', unit: 'times', bar: 0, values: [orphans] },
      { name: 'server killed: takes that are not as sealed', unit: 'times', bar: 0, values: [torn] },
    ];
  } finally {
    await stage.dispose();
  }
}

/** Sent before the kill or by the encoder that came back, and in no archive. What was on its way counts as lost. */
function countLost(kept: readonly number[], killedMs: number, before: Sent, after: Sent): number {
  const archived = new Set(kept);
  const firstMs = after[0] ?? Number.POSITIVE_INFINITY;
  return (
    countMissing(before, archived, [killedMs - aroundMs, killedMs]) +
    countMissing(after, archived, [firstMs, firstMs + takeSeconds * 1000])
  );
}

function seconds(name: string, bar: number, outages: readonly Outage[], ms: (outage: Outage) => number): Figure {
  return { name, unit: 's', bar, values: outages.map((outage) => ms(outage) / 1000) };
}

/** Empty when there is no such process. */
function commandOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
    throw error;
  });
}

async function countUnsound(dataDir: string): Promise<number> {
  let unsound = 0;
  for await (const take of takeFolders(join(dataDir, 'takes'))) if (!(await verifyTake(take)).isSound) unsound += 1;
  return unsound;
}
