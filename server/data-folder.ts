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
  const held = await openFolder(dataDir).catch(() => {
    throw new StartRefused(
      `DATA_DIR is ${dataDir}, which this user may not write to; give the user the right to, or name another folder.`,
    );
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
