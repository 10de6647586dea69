// Glass to glass: a clock is drawn into the picture before it is encoded; a real Chromium on the same machine reads it off
// the <video> at the moment the frame is shown. Arguments: --seconds=60 --size=1280x720 --fps=30.
// The last line is one JSON object; compare `load` with the number of processors before believing it.
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser, welcomeVisitor } from '../support/browser.ts';
import { publish } from '../support/ffmpeg-publisher.ts';
import { goOnAir, load, type OnAir } from '../support/on-air.ts';
import { waitFor } from '../support/wait-for.ts';

interface Sample {
  /** Wall clock of the reading (ms). */
  readonly atMs: number;
  readonly delayMs: number;
}

/** What happens to the player while it is watched. */
interface Watched {
  readonly samples: readonly Sample[];
  /** Wall clock of each time the player had to wait (ms). */
  readonly stalls: readonly number[];
  readonly fastest: number;
  readonly height: number;
}

/** Reading every picture would take the processor that is measured. */
const everyPicture = 6;
/** The player finds its place before anything counts. */
const settleMs = 15_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    size: { type: 'string', default: '1280x720' },
    fps: { type: 'string', default: '30' },
  },
});
const seconds = Number(values.seconds);
const framesPerSecond = Number(values.fps);
const loadBefore = load();
const stage = await goOnAir((url) => publish({ url, size: values.size, framesPerSecond }));
try {
  process.stdout.write(`${JSON.stringify(await measure(stage))}\n`);
} finally {
  await stage.dispose();
}

async function measure({ server, sessionId }: OnAir): Promise<object> {
  const browser = await openBrowser();
  try {
    const { page } = await welcomeVisitor(browser, server.url);
    await page.goto(`/sessions/${sessionId}`);
    await waitFor(() => page.evaluate(() => window.seePicture().clockMs !== null), {
      deadlineMs: 30_000,
      describe: 'the page shows a clock',
    });
    process.stdout.write(`watching for ${seconds} s after ${settleMs / 1000} s to settle, load ${load()}\n`);
    await watch(page, settleMs);
    const watched = await watch(page, seconds * 1000);
    const master = await (await fetch(`${server.url}/hls/${sessionId}/master.m3u8`)).text();
    return {
      ...summary(watched),
      size: values.size,
      framesPerSecond,
      rungs: heights(master),
      loadBefore,
      load: load(),
    };
  } finally {
    await browser.close();
  }
}

/** Reads the clock of every n-th picture at the moment it is shown, and counts the times the player had to wait. */
function watch(page: Page, forMs: number): Promise<Watched> {
  return page.evaluate(
    ({ forMs, everyPicture }) =>
      new Promise<Watched>((resolve, reject) => {
        const video = document.querySelector('video');
        if (video === null) return reject(new Error('no video'));
        const samples: Sample[] = [];
        const stalls: number[] = [];
        let fastest = 1;
        let pictures = 0;
        const endsAt = performance.now() + forMs;
        const onWaiting = () => stalls.push(Date.now());
        video.addEventListener('waiting', onWaiting);
        const onPicture = (now: number): void => {
          pictures += 1;
          fastest = Math.max(fastest, video.playbackRate);
          if (pictures % everyPicture === 0) {
            const { clockMs } = window.seePicture();
            const shownMs = performance.timeOrigin + now;
            if (clockMs !== null) samples.push({ atMs: shownMs, delayMs: shownMs - clockMs });
          }
          if (now < endsAt) return void video.requestVideoFrameCallback(onPicture);
          video.removeEventListener('waiting', onWaiting);
          resolve({ samples, stalls, fastest, height: video.videoHeight });
        };
        video.requestVideoFrameCallback(onPicture);
      }),
    { forMs, everyPicture },
  );
}

function summary({ samples, stalls, fastest, height }: Watched): object {
  const delays = samples.map(({ delayMs }) => delayMs);
  const fifth = Math.floor(delays.length / 5);
  return {
    bench: 'latency',
    p50Ms: quantile(delays, 0.5),
    p95Ms: quantile(delays, 0.95),
    maxMs: quantile(delays, 1),
    stalls: stalls.length,
    minutes: minutesOf(samples, stalls),
    growthMs: quantile(delays.slice(-fifth), 0.5) - quantile(delays.slice(0, fifth), 0.5),
    samples: delays.length,
    seconds,
    fastest,
    height,
  };
}

/** The median delay (ms) of each minute, with the number of stalls in it where there were any: `1090` or `1310 (2 stalls)`. */
function minutesOf(samples: readonly Sample[], stalls: readonly number[]): string[] {
  const beganAt = samples[0]?.atMs ?? 0;
  const minuteOf = (atMs: number) => Math.max(0, Math.floor((atMs - beganAt) / 60_000));
  const last = minuteOf(samples.at(-1)?.atMs ?? 0);
  return Array.from({ length: last + 1 }, (_, minute) => {
    const delays = samples.filter(({ atMs }) => minuteOf(atMs) === minute).map(({ delayMs }) => delayMs);
    const waits = stalls.filter((atMs) => minuteOf(atMs) === minute).length;
    return waits === 0 ? `${quantile(delays, 0.5)}` : `${quantile(delays, 0.5)} (${waits} stalls)`;
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
}

function heights(master: string): number[] {
  return [...master.matchAll(/RESOLUTION=\d+x(\d+)/gu)].map((found) => Number(found[1]));
}
