// Files under the hash of their content: received whole or not at all, kept once.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBlobStore } from '../../media/blobs/blob-store.ts';
import type { BlobStore } from '../../media/blobs/blob-store.ts';

let root = '';
let store: BlobStore;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'casa-blobs-'));
  store = await openBlobStore({ root, newId: randomUUID });
});
afterEach(() => rm(root, { recursive: true }));

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}
const incoming = () => readdir(path.join(root, 'incoming'));

describe('the store of files', () => {
  it('keeps a file under its SHA-256, read-only, and once however often it comes', async () => {
    for (const texts of [
      ['abc', 'def'],
      ['abcdef', ''],
    ]) {
      const file = await store.receive(pieces(...texts), 6);
      if (file === null) throw new Error('it was refused');
      expect(file).toMatchObject({ bytes: 6, sha256: createHash('sha256').update('abcdef').digest('hex') });
      await store.keep(file);
      await store.discard(file);
    }
    const place = store.pathOf(createHash('sha256').update('abcdef').digest('hex'));
    expect(await readFile(place, 'utf8')).toBe('abcdef');
    expect((await stat(place)).mode & 0o777).toBe(0o444);
    expect(await readdir(path.dirname(place))).toHaveLength(1);
    expect(await incoming()).toEqual([]);
  });

  it('drops what is larger than allowed, what breaks off, and what is not kept', async () => {
    expect(await store.receive(pieces('abc', 'def'), 5)).toBe(null);
    const broken = async function* () {
      yield Buffer.from('abc');
      throw new Error('the connection is gone');
    };
    await expect(store.receive(broken(), 100)).rejects.toThrow('the connection is gone');
    const file = await store.receive(pieces('abc'), 5);
    if (file !== null) await store.discard(file);
    expect(await incoming()).toEqual([]);
  });

  it('deletes a kept file when it is told to, and is content when there is none', async () => {
    const file = await store.receive(pieces('gone'), 5);
    if (file === null) throw new Error('it was not taken');
    await store.keep(file);
    await store.drop(file.sha256);
    await store.drop(file.sha256);
    await expect(stat(store.pathOf(file.sha256))).rejects.toThrow('ENOENT');
  });

  it('forgets at the next start what an earlier run had received and not kept', async () => {
    await store.receive(pieces('abc'), 5);
    expect(await incoming()).toHaveLength(1);
    await openBlobStore({ root, newId: randomUUID });
    expect(await incoming()).toEqual([]);
  });
});
