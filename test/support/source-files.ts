// Reads the checkout's sources for the house rules: files, their imports, their syntax trees. Must not know the rules.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The repository's root. */
export const checkout = path.resolve(import.meta.dirname, '..', '..');

/** One TypeScript file. */
export interface SourceFile {
  /** Path below the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Everything it imports in any way (static, type, dynamic, re-export), as written. */
  readonly imports: readonly string[];
}

/** All files below some folders whose name ends in one of `endings`, sorted. */
export function listFiles(folders: readonly string[], endings: readonly string[]): string[] {
  return folders.flatMap((folder) => listBelow(folder, endings)).sort();
}

function listBelow(folder: string, endings: readonly string[]): string[] {
  if (!existsSync(path.join(checkout, folder))) return [];
  return readdirSync(path.join(checkout, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listBelow(place, endings);
    return endings.some((ending) => entry.name.endsWith(ending)) ? [place] : [];
  });
}

/** Folders directly below `folder`. */
export function listFolders(folder: string): string[] {
  return readdirSync(path.join(checkout, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
}

/** Text of a file below the root. */
export function readText(file: string): string {
  return readFileSync(path.join(checkout, file), 'utf8');
}

/** Parses every TypeScript file below some folders. */
export function readSources(folders: readonly string[]): SourceFile[] {
  return listFiles(folders, ['.ts', '.tsx']).map((file) => parse(file, readText(file)));
}

/** Parses one text as if it were the file. */
export function parse(file: string, text: string): SourceFile {
  return {
    path: file,
    text,
    tree: ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true),
    imports: ts.preProcessFile(text, true, true).importedFiles.map((found) => found.fileName),
  };
}

/** The file below the root that a relative import means; null for packages. */
export function resolveImport(from: string, imported: string): string | null {
  if (!imported.startsWith('.')) return null;
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), imported.replace(/\?.*$/, '')));
}

/** The package of an import (`zod`, `@scope/name`, `node:fs`); null for our own files. */
export function packageOf(imported: string): string | null {
  if (imported.startsWith('.')) return null;
  if (imported.startsWith('node:')) return imported;
  const [first = '', second = ''] = imported.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** Calls `look` for every node of a tree. */
export function eachNode(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => eachNode(child, look));
}
