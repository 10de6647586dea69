// What the live engine promises about crashes and its clerk's commands, measured on a whole server with a real encoder whose
// pictures carry a clock. A line a figure: the bar, the median, the worst of all rounds, and worst by bar. Ends with 1 when a
// promise is broken. Arguments: --rounds=5, --only=transcoder,server,commands,guardian. The last line is one JSON object.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../support/on-air.ts';
import { killServer } from './kill-parts/dead-server.ts';
import { killTranscoder } from './kill-parts/dead-transcoder.ts';
import { judge, lineOf, type Figure, type Judged } from './kill-parts/figures.ts';
import { goOnAndOff } from './kill-parts/on-and-off.ts';
import { seeFaults } from './kill-parts/told-by-guardian.ts';

type Chapter = (rounds: number, folder: string) => Promise<Figure[]>;
const chapters: Readonly<Record<string, Chapter>> = {
  transcoder: killTranscoder,
  server: killServer,
  commands: goOnAndOff,
  guardian: seeFaults,
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: Object.keys(chapters).join() },
  },
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1 on');
const loadBefore = load();
const figures: Judged[] = [];
for (const name of values.only.split(',')) figures.push(...(await measure(name)));
const holds = figures.every((figure) => figure.holds);
process.stdout.write(`${JSON.stringify({ bench: 'kill', holds, figures, loadBefore, load: load() })}\n`);
process.exitCode = holds ? 0 : 1;

async function measure(name: string): Promise<Judged[]> {
  const chapter = chapters[name];
  if (chapter === undefined) throw new Error(`--only takes ${Object.keys(chapters).join()}`);
  const folder = await mkdtemp(join(tmpdir(), 'bench-kill-'));
  try {
    const judged = (await chapter(rounds, folder)).map(judge);
    for (const figure of judged) process.stdout.write(`${lineOf(figure)}\n`);
    return judged;
  } finally {
    await rm(folder, { recursive: true });
  }
}
