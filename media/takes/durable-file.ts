// Writes that survive a crash: a small file appears whole or not at all. Knows nothing of takes.
import { chmod, open, readdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes what was created or renamed in a folder permanent. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file by way of `<path>.partial`, fsync and rename; the last step makes the folder permanent. */
export async function writeDurably(path: string, content: string): Promise<void> {
  const partial = `${path}.partial`;
  const handle = await open(partial, 'w', 0o644);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, path);
  await syncFolder(dirname(path));
}

/** Nobody writes to a sealed file, not even we by mistake. */
export async function makeReadOnly(path: string): Promise<void> {
  await chmod(path, 0o444);
}

/** Is this the error of a file or folder that is not there? */
export function isAbsence(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === 'ENOENT' || error.code === 'ENOTDIR';
}

/** The value, or null when the file or folder is not there; other errors pass. */
export async function orNullIfAbsent<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

/** Names of the folders in a folder, sorted; none when it is not there. */
export async function folderNames(folder: string): Promise<readonly string[]> {
  const entries = (await orNullIfAbsent(readdir(folder, { withFileTypes: true }))) ?? [];
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
