// Reads archive files of the contract's import format for tests and benchmarks.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SourceLine } from '../../db/imports.ts';
import { importedLineSchema } from '../../server/contract/imports.ts';

/** The lines of the files, one file after the other. Throws on a line that the contract does not accept. */
export function* readArchiveLines(files: readonly string[]): Generator<SourceLine> {
  for (const file of files) {
    const bytes = readFileSync(file);
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      yield { file: basename(file), line: index + 1, value: importedLineSchema.parse(JSON.parse(line)) };
    }
  }
}
