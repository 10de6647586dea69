// The house rules, kept by the whole checkout. The tables and checks stand in support/house-rules.ts.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingNames } from '../server/config.ts';
import {
  findBadNames,
  findBarrels,
  findBrokenImports,
  findCycles,
  findEnvironmentReads,
  findForbiddenImports,
  findForbiddenPackages,
  findLooseTypes,
  findMissingHead,
  findSleeps,
  findUnrunTests,
  longestFile,
  longFiles,
  relativeLinks,
} from './support/house-rules.ts';
import { checkout, listFiles, listFolders, readSources, readText } from './support/source-files.ts';

const product = readSources(['server', 'media', 'db', 'client']);
const tests = readSources(['test']);
const everything = [...product, ...tests];
const scripts = listFiles(['server/setup'], ['.mjs']).map((file) => ({ path: file, text: readText(file) }));

/** The one place that may look at the clock again and again. */
const poller = 'test/support/wait-for.ts';
/** One file reads the environment; the composition root hands it over, and a child inherits it with what is added for it. */
const environmentReaders = ['server/config.ts', 'server/main.ts', 'media/ffmpeg/run.ts'];

const rooms = [...listFolders('server'), ...listFolders('media'), 'db', 'client', 'test'];

describe('the house', () => {
  it('imports in one direction, as the table says', () => {
    expect(product.flatMap(findForbiddenImports)).toEqual([]);
  });

  it('imports only files that exist', () => {
    const files = new Set([...everything, ...scripts].map((file) => file.path));
    expect(everything.flatMap((source) => findBrokenImports(source, files))).toEqual([]);
  });

  it('keeps each driver, framework and process in its room', () => {
    expect(product.flatMap(findForbiddenPackages)).toEqual([]);
  });

  it('imports hls.js in one file', () => {
    const users = product.filter((source) => source.imports.includes('hls.js')).map((source) => source.path);
    expect(users.length).toBeLessThanOrEqual(1);
  });

  it('has no circles of imports', () => {
    expect(findCycles(everything)).toEqual([]);
  });

  it('has no barrels', () => {
    expect(everything.flatMap(findBarrels)).toEqual([]);
  });

  it('never imports its tests', () => {
    const offenders = product.filter((source) =>
      source.imports.some((imported) => /(^|\/)\.\.\/test\//.test(imported)),
    );
    expect(offenders.map((source) => source.path)).toEqual([]);
  });

  it('reads the environment in one file', () => {
    const others = product.filter((source) => !environmentReaders.includes(source.path));
    expect(others.flatMap(findEnvironmentReads)).toEqual([]);
  });

  it('never waits for a length of time', () => {
    expect(everything.filter((source) => source.path !== poller).flatMap(findSleeps)).toEqual([]);
  });

  it('has no loose types and switches no check off', () => {
    expect(everything.flatMap(findLooseTypes)).toEqual([]);
  });

  it('runs every test', () => {
    expect(tests.flatMap(findUnrunTests)).toEqual([]);
  });
});

describe('every file', () => {
  it('opens with what it is for', () => {
    expect([...everything, ...scripts].flatMap(findMissingHead)).toEqual([]);
  });

  it('has a name that says something', () => {
    expect([...everything, ...scripts].flatMap((file) => findBadNames(file.path))).toEqual([]);
  });

  it(`has at most ${longestFile} lines or a stated reason`, () => {
    const long = product.filter((file) => file.text.split('\n').length > longestFile + 1 && !(file.path in longFiles));
    expect(long.map((file) => `${file.path}: ${file.text.split('\n').length} lines`)).toEqual([]);
  });
});

describe('the manuals', () => {
  it('stand in every room, in at most 40 lines', () => {
    const missing = rooms.filter((room) => !existsSync(path.join(checkout, room, 'README.md')));
    const long = rooms
      .filter((room) => !missing.includes(room))
      .filter((room) => readText(`${room}/README.md`).trimEnd().split('\n').length > 40);
    expect({ missing, long }).toEqual({ missing: [], long: [] });
  });

  it('link only to what exists', () => {
    const manuals = [...rooms.map((room) => `${room}/README.md`), 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];
    const broken = manuals
      .filter((manual) => existsSync(path.join(checkout, manual)))
      .flatMap((manual) =>
        relativeLinks(readText(manual))
          .filter((link) => !existsSync(path.join(checkout, path.dirname(manual), link)))
          .map((link) => `${manual}: ${link} does not exist`),
      );
    expect(broken).toEqual([]);
  });

  it('explain every setting', () => {
    const manual = readText('README.md');
    expect(settingNames.filter((name) => !manual.includes(`\`${name}\``))).toEqual([]);
  });
});
