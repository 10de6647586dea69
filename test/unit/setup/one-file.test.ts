// The server joined into one file: every module of ours still knows where it lies.
import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import config from '../../../server/setup/one-file.config.mjs';
import { root } from '../../../server/setup/places.mjs';

const joined = (code: string, ...place: string[]): string | null =>
  config.plugins[0]?.transform(code, join(root, ...place)) ?? null;

describe('the server as one file', () => {
  it('starts threads that lie beside the module they belong to', () => {
    const code = 'start(new URL("./search-worker.js", import.meta.url));';
    expect(joined(code, 'dist', 'db', 'search', 'search-pool.js')).toBe(
      'start(new URL("./search-worker.js", new URL("./../db/search/search-pool.js", import.meta.url).href));',
    );
  });

  it('finds the pages from the folder of the module that serves them', () => {
    const code = joined('pages = join(import.meta.dirname, "client");', 'dist', 'server', 'http', 'pages.js');
    expect(code).toContain('pages = join(pathOfUrl(new URL("./http", import.meta.url)), "client");');
    expect(code).toMatch(/^import \{ fileURLToPath as pathOfUrl \} from 'node:url';\n/);
  });

  it('takes in the packages of many small modules, and no other', () => {
    const isLeftOut = (id: string): boolean => config.external(id);
    expect(
      ['kysely', 'zod', '@asteasolutions/zod-to-openapi', './pages.js', '/dist/server/main.js'].map(isLeftOut),
    ).toEqual(Array(5).fill(false));
    expect(['fluent-ffmpeg', '@tus/server', 'better-sqlite3', 'node:fs', 'zodiac'].map(isLeftOut)).toEqual(
      Array(5).fill(true),
    );
  });

  it('leaves packages as they are', () => {
    expect(joined('here = import.meta.url;', 'node_modules', 'some-package', 'index.js')).toBeNull();
  });
});
