// The whole matrix of exits: who asked, exit code, signal.
import { describe, expect, it } from '@jest/globals';
import { exitMeaning, whoAsked } from '../../../media/ffmpeg/exit-meaning.ts';
import type { ExitMeaning, WhoAsked } from '../../../media/ffmpeg/exit-meaning.ts';

const ends = [
  { name: 'code 0', code: 0, signal: null },
  { name: 'code 255', code: 255, signal: null },
  { name: 'code 1', code: 1, signal: null },
  { name: 'SIGKILL', code: null, signal: 'SIGKILL' },
  { name: 'SIGSEGV', code: null, signal: 'SIGSEGV' },
  { name: 'SIGINT', code: null, signal: 'SIGINT' },
  { name: 'no start', code: null, signal: null },
] as const;

const table: Record<WhoAsked, readonly ExitMeaning[]> = {
  nobody: ['finished', 'failed', 'failed', 'failed', 'failed', 'failed', 'failed'],
  finish: ['finished', 'failed', 'failed', 'failed', 'failed', 'failed', 'failed'],
  interrupt: ['finished', 'finished', 'failed', 'cut', 'cut', 'cut', 'failed'],
  kill: ['cut', 'cut', 'cut', 'cut', 'cut', 'cut', 'cut'],
};

describe('the meaning of an exit', () => {
  for (const asked of whoAsked)
    for (const [index, end] of ends.entries())
      it(`is ${String(table[asked][index])} after ${end.name} when ${asked} asked`, () => {
        expect(exitMeaning(end.code, end.signal, asked)).toBe(table[asked][index]);
      });
});
