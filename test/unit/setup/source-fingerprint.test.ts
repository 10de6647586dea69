// When must dist/ be built anew? When a source's name or content changed, and for nothing else.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listSources, sourceFingerprint } from '../../../server/setup/compile.mjs';

let folder = '';

function write(file: string, text: string) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'casa-di-vetro-sources-'));
  write('server/main.ts', 'start();');
  write('client/text/it.ts', 'ciao');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the sources', () => {
  it('are those of server, media, database and pages, without manuals and set-up', () => {
    write('server/README.md', '# Server');
    write('server/setup/start.mjs', '');
    write('test/a.test.ts', '');
    expect(listSources(folder)).toEqual(['client/text/it.ts', 'server/main.ts']);
  });

  it('have changed when a content has', () => {
    const before = sourceFingerprint(folder);
    write('server/main.ts', 'stop();');
    expect(sourceFingerprint(folder)).not.toBe(before);
  });

  it('have changed when a file is new or gone', () => {
    const before = sourceFingerprint(folder);
    write('db/open.ts', '');
    const more = sourceFingerprint(folder);
    rmSync(path.join(folder, 'db/open.ts'));
    expect(more).not.toBe(before);
    expect(sourceFingerprint(folder)).toBe(before);
  });

  it('have not changed when only their times have', () => {
    const before = sourceFingerprint(folder);
    utimesSync(path.join(folder, 'server/main.ts'), 1, 1);
    expect(sourceFingerprint(folder)).toBe(before);
  });
});
