// Keys, chapters and patience of the player.
import { describe, expect, it } from '@jest/globals';
import { chapterAt, placeChapters } from '../../../client/player/chapters.ts';
import { retryDelayMs } from '../../../client/player/retry-delay.ts';
import { shortcutOf } from '../../../client/player/shortcuts.ts';

const press = { ctrlKey: false, altKey: false, metaKey: false, tagName: 'DIV' };

describe('the keys of the player', () => {
  it.each([
    [' ', 'toggle-play'],
    ['K', 'toggle-play'],
    ['ArrowLeft', 'back'],
    ['ArrowRight', 'forward'],
    ['m', 'toggle-mute'],
    ['f', 'full-screen'],
    ['L', 'go-live'],
    ['c', 'captions'],
  ])('know %j', (key, shortcut) => {
    expect(shortcutOf({ ...press, key })).toBe(shortcut);
  });

  it('leave the key to a control that needs it', () => {
    expect(shortcutOf({ ...press, key: ' ', tagName: 'BUTTON' })).toBeNull();
    expect(shortcutOf({ ...press, key: ' ', tagName: 'SUMMARY' })).toBeNull();
    expect(shortcutOf({ ...press, key: 'ArrowLeft', tagName: 'SELECT' })).toBeNull();
    expect(shortcutOf({ ...press, key: 'm', tagName: 'INPUT', inputType: 'text' })).toBeNull();
  });

  it('leave shortcuts of the browser alone', () => {
    expect(shortcutOf({ ...press, key: 'l', ctrlKey: true })).toBeNull();
    expect(shortcutOf({ ...press, key: 'ArrowLeft', altKey: true })).toBeNull();
  });
});

describe('chapters on the seek bar', () => {
  const at = { currentTime: 50, instantMs: 1_050_000, seekableStart: 0, seekableEnd: 60 };
  const chapter = (id: string, atMs: number | null, offsetSeconds: number | null) => ({
    id,
    number: id,
    title: id,
    atMs,
    offsetSeconds,
  });

  it('stand at their offset, or at their distance in wall clock', () => {
    const placed = placeChapters([chapter('b', 1_040_000, null), chapter('a', 0, 5)], at);
    expect(placed.map(({ chapter: { id }, seconds }) => [id, seconds])).toEqual([
      ['a', 5],
      ['b', 40],
    ]);
  });

  it('stand while live where their instant is played, slates between the takes counted', () => {
    const placed = placeChapters([chapter('a', 1_000_000, 5)], at, (instantMs) => (instantMs - 980_000) / 1000);
    expect(placed.map(({ seconds }) => seconds)).toEqual([20]);
  });

  it('are left out where they do not lie on the timeline', () => {
    expect(placeChapters([chapter('later', null, 90), chapter('never', null, null)], at)).toEqual([]);
  });

  it('name the item of a second', () => {
    const placed = placeChapters([chapter('a', null, 5), chapter('b', null, 40)], at);
    expect(chapterAt(placed, 4)).toBeNull();
    expect(chapterAt(placed, 39)?.id).toBe('a');
    expect(chapterAt(placed, 40)?.id).toBe('b');
  });
});

describe('patience', () => {
  it('asks again soon at first and within two seconds for ever while live', () => {
    expect(retryDelayMs(0, true)).toBe(500);
    expect(retryDelayMs(1_000_000, true)).toBe(2_000);
  });

  it('leaves the archive more time', () => {
    expect(retryDelayMs(9, false)).toBe(10_000);
  });
});
