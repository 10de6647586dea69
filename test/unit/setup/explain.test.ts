// What the set-up says to the person at the terminal: one sentence, with the cure.
import { describe, expect, it } from '@jest/globals';
import { explainUnfit } from '../../../server/setup/ffmpeg-check.mjs';
import { explainOldNode, oldestNode } from '../../../server/setup/node-version.mjs';
import { findChromium } from '../../../server/setup/chromium.mjs';
import { explainMissing, findProgram, missingCompilers } from '../../../server/setup/system-packages.mjs';
import { readText } from '../../support/source-files.ts';

const encoders = [' V....D libx264              libx264 H.264', ' A....D aac                  AAC'].join('\n');

describe('the Node version', () => {
  it.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('%s will do', (version) => {
    expect(explainOldNode(version)).toBeNull();
  });

  it.each(['18.19.0', '20.18.3', '12.22.12'])('%s is refused with the version that is needed', (version) => {
    expect(explainOldNode(version)).toContain(oldestNode);
  });

  it('is the one of package.json', () => {
    expect(JSON.parse(readText('package.json')).engines.node).toBe(`>=${oldestNode}`);
  });
});

describe('ffmpeg', () => {
  it.each([
    'ffmpeg version 5.1.9-0+deb12u1 Copyright',
    'ffmpeg version n7.1 Copyright',
    'ffmpeg version N-118193-g5f38c82536 Copyright',
  ])('is fit: %s', (version) => {
    expect(explainUnfit('/usr/bin/ffmpeg', version, encoders)).toBeNull();
  });

  it('is too old below 5.1', () => {
    expect(explainUnfit('/usr/bin/ffmpeg', 'ffmpeg version 5.0.1', encoders)).toContain('too old');
    expect(explainUnfit('/usr/bin/ffmpeg', 'ffmpeg version 6.0', encoders)).toBeNull();
    expect(explainUnfit('/usr/bin/ffmpeg', 'ffmpeg version 4.4.2-0ubuntu0.22.04.1', encoders)).toContain('too old');
  });

  it('is named with the encoder that it lacks', () => {
    const without = encoders.replace('libx264 ', 'libopenh264 ');
    expect(explainUnfit('/opt/ffmpeg', 'ffmpeg version 6.1', without)).toBe(
      "/opt/ffmpeg was built without libx264: install your system's full ffmpeg or set FFMPEG_PATH to one.",
    );
  });

  it('is not any program of that name', () => {
    expect(explainUnfit('/tmp/ffmpeg', 'hello', '')).toContain('does not answer like ffmpeg');
  });
});

describe('missing programs', () => {
  it('are told to somebody who may not install them, with the exact command', () => {
    expect(explainMissing(['ffmpeg', 'python3', 'make', 'g++'], { hasApt: true })).toBe(
      'Casa di Vetro needs ffmpeg, python3, make and g++, which are not installed here, and only an administrator may install them: run "sudo apt-get update && sudo apt-get install -y ffmpeg python3 make g++" and start again.',
    );
  });

  it('are told without apt where there is none', () => {
    const sentence = explainMissing(['ffmpeg'], { hasApt: false });
    expect(sentence).toContain('ffmpeg, which is not installed here');
    expect(sentence).not.toContain('apt');
  });

  it('are only the compilers that are not there', () => {
    const find = (program: string) => (program === 'make' ? null : `/usr/bin/${program}`);
    expect(missingCompilers(find)).toEqual(['make']);
  });

  it('are looked for along the search path', () => {
    expect(findProgram('sh', '/nowhere:/bin')).toBe('/bin/sh');
    expect(findProgram('no-such-program', '/bin')).toBeNull();
  });
});

describe('the browser of the tests', () => {
  it('is the one that was given', () => {
    expect(findChromium((file) => file, '/opt/chrome')).toBe('/opt/chrome');
  });

  it('is otherwise the first of its family', () => {
    const find = (program: string) => (program === 'google-chrome' ? '/usr/bin/google-chrome' : null);
    expect(findChromium(find, '')).toBe('/usr/bin/google-chrome');
    expect(findChromium(() => null, '')).toBeNull();
  });
});
