// Judges uploaded files and makes takes of them, for the application: nothing half-made is ever seen among the takes.
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../takes/durable-file.ts';
import { takeFolder } from '../takes/take-format.ts';
import type { TakeSeal } from '../takes/take-record.ts';
import { readTakeSeal } from '../takes/take-reader.ts';
import { makeFileTake, type FileTakeRequest, type FileTakeTools } from './file-take.ts';
import { judgeFile, type FileJudgement } from './judge-file.ts';

export interface Recordings {
  judge(file: { readonly path: string; readonly name: string }): Promise<FileJudgement>;
  /**
   * Makes a take that nobody sees yet; asked again for the same take it begins anew, or answers the one that was kept
   * already. Throws FileTakeError, or the signal's reason.
   */
  makeTake(request: Omit<FileTakeRequest, 'root'>): Promise<MadeTake>;
}

/** A sealed take; it is to be kept or discarded. */
export interface MadeTake {
  readonly seal: TakeSeal;
  /** Puts it among the takes of its session: all or nothing. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

export interface RecordingsOptions extends FileTakeTools {
  readonly ffprobe: string;
  readonly takesRoot: string;
}

export function createRecordings(options: RecordingsOptions): Recordings {
  const { takesRoot } = options;

  /** A rename within one file system is all or nothing, and so is the take. */
  async function moveAmongTakes(from: string, to: string): Promise<void> {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
    for (const folder of [dirname(from), dirname(to), takesRoot]) await syncFolder(folder);
  }

  return {
    judge: (file) => judgeFile(file, options),
    async makeTake(request) {
      const folder = takeFolder(takesRoot, request);
      const kept = await readTakeSeal(folder);
      if (kept !== null) return { seal: kept, keep: () => Promise.resolve(), discard: () => removeTree(folder) };
      const root = `${request.path}.take`;
      await removeTree(root);
      await mkdir(root, { recursive: true });
      try {
        const seal = await makeFileTake({ ...request, root }, options);
        const keep = (): Promise<void> => moveAmongTakes(takeFolder(root, request), folder);
        return { seal, keep, discard: () => removeTree(root) };
      } catch (error) {
        await removeTree(root);
        throw error;
      }
    },
  };
}

async function removeTree(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
