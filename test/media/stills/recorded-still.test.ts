// Stills cut out of takes that are being recorded, by a real ffmpeg.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecordedStills, type RecordedStills } from '../../../media/stills/recorded-still.ts';
import { openTakeWriter } from '../../../media/takes/take-writer.ts';
import { feed, header, makeRungs, silentLog } from '../takes/recorded-rungs.ts';

const sessionId = 'session-1';
let root = '';
let stills: RecordedStills;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stills-'));
  const writer = await openTakeWriter({ root, header: header('open'), log: silentLog });
  feed(writer, await makeRungs(7), 6.5);
  await writer.finish('finished', Date.now());
  stills = createRecordedStills({ root, ffmpeg: 'ffmpeg' });
});
afterAll(async () => {
  await stills.close();
  await rm(root, { recursive: true, force: true });
});

const at = (seconds: number) => stills.still({ sessionId, takeId: 'open', seconds, width: 320 });
const isJpeg = (bytes: Buffer) => bytes.subarray(0, 2).toString('hex') === 'ffd8';

describe('a still of a take', () => {
  it('is a JPEG of that moment, also inside a segment', async () => {
    const [early, late] = [await at(0), await at(5)];
    if (!Buffer.isBuffer(early) || !Buffer.isBuffer(late)) throw new Error('no picture');
    expect([isJpeg(early), isJpeg(late)]).toEqual([true, true]);
    expect(late.equals(early)).toBe(false);
  });

  it('shows the last picture for a moment after the end', async () => {
    const last = await at(3600);
    expect(Buffer.isBuffer(last) && isJpeg(last)).toBe(true);
  });

  it('is made once for all who ask', async () => {
    const [one, other] = await Promise.all([at(3), at(3)]);
    expect(one).toBe(other);
    expect(await at(3)).toBe(one);
  });

  it('is refused when too many wait already', async () => {
    const asked = Array.from({ length: 80 }, (_, index) =>
      stills.still({ sessionId, takeId: 'nowhere', seconds: index, width: 320 }).catch(() => 'failed'),
    );
    const answers = await Promise.all(asked);
    expect(answers).toContain('busy');
    expect(Buffer.isBuffer(await at(1))).toBe(true);
  });
});
