// Takes the body of a request as a file. One that is too large is refused before it is read, where its length is said.
import type { Request } from 'express';
import type { IncomingFile } from '../contract/files.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { House } from '../usecases/house.ts';

/** Writes the body to the disk. What is left of a refused body is read and thrown away by Node, so that the answer arrives. */
export async function receiveFile(house: House, request: Request, maxBytes: number): Promise<Outcome<IncomingFile>> {
  const said = Number(request.headers['content-length'] ?? 0);
  const file =
    said > maxBytes ? null : await house.files.receive(request.iterator({ destroyOnReturn: false }), maxBytes);
  if (file === null) {
    const size = said > maxBytes ? `This file has ${inMegabytes(said)} MB.` : 'This file is too large.';
    return refuse(
      'too-large',
      `${size} At most ${inMegabytes(maxBytes)} MB are taken: make it smaller, or cut it in parts.`,
    );
  }
  if (file.bytes > 0) return accept(file);
  await house.files.discard(file);
  return refuse('empty-file', 'This file is empty: choose another one.');
}

function inMegabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
