// How fast chat and joins may come in, by the rules of the domain: counts connections and addresses. Must not know sockets.
import {
  addressLimit,
  connectionLimit,
  fullBucket,
  isBucketFull,
  joinLimit,
  spendToken,
} from '../domain/chat-rules.ts';
import type { BucketLimit, TokenBucket } from '../domain/chat-rules.ts';

/** Answers how long a sender must wait (0: go on, and the message is counted). */
export interface ChatPace {
  draw(connectionId: string, address: string): number;
  /** The same for joining a session, which is counted by connection alone: a whole town may join behind one address. */
  drawJoin(connectionId: string): number;
  forgetConnection(connectionId: string): void;
}

/** Above this many remembered addresses those with a full bucket are forgotten. */
const manyAddresses = 10_000;

/** Makes the pace keeper; a message that one of the two buckets refuses is counted in neither. */
export function createChatPace(now: () => number): ChatPace {
  const connections = new Map<string, TokenBucket>();
  const addresses = new Map<string, TokenBucket>();
  const joins = new Map<string, TokenBucket>();
  return {
    draw(connectionId, address) {
      const nowMs = now();
      const own = spend(connections, connectionId, connectionLimit, nowMs);
      const shared = spend(addresses, address, addressLimit, nowMs);
      if (!own.allowed || !shared.allowed) return Math.max(waitOf(own), waitOf(shared));
      connections.set(connectionId, own.bucket);
      addresses.set(address, shared.bucket);
      if (addresses.size > manyAddresses) forgetFull(addresses, nowMs);
      return 0;
    },
    drawJoin(connectionId) {
      const spending = spend(joins, connectionId, joinLimit, now());
      joins.set(connectionId, spending.bucket);
      return waitOf(spending);
    },
    forgetConnection: (connectionId) => {
      connections.delete(connectionId);
      joins.delete(connectionId);
    },
  };
}

type Spending = ReturnType<typeof spendToken>;

function spend(buckets: Map<string, TokenBucket>, key: string, limit: BucketLimit, nowMs: number): Spending {
  return spendToken(buckets.get(key) ?? fullBucket(limit, nowMs), limit, nowMs);
}

function waitOf(spending: Spending): number {
  return spending.allowed ? 0 : spending.retryAfterMs;
}

function forgetFull(addresses: Map<string, TokenBucket>, nowMs: number): void {
  for (const [address, bucket] of addresses) {
    if (isBucketFull(bucket, addressLimit, nowMs)) addresses.delete(address);
  }
}
