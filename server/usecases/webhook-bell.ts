// Rings when something was put into the outbox of webhooks, so that nobody has to look again and again. In memory.

export interface WebhookBell {
  /** May be rung inside the transaction: whoever hears it reads after the commit. */
  ring(): void;
  onRing(listener: () => void): void;
}

/** Makes the bell. */
export function createWebhookBell(): WebhookBell {
  const listeners: (() => void)[] = [];
  return {
    ring: () => {
      for (const listener of listeners) listener();
    },
    onRing: (listener) => void listeners.push(listener),
  };
}
