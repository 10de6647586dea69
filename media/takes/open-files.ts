// Keeps a few files open for reading, the most recently used ones. Knows nothing of takes.
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

interface OpenFile {
  readonly handle: Promise<FileHandle>;
  /** Reads going on; it is closed only when there are none. */
  uses: number;
  isEvicted: boolean;
}

export interface OpenFiles {
  /** Lends the open file to `use` and takes it back. Throws what opening or `use` throws. */
  use<Value>(path: string, use: (handle: FileHandle) => Promise<Value>): Promise<Value>;
  /** Closes everything as soon as nothing is read from it any more; later uses throw. */
  close(): Promise<void>;
}

async function closeFile(file: OpenFile): Promise<void> {
  const handle = await file.handle.catch(() => null);
  await handle?.close();
}

/** At most `limit` idle files stay open. */
export function createOpenFiles(limit: number): OpenFiles {
  // A Map keeps the order of insertion: the first is the one used longest ago.
  const files = new Map<string, OpenFile>();
  const closing = new Set<Promise<void>>();
  let isClosed = false;

  const evict = (path: string, file: OpenFile): void => {
    if (files.get(path) === file) files.delete(path);
    file.isEvicted = true;
    closeIfIdle(file);
  };
  const closeIfIdle = (file: OpenFile): void => {
    if (!file.isEvicted || file.uses > 0) return;
    const done = closeFile(file).finally(() => closing.delete(done));
    closing.add(done);
  };
  const take = (path: string): OpenFile => {
    const file = files.get(path) ?? { handle: open(path, 'r'), uses: 0, isEvicted: false };
    files.delete(path);
    files.set(path, file);
    for (const [oldPath, old] of files) {
      if (files.size <= limit) break;
      evict(oldPath, old);
    }
    return file;
  };
  return {
    async use(path, use) {
      if (isClosed) throw new Error('the files are closed');
      const file = take(path);
      file.uses += 1;
      try {
        return await use(await file.handle);
      } catch (error) {
        // What could not be opened, or broke, is opened anew the next time.
        evict(path, file);
        throw error;
      } finally {
        file.uses -= 1;
        closeIfIdle(file);
      }
    },
    async close() {
      isClosed = true;
      for (const [path, file] of files) evict(path, file);
      await Promise.all(closing);
    },
  };
}
