// When are the npm packages taken as installed, and where would the ready-made database driver lie?
import { describe, expect, it } from '@jest/globals';
import { matchesLock, prebuiltAddress } from '../../../server/setup/dependencies.mjs';
import { readText } from '../../support/source-files.ts';

const lock = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/@swc/core-darwin-x64': { version: '1.16.22', optional: true },
  },
};

describe('packages that somebody installed by hand', () => {
  it('count when all versions are those of the lock file, but for optional ones of other systems', () => {
    expect(matchesLock(lock, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBe(true);
  });

  it('do not count when one is missing or another version', () => {
    expect(matchesLock(lock, { packages: {} })).toBe(false);
    expect(matchesLock(lock, { packages: { 'node_modules/zod': { version: '4.0.0' } } })).toBe(false);
  });
});

describe('the lock file', () => {
  it('names every optional package of every system, as npm ci demands', () => {
    const { packages } = JSON.parse(readText('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`${place}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe('the ready-made database driver', () => {
  const driver = { packages: { 'node_modules/better-sqlite3': { version: '12.11.1' } } };

  it.each([
    [false, 'linux-x64'],
    [true, 'linuxmusl-x64'],
  ])('is looked for by version, binary interface and system (musl: %s)', (isMusl, system) => {
    expect(prebuiltAddress(driver, { platform: 'linux', arch: 'x64', modules: '115', isMusl })).toBe(
      `https://github.com/WiseLibs/better-sqlite3/releases/download/v12.11.1/better-sqlite3-v12.11.1-node-v115-${system}.tar.gz`,
    );
  });
});
