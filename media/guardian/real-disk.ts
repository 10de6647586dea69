// The machine's own disk for the guard.
import { mkdir, rm, stat, statfs } from 'node:fs/promises';
import { runTool } from '../ffmpeg/run.ts';
import type { GuardedDisk } from './disk-guard.ts';

/** `folder` lies on the disk in question; it is made when it is not there. */
export function realDisk(folder: string): GuardedDisk {
  return {
    async freeBytes() {
      await mkdir(folder, { recursive: true });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    /** util-linux's fallocate takes no time; a file full of zeros would take the disk for seconds. */
    async allocate(path, bytes) {
      const { size } = await stat(path).catch(() => ({ size: -1 }));
      if (size === bytes) return true;
      const made = await runTool('fallocate', ['-l', String(bytes), path], { deadlineMs: 5000 });
      if (made.kind === 'ended' && made.code === 0) return true;
      await rm(path, { force: true });
      return false;
    },
  };
}
