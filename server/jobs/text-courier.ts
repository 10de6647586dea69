// Has the text of documents read: comes when the bell rings, and at the start for what an earlier run left over.
import type { House } from '../usecases/house.ts';
import { readDocumentTexts } from '../usecases/read-document-texts.ts';

export interface TextCourier {
  start(): void;
  /** Waits for the file under way, whose thread somebody else ends. Idempotent. */
  stop(): Promise<void>;
}

/** Makes the courier. */
export function createTextCourier(house: House): TextCourier {
  const giveUp = new AbortController();
  let round: Promise<void> | null = null;
  let isStarted = false;
  let wasRung = false;
  const begin = (): void => {
    wasRung = true;
    if (round !== null || !isStarted || giveUp.signal.aborted) return;
    wasRung = false;
    round = readDocumentTexts(house, giveUp.signal)
      .catch((error: unknown) => house.log.error({ err: error }, 'the text of a document could not be written'))
      .then(() => {
        round = null;
        if (wasRung) begin();
      });
  };
  house.unread.onRing(begin);
  return {
    start() {
      isStarted = true;
      begin();
    },
    async stop() {
      giveUp.abort();
      await round;
    },
  };
}
