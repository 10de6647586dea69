// Keeps the bytes of uploads while they arrive (tus 1.0.0). Who may send, and what becomes of a file, others decide.
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, Upload } from '@tus/server';

/** The version of the protocol that is spoken here. */
export const tusVersion = '1.0.0';

export interface UploadShelf {
  /** Makes room for a file of this many bytes; none of them has arrived. */
  create(id: string, bytes: number): Promise<void>;
  /** Answers a HEAD or PATCH about an upload that exists. Settles when it is answered. */
  exchange(id: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** How much of it has arrived; null when there is no such file. */
  received(id: string): Promise<number | null>;
  pathOf(id: string): string;
  /** What has arrived lies on the disk for good. */
  sync(id: string): Promise<void>;
  /** Nothing happens when it is gone already. */
  remove(id: string): Promise<void>;
  /** Removes what belongs to none of these. */
  removeAllBut(ids: ReadonlySet<string>): Promise<void>;
  /** Of the disk on which the files lie. */
  space(): Promise<{ freeBytes: number; totalBytes: number }>;
  /** Called when the last byte has arrived; may be called again for the same one. */
  onWhole(listener: (id: string) => Promise<void>): void;
}

/** `folder` is made when it is not there. */
export function createUploadShelf({ folder }: { folder: string }): UploadShelf {
  const store = new FileStore({ directory: folder });
  const listeners: ((id: string) => Promise<void>)[] = [];
  const pathOf = (id: string): string => join(folder, safe(id));
  const server = new Server({
    path: '/uploads',
    datastore: store,
    allowedOrigins: () => false, // pages of other sites have no business here
    getFileIdFromRequest: (_request, last) => last,
    async onUploadFinish(_request, { id }) {
      for (const listener of listeners) await listener(id);
      return {};
    },
  });
  return {
    async create(id, bytes) {
      await mkdir(folder, { recursive: true });
      await store.create(new Upload({ id: safe(id), size: bytes, offset: 0 }));
    },
    exchange: (_id, request, response) => server.handle(request, response),
    received: (id) => sizeOf(pathOf(id)),
    pathOf,
    async sync(id) {
      const file = await open(pathOf(id), 'r+');
      await file.sync().finally(() => file.close());
    },
    async remove(id) {
      for (const name of [safe(id), `${id}.json`, `${id}.take`]) await removeTree(join(folder, name));
    },
    async removeAllBut(ids) {
      await mkdir(folder, { recursive: true });
      const names = await readdir(folder);
      for (const name of names.filter((one) => !ids.has(one.split('.')[0] ?? ''))) await removeTree(join(folder, name));
    },
    async space() {
      await mkdir(folder, { recursive: true });
      const { bavail, blocks, bsize } = await statfs(folder);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
    onWhole: (listener) => void listeners.push(listener),
  };
}

function safe(id: string): string {
  if (!/^[\w-]{1,64}$/.test(id)) throw new Error('not the id of an upload');
  return id;
}

async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

async function sizeOf(path: string): Promise<number | null> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return facts === null ? null : facts.size;
}
