// A stylesheet out of the town's one colour: what stands in client/theme/_colours.scss, mixed with it. Pure.
import { contrastOf, leastContrast, mixColours, readColour, softPart, writeColour } from '../contract/town.ts';

type Rgb = ReturnType<typeof readColour>;

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
/** The soft ground of the dark theme; on it the colour must be readable as text. */
const darkSoft = readColour('#1d3349');

/** Variables for light and dark screens, whatever sheet comes after; paper stays black on white. Nothing without a colour. */
export function styleOfTown(accent: string | null): string {
  if (accent === null) return '';
  const rgb = readColour(accent);
  const onDark = lightened(rgb);
  return [
    '@media screen{:root:root{',
    rules({
      primary: rgb,
      'primary-strong': mixColours(rgb, black, 0.25),
      'primary-soft': mixColours(white, rgb, softPart),
      header: rgb,
      'header-slim': mixColours(rgb, black, 0.15),
    }),
    '}}\n@media screen and (prefers-color-scheme: dark){:root:root{',
    rules({
      primary: onDark,
      'primary-strong': mixColours(onDark, white, 0.4),
      'primary-soft': darkSoft,
      header: mixColours(rgb, black, 0.4),
      'header-slim': mixColours(rgb, black, 0.6),
    }),
    '}}\n',
  ].join('');
}

function rules(colours: Readonly<Record<string, Rgb>>): string {
  return Object.entries(colours)
    .map(([name, rgb]) => `--cdv-${name}:${writeColour(rgb)};`)
    .join('');
}

function lightened(rgb: Rgb): Rgb {
  for (let part = 0.3; part < 1; part += 0.05) {
    const lighter = mixColours(rgb, white, part);
    if (contrastOf(lighter, darkSoft) >= leastContrast) return lighter;
  }
  return white;
}
