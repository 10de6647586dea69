// One encoder that was let in, by whatever door: hands its tags to whoever listens, at once and in order. Knows no sockets.
import type { FeedKind } from './feed-report.ts';
import type { FlvTag } from './flv-tag.ts';

/** What a door knows of an encoder when it lets it in. */
export interface PublicationOrigin {
  readonly sessionId: string;
  /** By which door it came. */
  readonly kind: FeedKind;
  /** It came with the backup key: it stands by while another encoder sends. */
  readonly isBackup: boolean;
  /** Null when it comes from the server itself. */
  readonly remoteAddress: string | null;
}

/** An admitted feed. Listeners run synchronously, so the encoder is read only as fast as they work; nothing queues. */
export interface Publication extends PublicationOrigin {
  /** Ms from the server to the encoder and back, measured lately; null where the door cannot know it. */
  roundTripMs(): number | null;
  /** Tags that came before are not repeated: listen inside the call that hands the publication over. */
  onTag(listener: (tag: FlvTag) => void): void;
  /** Called once, with a reason for the log; at once when it is over already. */
  onEnd(listener: (reason: string) => void): void;
  /** Disconnects the encoder. Does nothing once it is over. */
  close(reason: string): void;
}

/** The side of a publication that the door holds. */
export interface PublicationSource {
  readonly publication: Publication;
  deliver(tag: FlvTag): void;
  /** Idempotent. Nothing is delivered afterwards. */
  end(reason: string): void;
}

export interface PublicationOptions extends PublicationOrigin {
  /** Called by {@link Publication.close}, after the listeners of the end. */
  readonly disconnect: (reason: string) => void;
  readonly roundTripMs?: (() => number | null) | undefined;
}

/** Makes a publication and the side of it that its door keeps. */
export function createPublication(options: PublicationOptions): PublicationSource {
  const { sessionId, kind, isBackup, remoteAddress } = options;
  const tagListeners: ((tag: FlvTag) => void)[] = [];
  const endListeners: ((reason: string) => void)[] = [];
  let endedBecause: string | null = null;

  function end(reason: string): void {
    if (endedBecause !== null) return;
    endedBecause = reason;
    for (const listener of endListeners) listener(reason);
  }

  const publication: Publication = {
    ...{ sessionId, kind, isBackup, remoteAddress },
    roundTripMs: options.roundTripMs ?? (() => null),
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
