// Waveforms of real recordings: made in the background, kept, and silent where something was destroyed.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createRecordedWaveforms,
  peaksPerSecond,
  type RecordedWaveforms,
} from '../../../media/stills/recorded-waveforms.ts';
import { destroySegments } from '../../../media/takes/destroy-segments.ts';
import { openTakeWriter } from '../../../media/takes/take-writer.ts';
import { waitFor } from '../../support/wait-for.ts';
import { feed, header, makeRungs, silentLog, startedAtMs } from '../takes/recorded-rungs.ts';

const take = { sessionId: 'session-1', takeId: 'loud' };
let root = '';
let folder = '';
let waveforms: RecordedWaveforms;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'waveforms-'));
  const writer = await openTakeWriter({ root: join(root, 'takes'), header: header('loud'), log: silentLog });
  feed(writer, await makeRungs(8));
  await writer.finish('finished', startedAtMs + 8000);
  folder = writer.folder;
  waveforms = open();
}, 30_000);
afterAll(async () => {
  await waveforms.close();
  await rm(root, { recursive: true, force: true });
});

function open(): RecordedWaveforms {
  const folders = { root: join(root, 'takes'), cache: join(root, 'cache') };
  return createRecordedWaveforms({ ...folders, ffmpeg: 'ffmpeg', log: silentLog });
}

async function ready(): Promise<Buffer> {
  const look = async () => {
    const answer = await waveforms.look(take);
    return answer.kind === 'ready' ? answer.peaks : null;
  };
  await waitFor(async () => (await look()) !== null, { describe: 'the waveform is made' });
  return (await look()) ?? Buffer.alloc(0);
}

/** The quietest value between two seconds, its edges left out. */
const quietest = (peaks: Buffer, from: number, until: number): number =>
  Math.min(...peaks.subarray(from * peaksPerSecond + 2, until * peaksPerSecond - 2));

it('has twenty values a second, is kept over a restart, and made anew after something was destroyed', async () => {
  expect(await waveforms.look(take)).toEqual({ kind: 'making', part: 0 });
  const peaks = await ready();
  expect(Math.abs(peaks.length - 8 * peaksPerSecond)).toBeLessThanOrEqual(2);
  expect(quietest(peaks, 0.5, 7.5)).toBeGreaterThan(20);
  await waveforms.close();
  waveforms = open();
  expect(await waveforms.look(take)).toEqual({ kind: 'ready', peaks });

  await destroySegments({ folder, firstSegment: 1, lastSegment: 2, decision: '1', atMs: 0 });
  await waveforms.forget(take.sessionId);
  const left = await ready();
  expect(Math.abs(left.length - peaks.length)).toBeLessThanOrEqual(2);
  expect(Math.max(...left.subarray(2.2 * peaksPerSecond, 5.8 * peaksPerSecond))).toBeLessThan(5);
  expect(quietest(left, 6.5, 7.5)).toBeGreaterThan(20);
}, 60_000);

it('has none of a take without sound', async () => {
  const nowhere = { sessionId: 'session-1', takeId: 'nowhere' };
  await waveforms.look(nowhere);
  await waitFor(async () => (await waveforms.look(nowhere)).kind === 'none', {
    describe: 'it is known that there is none',
  });
});
