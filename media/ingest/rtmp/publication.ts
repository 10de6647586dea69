// One encoder that was let in: hands its tags to whoever listens, at once and in order. Knows no sockets.
import type { FlvTag } from '../flv-tag.ts';

/** An admitted feed. Listeners run synchronously, so the encoder is read only as fast as they work; nothing queues. */
export interface Publication {
  readonly sessionId: string;
  readonly remoteAddress: string;
  /** Tags that came before are not repeated: listen inside the call that hands the publication over. */
  onTag(listener: (tag: FlvTag) => void): void;
  /** Called once, with a reason for the log; at once when it is over already. */
  onEnd(listener: (reason: string) => void): void;
  /** Disconnects the encoder. Does nothing once it is over. */
  close(reason: string): void;
}

/** The side of a publication that the connection holds. */
export interface PublicationSource {
  readonly publication: Publication;
  deliver(tag: FlvTag): void;
  /** Idempotent. Nothing is delivered afterwards. */
  end(reason: string): void;
}

/** `disconnect` is called by {@link Publication.close}, after the listeners of the end. */
export function createPublication(options: {
  readonly sessionId: string;
  readonly remoteAddress: string;
  readonly disconnect: (reason: string) => void;
}): PublicationSource {
  const tagListeners: ((tag: FlvTag) => void)[] = [];
  const endListeners: ((reason: string) => void)[] = [];
  let endedBecause: string | null = null;

  function end(reason: string): void {
    if (endedBecause !== null) return;
    endedBecause = reason;
    for (const listener of endListeners) listener(reason);
  }

  const publication: Publication = {
    sessionId: options.sessionId,
    remoteAddress: options.remoteAddress,
    onTag: (listener) => void tagListeners.push(listener),
    onEnd: (listener) => (endedBecause === null ? void endListeners.push(listener) : listener(endedBecause)),
    close(reason) {
      if (endedBecause !== null) return; // it may still be taking its leave
      end(reason);
      options.disconnect(reason);
    },
  };
  return {
    publication,
    end,
    deliver(tag) {
      for (const listener of tagListeners) if (endedBecause === null) listener(tag);
    },
  };
}
