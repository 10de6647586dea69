// Progress on the terminal: what is done, that it goes on, how long it took.
import { describe, expect, it } from '@jest/globals';
import { createProgress, formatElapsed, shorten } from '../../../server/setup/progress.mjs';

function record() {
  const written: string[] = [];
  let clock = 0;
  const options = {
    write: (text: string) => void written.push(text.trimEnd()),
    now: () => (clock += 1500),
    everyMs: 1,
  };
  return { written, progress: createProgress(2, options) };
}

describe('progress', () => {
  it('numbers the steps and says how long each took', async () => {
    const { written, progress } = record();
    await progress.step('First', () => Promise.resolve());
    await progress.step('Second', () => Promise.resolve());
    expect(written).toEqual(['[1/2] First …', '[1/2]   done in 1.5 s', '[2/2] Second …', '[2/2]   done in 1.5 s']);
  });

  it('tells steps apart that go on at the same time', async () => {
    const { written, progress } = record();
    let finishFirst: () => void = () => undefined;
    const first = progress.step('First', () => new Promise<void>((resolve) => (finishFirst = resolve)));
    await progress.step('Second', () => Promise.resolve());
    finishFirst();
    await first;
    expect(written.filter((line) => !line.includes('still'))).toEqual([
      '[1/2] First …',
      '[2/2] Second …',
      '[2/2]   done in 1.5 s',
      '[1/2]   done in 4.5 s',
    ]);
  });

  it('says during a long step that it goes on, with the latest line', async () => {
    const written: string[] = [];
    let finish: () => void = () => undefined;
    const write = (text: string) => {
      written.push(text);
      if (written.length === 3) finish();
    };
    const progress = createProgress(1, { write, now: () => 0, everyMs: 1 });
    await progress.step('Long', (note) => {
      note('half way');
      return new Promise<void>((resolve) => {
        finish = () => resolve();
      });
    });
    expect(written[1]).toBe('[1/1]   still working, 0.0 s: half way\n');
  });

  it('hands a failure on and says nothing after it', async () => {
    const { written, progress } = record();
    await expect(progress.step('Bad', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(written).toEqual(['[1/2] Bad …']);
  });

  it.each([
    [400, '0.4 s'],
    [12_300, '12 s'],
    [59_700, '1 min 00 s'],
    [185_000, '3 min 05 s'],
  ])('words %d ms as %s', (milliseconds, words) => {
    expect(formatElapsed(milliseconds)).toBe(words);
  });

  it('keeps a line short and free of colours', () => {
    expect(shorten(`\u001B[31m${'x'.repeat(200)}`)).toBe(`${'x'.repeat(89)}…`);
  });
});
