// A frozen picture, silence and black, published by an encoder that is in order: until the desk is told.
import { goOnAir, type OnAir } from '../../support/on-air.ts';
import { publish } from '../../support/ffmpeg-publisher.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Figure } from './figures.ts';

const size = '320x180';
/** Seconds of the wall clock: good, then frozen and silent, good again, then black with sound, and so on. */
const cycle = { frozen: [5, 20], black: [25, 40], length: 40 } as const;
const lookEveryMs = 100;

type Fault = 'frozen' | 'black';

export async function seeFaults(rounds: number): Promise<Figure[]> {
  const stage = await goOnAir((url) =>
    publish({
      url,
      size,
      clock: false,
      pictureSource: `testsrc2=size=${size}:rate=25,noise=alls=20:allf=t,${byWallClock(
        'setpts',
        `drawbox=c=gray:t=fill:enable='${during('frozen')}',drawbox=c=black:t=fill:enable='${during('black')}'`,
        'N/(25*TB)',
      )}`,
      soundSource: `sine=frequency=440:sample_rate=48000,${byWallClock('asetpts', `volume=0:enable='${during('frozen')}'`, 'N/(SR*TB)')}`,
    }),
  );
  try {
    const told: Record<string, number[]> = { 'picture-frozen': [], 'sound-silent': [], 'picture-black': [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const [fault, codes] of [
        ['frozen', ['picture-frozen', 'sound-silent']],
        ['black', ['picture-black']],
      ] as const) {
        const beganMs = await nextBeginning(stage, fault);
        await Promise.all(
          codes.map(async (code) => {
            await waitFor(isTold(stage, code), { describe: `${code} is told` });
            told[code]?.push((Date.now() - beganMs) / 1000);
          }),
        );
      }
    }
    return Object.entries(told).map(([code, values]) => ({
      name: `guardian: ${code} is told`,
      unit: 's',
      bar: 10,
      values,
    }));
  } finally {
    await stage.dispose();
  }
}

/** The timestamps are the wall clock while `filters` look at them, and the stream's own again behind them. */
function byWallClock(setter: 'setpts' | 'asetpts', filters: string, own: string): string {
  const base = setter === 'setpts' ? 'settb=AVTB' : 'asettb=AVTB';
  return `${base},${setter}=RTCTIME/(1000000*TB),${filters},${setter}=${own}`;
}

function during(fault: Fault): string {
  const [from, to] = cycle[fault];
  return `between(mod(t,${cycle.length}),${from},${to})`;
}

/** Waits until it begins once more; all is well just before. */
async function nextBeginning(stage: OnAir, fault: Fault): Promise<number> {
  const nowSeconds = Date.now() / 1000;
  const [from] = cycle[fault];
  const inCycle = nowSeconds % cycle.length;
  const beginsMs = (nowSeconds - inCycle + from + (inCycle < from ? 0 : cycle.length)) * 1000;
  await waitFor(() => Date.now() >= beginsMs - 500, { describe: `the picture is ${fault} again` });
  const problems = await codesOf(stage);
  if (problems.some((code) => /^(?:picture|sound)-/u.test(code)))
    throw new Error(`before ${fault}: ${problems.join()}`);
  await waitFor(() => Date.now() >= beginsMs, { describe: `the picture is ${fault}` });
  return beginsMs;
}

/** The desk looks ten times a second. */
function isTold(stage: OnAir, code: string): () => Promise<boolean> {
  let nextLookMs = 0;
  return async () => {
    if (performance.now() < nextLookMs) return false;
    nextLookMs = performance.now() + lookEveryMs;
    return (await codesOf(stage)).includes(code);
  };
}

async function codesOf({ api, sessionId }: OnAir): Promise<string[]> {
  return (await api.feed(sessionId)).health.problems.map((problem) => problem.code);
}
