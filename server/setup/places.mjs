// Where things lie in the checkout.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What the server is compiled to; started by importing it. */
export const mainFile = path.join(root, 'dist', 'server', 'main.js');

/**
 * A program that an npm package brings along, as a file for Node.
 * @param {string} file path below node_modules
 */
export function packagedProgram(file) {
  return path.join(root, 'node_modules', file);
}
