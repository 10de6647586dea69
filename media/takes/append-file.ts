// A file that only grows by whole records and knows its digests while it grows. Knows nothing of media.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SealedFile } from './take-record.ts';

/** What an append-only file asks of the system; a `FileHandle` fits, and a failing disk in tests. */
export interface RawFile {
  write(bytes: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  chmod(mode: number): Promise<void>;
  close(): Promise<void>;
}

/** Creates a file that must not exist yet. */
export type CreateRawFile = (path: string) => Promise<RawFile>;

/** The real file system. */
export const createRawFile: CreateRawFile = (path) => open(path, 'wx', 0o644);

/** Calls must not overlap, but for `datasync`. */
export class AppendFile {
  readonly #file: RawFile;
  readonly #name: string;
  readonly #sha256 = createHash('sha256');
  readonly #sha512 = createHash('sha512');
  #bytes = 0;
  #sealed: SealedFile | null = null;

  constructor(file: RawFile, path: string) {
    this.#file = file;
    this.#name = basename(path);
  }

  /** Length of its whole records. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Appends one record, wholly or not at all: a torn record is cut off again (or written over by the next). Throws. */
  async append(record: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < record.length;) {
        const { bytesWritten } = await this.#file.write(record, done, record.length - done, this.#bytes + done);
        done += bytesWritten;
      }
    } catch (error) {
      await this.#cutTornRecord(error);
      throw error;
    }
    this.#sha256.update(record);
    this.#sha512.update(record);
    this.#bytes += record.length;
  }

  async #cutTornRecord(reason: unknown): Promise<void> {
    try {
      await this.#file.truncate(this.#bytes);
    } catch (error) {
      throw new Error(`${this.#name}: neither written nor cut back`, { cause: new AggregateError([reason, error]) });
    }
  }

  /** Makes the content so far survive a power loss. */
  datasync(): Promise<void> {
    return this.#file.datasync();
  }

  /** Makes it permanent and read-only and closes it. Costs the same however long it is; may be called again after a failure. */
  async seal(): Promise<SealedFile> {
    if (this.#sealed !== null) return this.#sealed;
    await this.#file.truncate(this.#bytes);
    await this.#file.sync();
    await this.#file.chmod(0o444);
    await this.#file.close();
    this.#sealed = {
      name: this.#name,
      bytes: this.#bytes,
      sha256: this.#sha256.digest('hex'),
      sha512: this.#sha512.digest('hex'),
    };
    return this.#sealed;
  }

  /** Closes it as it is, for recovery to look at. */
  async abandon(): Promise<void> {
    if (this.#sealed === null) await this.#file.close();
  }
}
