// The scripts of package.json: npm runs each in a shell, and only what replaces that shell hears a signal sent to npm.
import { describe, expect, it } from '@jest/globals';
import { serverFlags } from '../../../server/setup/server-flags.mjs';
import { readText } from '../../support/source-files.ts';

describe('the scripts that run until somebody ends them', () => {
  it.each(['start', 'demo', 'dev', 'feed', 'bench', 'test'])(
    'leave no shell between npm and the program: a stopped npm leaves no %s running',
    (name) => {
      const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
      const program = scripts[name]?.replace(` ${serverFlags.join(' ')}`, '');
      expect(program).toBe(`exec node server/setup/${name}.mjs`);
    },
  );
});

describe('the server', () => {
  it.each(['package.json', 'server/setup/casa-di-vetro.service'])('gets its flags of Node from %s', (file) => {
    expect(readText(file)).toContain(`node ${serverFlags.join(' ')} server/setup/start.mjs`);
  });
});
