// The size of a file in words; pure.
import type { Language } from './language.ts';

const locales = { it: 'it-IT', en: 'en-GB' } as const;

/** `1,2 MB`, `340 kB`. */
export function sizeInWords(bytes: number, language: Language): string {
  const [value, unit] = bytes < 999_500 ? [Math.max(1, bytes / 1000), 'kB'] : [bytes / 1_000_000, 'MB'];
  const digits = unit === 'MB' && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits }).format(value)} ${unit}`;
}
