// The town's colour: which may be read, and what every page makes of it.
import { describe, expect, it } from '@jest/globals';
import {
  accentContrast,
  contrastOf,
  readableAccent,
  readColour,
  updateTownSchema,
} from '../../../server/contract/town.ts';
import { styleOfTown } from '../../../server/domain/town-colours.ts';

const colours = ['#0066cc', '#a6192e', '#00703c', '#5b2a86', '#000000', '#7a5c00'];

/** Variable → colour, of the light or the dark part. */
function variables(style: string, part: 'light' | 'dark'): Map<string, string> {
  const [, light = '', dark = ''] = style.split('@media');
  return new Map(
    [...(part === 'light' ? light : dark).matchAll(/--cdv-([\w-]+):(#\w{6})/gu)].map(([, a = '', b = '']) => [a, b]),
  );
}

describe('the colour of a town', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrastOf([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
    expect(contrastOf([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
  });

  it('is refused when it cannot be read, and can be darkened until it can', () => {
    for (const tooLight of ['#ffcc00', '#5ab0ff', '#ffffff', '#ff8800']) {
      expect(updateTownSchema.safeParse({ accent: tooLight }).success).toBe(false);
      expect(updateTownSchema.safeParse({ accent: readableAccent(tooLight) }).success).toBe(true);
    }
    for (const colour of colours) expect(readableAccent(colour)).toBe(colour);
  });

  it.each(['red', '#12', '#0066cc;}body{display:none', 'url(x)'])('is never %s', (accent) =>
    expect(updateTownSchema.safeParse({ accent }).success).toBe(false),
  );

  it.each(colours)('%s keeps every pair of words and ground readable, light and dark', (accent) => {
    expect(accentContrast(accent)).toBeGreaterThanOrEqual(4.5);
    const grounds = { light: '#ffffff', dark: '#101a24' } as const;
    for (const part of ['light', 'dark'] as const) {
      const of = (name: string): ReturnType<typeof readColour> =>
        readColour(variables(styleOfTown(accent), part).get(name) ?? '');
      const onPrimary = readColour(part === 'light' ? '#ffffff' : '#06182b');
      const pairs = [
        [of('primary'), readColour(grounds[part])],
        [of('primary'), of('primary-soft')],
        [of('primary'), onPrimary],
        [of('primary-strong'), onPrimary],
        [of('header'), readColour('#ffffff')],
        [of('header-slim'), readColour('#ffffff')],
      ] as const;
      expect(pairs.map(([one, other]) => contrastOf(one, other) >= 4.5)).toEqual(pairs.map(() => true));
    }
  });

  it('is the product’s own until the town has one', () => expect(styleOfTown(null)).toBe(''));
});
