// One server at a time serves a data folder, and the lock of one that died is nobody's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holdDataFolder } from '../../../server/data-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Holds the folder's lock in another process, until killed. */
const holder = `const db = new (require('better-sqlite3'))(process.argv[1]);
db.exec('BEGIN EXCLUSIVE'); process.stdout.write('held'); setInterval(() => undefined, 1000);`;

describe('the data folder', () => {
  it('is made when it is missing, held until released, and can be held again', async () => {
    const dataDir = join(folder, 'new', 'data');
    const held = await holdDataFolder(dataDir);
    await expect(holdDataFolder(dataDir)).rejects.toThrow(
      `DATA_DIR is ${dataDir}, which another running Casa di Vetro serves; stop that one, or name another folder.`,
    );
    held.release();
    held.release();
    (await holdDataFolder(dataDir)).release();
  });

  it('is free again as soon as the process that held it is killed', async () => {
    const other = spawn(process.execPath, ['-e', holder, join(folder, 'server.lock')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(other.stdout, 'data');
      await expect(holdDataFolder(folder)).rejects.toThrow('another running Casa di Vetro');
    } finally {
      other.kill('SIGKILL');
      await once(other, 'close');
    }
    (await holdDataFolder(folder)).release();
  });

  it('is refused in one sentence where there is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await chmod(file, 0o400);
    for (const dataDir of [file, join(file, 'below')]) {
      await expect(holdDataFolder(dataDir)).rejects.toThrow(
        `DATA_DIR is ${dataDir}, but there is a file at this path; name a folder.`,
      );
    }
  });

  it('is refused in other words when it cannot hold the lock', async () => {
    await mkdir(join(folder, 'server.lock'));
    await expect(holdDataFolder(folder)).rejects.toThrow(
      `DATA_DIR is ${folder}, which this user may not write to; give the user the right to, or name another folder.`,
    );
  });
});
