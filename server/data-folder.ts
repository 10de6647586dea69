// The folder of everything that must be kept: made, writable, and served by one server at a time.
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { holdFile, type HeldFile } from '../db/hold-file.ts';
import { StartRefused } from './start-refused.ts';

/**
 * Makes the folder ready and holds it until released. Two servers on one folder would each take the other's open
 * recording for one that a crash had left, and mend it.
 * @throws StartRefused
 */
export async function holdDataFolder(dataDir: string): Promise<HeldFile> {
  const held = await openFolder(dataDir).catch((error: unknown) => {
    throw new StartRefused(`DATA_DIR is ${dataDir}, ${whyUnusable(error)}`);
  });
  if (held !== null) return held;
  throw new StartRefused(
    `DATA_DIR is ${dataDir}, which another running Casa di Vetro serves; stop that one, or name another folder.`,
  );
}

async function openFolder(dataDir: string): Promise<HeldFile | null> {
  await mkdir(dataDir, { recursive: true });
  await access(dataDir, constants.W_OK | constants.X_OK);
  return holdFile(join(dataDir, 'server.lock'));
}

/** The end of the sentence: what is wrong with the folder, and the cure. */
function whyUnusable(error: unknown): string {
  switch (typeof error === 'object' && error !== null && 'code' in error ? error.code : null) {
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return 'but the disk there is full; make room, or name another folder.';
    case 'EROFS':
      return 'but the disk there is read-only; mount it for writing, or name another folder.';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'but there is a file at this path; name a folder.';
    case 'EACCES':
    case 'EPERM':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return 'which this user may not write to; give the user the right to, or name another folder.';
    default:
      return `which cannot be used (${error instanceof Error ? error.message : String(error)}); name another folder.`;
  }
}
