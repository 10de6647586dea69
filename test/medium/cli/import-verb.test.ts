// `import` as an operator calls it: bad lines named, the rest kept, twice the same, exit codes; `verify` on what there is.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCli } from '../../../server/cli/cli.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function cli(...words: string[]): Promise<Outcome> {
  let [out, err] = ['', ''];
  const code = await runCli(words, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    environment: { DATA_DIR: join(folder, 'data') },
  });
  return { code, out, err };
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const session = (more: object = {}): string =>
  JSON.stringify({
    ...{ kind: 'session', id: 'x', title: 'Seduta 🏛', body: 'Consiglio', date: '2026-02-20', lang: 'it' },
    ...{ agenda: [{ id: 'a1', number: '1', title: 'Bilancio' }] },
    ...more,
  });
const speech = (more: object = {}): string =>
  JSON.stringify({ kind: 'speech', id: 's1', sessionId: 'x', order: 1, text: 'Buongiorno.', ...more });

describe('import', () => {
  it('takes plain and gzipped files in any order, and changes nothing the second time', async () => {
    const files = [await file('speeches.gz', gzipSync(`${speech()}\n`)), await file('sessions', `${session()}\n`)];
    const first = await cli('import', '--json', ...files);
    expect([first.code, JSON.parse(first.out)]).toMatchObject([
      0,
      { ok: true, sessions: { created: 1 }, speeches: { created: 1 }, badLines: [] },
    ]);
    const second = await cli('import', '--json', ...files);
    expect([second.code, JSON.parse(second.out)]).toMatchObject([
      0,
      { ok: true, sessions: { created: 0, updated: 0, unchanged: 1 }, speeches: { created: 0, unchanged: 1 } },
    ]);
  });

  it('names file, line and reason of each bad line, keeps the rest, and does not exit with 0', async () => {
    const lines = [
      session(),
      'no json',
      '{"kind":"song"}',
      session({ id: 'y', title: undefined }),
      '[]',
      Buffer.from([0xff, 0xfe]),
      speech({ order: 'first' }),
      speech(),
    ];
    const path = await file('archive', Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])));
    const { code, err } = await cli('import', path);
    expect(code).toBe(1);
    const reasons = err.split('\n').filter((line) => line.startsWith(path));
    expect(reasons.map((line) => line.slice(path.length + 1))).toEqual([
      '2: this is not JSON',
      '3: kind is "song"; it must be "session", "speech" or "document"',
      '4: title is missing',
      '5: this is not a JSON object',
      '6: the line is not UTF-8',
      '7: order: Invalid input: expected number, received string',
    ]);
    expect(err).toContain('sessions: 1 new');
    expect(err).toContain('speeches: 1 new');
  });

  it('says in one sentence what is wrong with a whole file', async () => {
    const cut = gzipSync(`${session()}\n`.repeat(1000)).subarray(0, 200);
    const { code, err } = await cli('import', await file('cut.gz', cut), join(folder, 'nowhere'), folder);
    expect(code).toBe(1);
    expect(err).toContain('cut.gz');
    expect(err).toContain('the gzip file is damaged or cut off from here on');
    expect(err).toContain(`${join(folder, 'nowhere')}: there is no such file`);
    expect(err).toContain(`${folder}: this is a folder`);
  });

  it('refuses what it does not understand with exit code 2', async () => {
    expect(await cli('import')).toMatchObject({ code: 2, err: 'import needs at least one file: import FILE…\n' });
    expect(await cli('imprt', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('no verb "imprt"') });
    expect(await cli('import', '--fast', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('--fast') });
  });
});

describe('verify', () => {
  it('is content with an archive without recordings, and says where it looked in vain', async () => {
    expect(await cli('verify')).toMatchObject({ code: 1, err: expect.stringContaining('is DATA_DIR right?') });
    await cli('import', await file('sessions', session()));
    expect(await cli('verify', '--json')).toMatchObject({ code: 0, out: expect.stringContaining('"isSound":true') });
  });
});
