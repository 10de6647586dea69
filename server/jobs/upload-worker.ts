// Works on files that were sent, one after the other; goes on after a start where the last run stopped, and tidies up.
import { removeOldUploads } from '../usecases/deal-with-uploads.ts';
import type { House } from '../usecases/house.ts';
import { finishUpload, finishWholeUploads } from '../usecases/send-recording.ts';
import { nextUpload, workOnUpload } from '../usecases/work-on-upload.ts';

export interface UploadWorker {
  /** Settles when what the last run left has been looked through. */
  start(): Promise<void>;
  /** Gives up what is being done (it begins anew at the next start) and waits for that. Idempotent. */
  stop(): Promise<void>;
}

const tidyEveryMs = 3600 * 1000;

/** Makes the worker. */
export function createUploadWorker(house: House): UploadWorker {
  let round: Promise<void> | null = null;
  let current: AbortController | null = null;
  let tidying: NodeJS.Timeout | null = null;
  let isStopped = true;
  let wasRung = false;

  /** One file. False when there was none, or the work was given up. */
  async function workOnNext(): Promise<boolean> {
    const upload = await nextUpload(house);
    if (upload === null || isStopped) return false;
    const giveUp = new AbortController();
    let share = 0;
    current = giveUp;
    const done = workOnUpload(house, upload, { signal: giveUp.signal, onProgress: (part) => void (share = part) });
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    const stopIt = (): Promise<void> => (giveUp.abort(new Error('the work was given up')), settled);
    house.workshop.workOn({ uploadId: upload.id, progress: () => share, giveUp: stopIt });
    try {
      await done;
      return true;
    } catch (error) {
      if (!giveUp.signal.aborted) throw error;
      return !isStopped;
    } finally {
      house.workshop.workOn(null);
      current = null;
    }
  }

  async function workThrough(): Promise<void> {
    do wasRung = false;
    while ((await workOnNext()) || wasRung);
  }

  function begin(): void {
    wasRung = true;
    if (round !== null || isStopped) return;
    round = workThrough()
      .catch((error: unknown) => house.log.error({ err: error }, 'the work on a file that was sent failed'))
      .finally(() => void (round = null));
  }

  house.workshop.onRing(begin);
  house.uploads.onWhole((id) => finishUpload(house, id));
  return {
    async start() {
      isStopped = false;
      await removeOldUploads(house);
      await finishWholeUploads(house);
      tidying = setInterval(() => {
        removeOldUploads(house).catch((error: unknown) => {
          house.log.error({ err: error }, 'old files could not be removed');
        });
      }, tidyEveryMs);
      tidying.unref();
      begin();
    },
    async stop() {
      isStopped = true;
      if (tidying !== null) clearInterval(tidying);
      current?.abort(new Error('the server stops'));
      await round;
    },
  };
}
