// Reading in a thread of its own: what a file does to its reader, and how long it takes, stays in that thread.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8 } from 'fflate';
import { createTextReader } from '../../../server/documents/text-reader.ts';
import { makePdf } from '../../support/office-files.ts';

/** The sources need a loader of their own in a thread. */
const thread = new URL('../../support/text-worker.mjs', import.meta.url);

let folder = '';
let file = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'casa-texts-'));
  file = path.join(folder, 'a.pdf');
  await writeFile(file, makePdf(['Uno', 'Due']));
});
afterAll(() => rm(folder, { recursive: true }));

describe('reading in a thread', () => {
  it('answers the pages of a document', async () => {
    const read = await createTextReader({ thread }).readDocument(file, 'pdf');
    expect(read).toEqual({
      state: 'read',
      pages: 2,
      texts: [
        { page: 1, text: 'Uno' },
        { page: 2, text: 'Due' },
      ],
      reason: null,
    });
  });

  it('answers the lines of an agenda', async () => {
    const answer = await createTextReader({ thread }).readAgenda(strToU8('1. Appello\n2. Verbali'));
    expect(answer).toMatchObject({ ok: true, value: { source: 'text', text: '1. Appello\n2. Verbali' } });
  });

  it('says that a broken document has failed, and why', async () => {
    const broken = path.join(folder, 'broken.docx');
    await writeFile(broken, 'PK no zip');
    const read = await createTextReader({ thread }).readDocument(broken, 'docx');
    expect(read).toMatchObject({ state: 'failed', texts: [] });
    expect(read.reason).not.toBe(null);
  });

  it('gives up when the time is over, and refuses an agenda with what to do', async () => {
    const hurried = createTextReader({ thread, limits: { timeMs: 1, memoryMb: 768 } });
    expect(await hurried.readDocument(file, 'pdf')).toMatchObject({
      state: 'failed',
      reason: 'not read within 0.001 s',
    });
    expect(await hurried.readAgenda(strToU8('1. Appello'))).toMatchObject({
      ok: false,
      refusal: { code: 'bad-agenda', detail: expect.stringContaining('paste') },
    });
  });

  it('gives up when the memory is used up', async () => {
    const tight = createTextReader({ thread, limits: { timeMs: 60_000, memoryMb: 2 } });
    expect(await tight.readDocument(file, 'pdf')).toMatchObject({ state: 'failed' });
  });
});
