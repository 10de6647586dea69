// Where the browser of the end-to-end tests is.
import { findProgram } from './system-packages.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * CHROMIUM_PATH, else a browser of the Chromium family on the search path; null when there is none.
 * @param {(program: string) => string | null} [find]
 * @param {string} [given]
 * @returns {string | null}
 */
export function findChromium(find = findProgram, given = process.env['CHROMIUM_PATH'] ?? '') {
  if (given !== '') return find(given);
  for (const name of names) {
    const file = find(name);
    if (file !== null) return file;
  }
  return null;
}
