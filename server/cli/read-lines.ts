// Reads text files line by line, gzipped or not, in little memory. What cannot be read becomes a line with a fault.
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { TextLine } from '../usecases/import-archive.ts';

/** No honest line is longer (a document's text has at most 5 million characters). */
const longestLineBytes = 32 * 1024 * 1024;
const newline = 10;

/** All lines of all files, numbered from 1; blank ones are left out. */
export async function* readLines(files: readonly string[]): AsyncGenerator<TextLine> {
  for (const file of files) {
    let line = 0;
    try {
      for await (const bytes of splitLines(await openText(file))) {
        line += 1;
        const read = decode(bytes, line);
        if (read.fault !== undefined || read.text.trim() !== '') yield { file, line, ...read };
      }
    } catch (error) {
      yield { file, line: line === 0 ? 0 : line + 1, text: '', fault: explainReadError(error) };
    }
  }
}

/** Gzip is known by its first two bytes (RFC 1952), whatever the file is called. */
async function openText(file: string): Promise<Readable> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0).finally(() => handle.close());
  const bytes = createReadStream(file);
  if (bytesRead < 2 || buffer[0] !== 0x1f || buffer[1] !== 0x8b) return bytes;
  // An error of either stream destroys both and reaches whoever reads the text.
  return pipeline(bytes, createGunzip(), () => undefined);
}

/** Lines without their ending; null for one that is too long. */
async function* splitLines(stream: Readable): AsyncGenerator<Buffer | null> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  const flush = (): Buffer | null => {
    const whole = heldBytes > longestLineBytes ? null : Buffer.concat(held);
    held = [];
    heldBytes = 0;
    return whole;
  };
  for await (const chunk of stream) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      held.push(bytes.subarray(start, end));
      heldBytes += end - start;
      yield flush();
      start = end + 1;
    }
    heldBytes += bytes.length - start;
    if (heldBytes > longestLineBytes) held = [];
    else if (start < bytes.length) held.push(bytes.subarray(start));
  }
  if (heldBytes > 0) yield flush();
}

function decode(bytes: Buffer | null, line: number): { text: string; fault?: string } {
  if (bytes === null) return { text: '', fault: `the line is longer than ${longestLineBytes / 1024 / 1024} MiB` };
  if (!isUtf8(bytes)) return { text: '', fault: 'the line is not UTF-8' };
  // Only the first line may begin with a byte order mark.
  return { text: new TextDecoder('utf-8', { ignoreBOM: line !== 1 }).decode(bytes) };
}

function explainReadError(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder';
  if (code === 'EACCES') return 'this user may not read the file';
  if (code.startsWith('Z_')) return 'the gzip file is damaged or cut off from here on';
  throw error;
}
