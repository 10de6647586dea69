// Keeps files under the hash of their content. Must not know what they are.
import { createHash } from 'node:crypto';
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { syncFolder } from '../takes/durable-file.ts';

/** A file that has come in whole and has no place yet. */
export interface ReceivedFile {
  readonly path: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface BlobStore {
  /** Writes what comes to the disk; null when it is more than `maxBytes`. Throws what reading and writing throw. */
  receive(pieces: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedFile | null>;
  /** Gives a received file its place, for good. */
  keep(file: ReceivedFile): Promise<void>;
  /** Drops a received file, unless it was kept. */
  discard(file: ReceivedFile): Promise<void>;
  /** Deletes a kept file; nothing when there is none. */
  drop(sha256: string): Promise<void>;
  /** The hashes of all kept files, in no order. */
  list(): Promise<string[]>;
  /** Where the file with this hash stands. */
  pathOf(sha256: string): string;
}

/** Opens the store in a folder of its own and drops what an earlier run had received and not kept. */
export async function openBlobStore(options: { root: string; newId: () => string }): Promise<BlobStore> {
  const { root, newId } = options;
  const incoming = join(root, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  const folderOf = (sha256: string): string => join(root, sha256.slice(0, 2));
  const pathOf = (sha256: string): string => join(folderOf(sha256), sha256);
  return {
    pathOf,
    receive: (pieces, maxBytes) => receive(pieces, { path: join(incoming, newId()), maxBytes }),
    async keep(file) {
      await mkdir(folderOf(file.sha256), { recursive: true });
      await chmod(file.path, 0o444);
      await rename(file.path, pathOf(file.sha256));
      await syncFolder(folderOf(file.sha256));
      await syncFolder(root);
    },
    discard: (file) => rm(file.path, { force: true }),
    drop: (sha256) => rm(pathOf(sha256), { force: true }),
    async list() {
      const names = await readdir(root, { recursive: true });
      return names.map((name) => basename(name)).filter((name) => /^[0-9a-f]{64}$/u.test(name));
    },
  };
}

async function receive(
  pieces: AsyncIterable<Uint8Array>,
  { path, maxBytes }: { path: string; maxBytes: number },
): Promise<ReceivedFile | null> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx', 0o600);
  let bytes = 0;
  let isWhole = false;
  try {
    for await (const piece of pieces) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) return null;
      hash.update(piece);
      await handle.writeFile(piece);
    }
    await handle.sync();
    isWhole = true;
    return { path, sha256: hash.digest('hex'), bytes };
  } finally {
    await handle.close();
    if (!isWhole) await rm(path, { force: true });
  }
}
