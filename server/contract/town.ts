// The town as its pages show it: name, crest, one colour. The colour must be readable as text and under white text (WCAG 2.2, 1.4.3).
import { z } from 'zod';

/** What WCAG asks of text of ordinary size. */
export const leastContrast = 4.5;

type Rgb = readonly [number, number, number];

/** `#rrggbb` as three numbers from 0 to 255. */
export function readColour(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Three numbers as `#rrggbb`. */
export function writeColour(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** `part` (0 to 1) of the other colour mixed into the first. */
export function mixColours(colour: Rgb, other: Rgb, part: number): Rgb {
  const mix = (index: 0 | 1 | 2): number => colour[index] * (1 - part) + other[index] * part;
  return [mix(0), mix(1), mix(2)];
}

/** Contrast ratio after WCAG 2.2, 1 to 21. */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What the product has by itself. */
export const ownAccent = '#0066cc';

const white: Rgb = [255, 255, 255];
/** How much of the colour its own soft ground has. */
export const softPart = 0.1;

/** The contrast that counts: with white, and with its own soft ground, on which it stands as text too. */
export function accentContrast(accent: string): number {
  const rgb = readColour(accent);
  return Math.min(contrastOf(rgb, white), contrastOf(rgb, mixColours(white, rgb, softPart)));
}

/** The same colour, darkened until it can be read. */
export function readableAccent(accent: string): string {
  for (let part = 0; part < 1; part += 0.02) {
    const darker = writeColour(mixColours(readColour(accent), [0, 0, 0], part));
    if (accentContrast(darker) >= leastContrast) return darker;
  }
  return '#000000';
}

export const accentSchema = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .refine((accent) => accentContrast(accent) >= leastContrast, {
    error: 'is too light: its contrast with white must be 4.5 to 1 at least (WCAG 1.4.3); choose a darker one',
  });

export const townSchema = z.object({
  name: z.string().nullable().describe('null: the name of the product'),
  accent: z.string().nullable().describe('`#rrggbb`; null: blue'),
  crest: z.string().nullable().describe('path of the crest'),
});
export type Town = z.infer<typeof townSchema>;

export const updateTownSchema = z
  .object({
    name: z.string().trim().max(80).nullable().optional(),
    accent: accentSchema.nullable().optional(),
  })
  .describe('fields left out stay as they are; null goes back to what the product has');
export type UpdateTown = z.infer<typeof updateTownSchema>;

/** Crests are small drawings. */
export const maxCrestBytes = 1024 * 1024;

export const townManifestSchema = z
  .object({
    name: z.string(),
    short_name: z.string(),
    start_url: z.string(),
    display: z.literal('minimal-ui'),
    icons: z.array(z.object({ src: z.string(), sizes: z.string(), type: z.string().optional() })),
    theme_color: z.string(),
    background_color: z.string(),
  })
  .describe('a Web Application Manifest');
export type TownManifest = z.infer<typeof townManifestSchema>;
