// Damage to sealed takes is found, and said where.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmod, cp, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTake } from '../../../media/takes/take-reader.ts';
import { openTakeWriter } from '../../../media/takes/take-writer.ts';
import { verifyTake } from '../../../media/takes/verify-take.ts';
import { feed, header, makeRungs, silentLog, startedAtMs } from './recorded-rungs.ts';

let root = '';
let good = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'verify-'));
  const writer = await openTakeWriter({ root, header: header('good'), log: silentLog });
  feed(writer, await makeRungs(7));
  await writer.finish('finished', startedAtMs + 7000);
  good = writer.folder;
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function copyOfTake(): Promise<string> {
  const folder = await mkdtemp(join(root, 'copy-'));
  await cp(good, folder, { recursive: true });
  return folder;
}

async function flipBit(path: string, position: number): Promise<void> {
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(position) ^ 0x10, position);
  await chmod(path, 0o644);
  await writeFile(path, bytes);
}

const unsound = async (folder: string) =>
  (await verifyTake(folder)).files.filter(({ state }) => state !== 'ok').map(({ name, state }) => ({ name, state }));

describe('verifying a sealed take', () => {
  it('finds it sound and says how far it is', async () => {
    const progress: number[] = [];
    const verdict = await verifyTake(good, {
      onProgress: ({ bytesDone, bytesTotal }) => progress.push(bytesDone / bytesTotal),
    });
    expect(verdict).toMatchObject({ takeId: 'good', sessionId: 'session-1', isSound: true });
    expect(new Set(verdict.files.map(({ state }) => state))).toEqual(new Set(['ok']));
    expect(progress.at(-1)).toBe(1);
  });

  it('finds one changed bit in any file', async () => {
    for (const name of await readdir(good)) {
      const { length } = await readFile(join(good, name));
      for (const position of [0, Math.floor(length / 2), length - 1]) {
        const folder = await copyOfTake();
        await flipBit(join(folder, name), position);
        expect({ name, isSound: (await verifyTake(folder)).isSound }).toEqual({ name, isSound: false });
        await rm(folder, { recursive: true });
      }
    }
  });

  it('says which second of the recording is damaged', async () => {
    const folder = await copyOfTake();
    const { rungs } = await readTake(folder);
    const second = rungs[0]?.segments[1];
    await flipBit(join(folder, 'source.mp4'), (second?.offset ?? 0) + 500);
    const verdict = (await verifyTake(folder)).files.find(({ name }) => name === 'source.mp4');
    expect(verdict).toMatchObject({
      state: 'changed',
      damage: [{ number: 1, startSeconds: second?.startSeconds, durationSeconds: second?.durationSeconds }],
    });
  });

  it('reports what is missing, cut short or not known to the seal', async () => {
    const folder = await copyOfTake();
    await rm(join(folder, 'audio.mp4'));
    await writeFile(join(folder, 'stranger.txt'), 'x');
    await chmod(join(folder, 'source.mp4'), 0o644);
    await truncate(join(folder, 'source.mp4'), 2000);
    expect(await unsound(folder)).toEqual([
      { name: 'source.mp4', state: 'changed' },
      { name: 'audio.mp4', state: 'missing' },
      { name: 'stranger.txt', state: 'untracked' },
    ]);
  });

  it('does not call a take sound whose seal is gone', async () => {
    for (const name of ['seal.json', 'seal.json.sha256']) {
      const folder = await copyOfTake();
      await rm(join(folder, name));
      expect(await verifyTake(folder)).toMatchObject({ isSound: false });
    }
  });
});
