// What a citizen's browser must fetch before a page stands: old phones on a slow line wait for every kilobyte.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const folder = join(import.meta.dirname, '..', '..', 'dist', 'client');
/** Pages and words; the engine of the player comes on top, only where a browser cannot play HLS by itself. */
const budgetBytes = 205_000;

/** The scripts and styles that the page names, and the words of one language. */
function firstFiles(): string[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/gu)].map(([, path = '']) => path);
  const words = readdirSync(join(folder, 'assets')).find((name) => /^it-.+\.js$/u.test(name)) ?? '';
  return [...named, `/assets/${words}`];
}

describe('the first load of a public page', () => {
  it('stays within its budget, gzipped', () => {
    const sizes = firstFiles().map((path) => gzipSync(readFileSync(join(folder, path))).byteLength);
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(budgetBytes);
  });

  it('leaves the schemas, the player’s engine and the desk to those who need them', () => {
    const all = firstFiles().map((path) => readFileSync(join(folder, path), 'utf8'));
    for (const other of ['ZodError', 'hlsError', 'cv-desk__grid']) {
      expect(all.filter((text) => text.includes(other))).toEqual([]);
    }
  });
});
