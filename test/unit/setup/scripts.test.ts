// The scripts of package.json: npm runs each in a shell, and only what replaces that shell hears a signal sent to npm.
import { describe, expect, it } from '@jest/globals';
import { readText } from '../../support/source-files.ts';

describe('the scripts that run until somebody ends them', () => {
  it.each(['start', 'demo', 'dev', 'feed', 'bench', 'test'])(
    'leave no shell between npm and the program: a stopped npm leaves no %s running',
    (name) => {
      const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
      expect(scripts[name]).toBe(`exec node server/setup/${name}.mjs`);
    },
  );
});
