// Slow mode: how long each visitor waits between two messages. A visitor is a connection; whoever connects anew waits as long,
// when somebody at their address has just written, so that a new connection is no way around. In memory; knows no sockets.

/** One visitor's pace in one session. */
export interface Visitor {
  /** How long they must wait still (ms); 0: they may write. */
  waitMs(slowSeconds: number): number;
  /** Their message was taken. */
  wrote(): void;
}

export interface SlowMode {
  visitor(who: { sessionId: string; connectionId: string; address: string; connectedAtMs: number }): Visitor;
  forgetConnection(connectionId: string): void;
}

/** Above this many remembered addresses the old ones are forgotten. */
const manyAddresses = 10_000;
/** Longer than any slow mode. */
const oldMs = 60 * 60 * 1000;

/** Makes it. */
export function createSlowMode(now: () => number): SlowMode {
  const connections = new Map<string, number>();
  const addresses = new Map<string, number>();
  return {
    visitor({ sessionId, connectionId, address, connectedAtMs }) {
      const place = `${sessionId} ${address}`;
      return {
        waitMs(slowSeconds) {
          const slowMs = slowSeconds * 1000;
          const besides = addresses.get(place) ?? -Infinity;
          const since = connections.get(connectionId) ?? (besides > connectedAtMs - slowMs ? connectedAtMs : -Infinity);
          return Math.max(0, since + slowMs - now());
        },
        wrote() {
          connections.set(connectionId, now());
          addresses.set(place, now());
          if (addresses.size > manyAddresses) forgetOld(addresses, now() - oldMs);
        },
      };
    },
    forgetConnection: (connectionId) => void connections.delete(connectionId),
  };
}

function forgetOld(addresses: Map<string, number>, beforeMs: number): void {
  for (const [place, atMs] of addresses) if (atMs < beforeMs) addresses.delete(place);
}
