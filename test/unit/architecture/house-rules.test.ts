// The checks behind the house rules find what they should, and leave alone what is allowed.
import { describe, expect, it } from '@jest/globals';
import {
  findBarrels,
  findCycles,
  findForbiddenImports,
  findForbiddenPackages,
  findLooseTypes,
  findMissingHead,
  findSleeps,
  findUnrunTests,
  relativeLinks,
} from '../../support/house-rules.ts';
import { parse } from '../../support/source-files.ts';

describe('the house rules', () => {
  it.each([
    ['a static import', "import { open } from '../../db/open.ts';"],
    ['a type import', "import type { Open } from '../../db/open.ts';"],
    ['a dynamic import', "const open = await import('../../db/open.ts');"],
    ['a type in passing', "let open: import('../../db/open.ts').Open;"],
    ['a re-export', "export { open } from '../../db/open.ts';"],
  ])('refuse %s of the database in http', (_, text) => {
    expect(findForbiddenImports(parse('server/http/app.ts', text))).toEqual([
      'server/http/app.ts: server/http may not import db/open.ts',
    ]);
  });

  it('let use cases import the database', () => {
    expect(findForbiddenImports(parse('server/usecases/a.ts', "import { open } from '../../db/open.ts';"))).toEqual([]);
  });

  it('ask for a row of the table for every new room', () => {
    expect(findForbiddenImports(parse('server/attic/a.ts', ''))).toHaveLength(1);
  });

  it('keep processes in one file', () => {
    const text = "import { spawn } from 'node:child_process';";
    expect(findForbiddenPackages(parse('media/takes/a.ts', text))).toHaveLength(1);
    expect(findForbiddenPackages(parse('media/ffmpeg/run.ts', text))).toEqual([]);
  });

  it('keep the domain free of packages', () => {
    expect(findForbiddenPackages(parse('server/domain/a.ts', "import fs from 'node:fs';"))).toHaveLength(1);
  });

  it('find a circle once', () => {
    const sources = [
      parse('db/a.ts', "import './b.ts';"),
      parse('db/b.ts', "import './c.ts';"),
      parse('db/c.ts', "import type { B } from './b.ts';"),
    ];
    expect(findCycles(sources)).toEqual(['db/b.ts → db/c.ts → db/b.ts']);
  });

  it('find a file that passes exports on', () => {
    expect(findBarrels(parse('db/all.ts', "export * from './a.ts';"))).toHaveLength(1);
    expect(findBarrels(parse('db/a.ts', 'export const a = 1;'))).toEqual([]);
  });

  it.each([
    'await new Promise((resolve) => setTimeout(resolve, 100));',
    'await new Promise((resolve) => { setTimeout(() => resolve(), 100); });',
    'await page.waitForTimeout(100);',
    'await sleep(100);',
    "import { setTimeout } from 'node:timers/promises';",
  ])('find the sleep in %s', (text) => {
    expect(findSleeps(parse('test/a.ts', text))).toHaveLength(1);
  });

  it('leave deadlines alone', () => {
    const text =
      'new Promise((resolve, reject) => { setTimeout(() => reject(new Error("late")), 100); job.then(resolve); });';
    expect(findSleeps(parse('media/a.ts', text))).toEqual([]);
  });

  it('find loose types, but not the word in a sentence', () => {
    expect(findLooseTypes(parse('db/a.ts', 'const a: any = 1; const b = c!; // any'))).toHaveLength(2);
    expect(findLooseTypes(parse('db/a.ts', "const any = 'any'; // any"))).toEqual([]);
  });

  it('find tests that do not run', () => {
    const text = ["it.skip('a', f);", "describe.only('b', f);", "it('c', f);"].join('\n');
    expect(findUnrunTests(parse('test/a.test.ts', text))).toHaveLength(2);
  });

  it('ask for an opening comment, after a shebang too', () => {
    expect(findMissingHead({ path: 'a.ts', text: '#!/usr/bin/env node\n// What for.\n' })).toEqual([]);
    expect(findMissingHead({ path: 'a.ts', text: "import './b.ts';\n// Late." })).toHaveLength(1);
  });

  it('see only relative links', () => {
    expect(relativeLinks('[a](../b.md#c) [d](https://e.it) [f](#g)')).toEqual(['../b.md']);
  });
});
