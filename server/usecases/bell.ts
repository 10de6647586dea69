// Rings when work was put where a job finds it, so that nobody has to look again and again. In memory.

export interface Bell {
  /** May be rung inside the transaction: whoever hears it reads after the commit. */
  ring(): void;
  onRing(listener: () => void): void;
}

/** Makes the bell. */
export function createBell(): Bell {
  const listeners: (() => void)[] = [];
  return {
    ring: () => {
      for (const listener of listeners) listener();
    },
    onRing: (listener) => void listeners.push(listener),
  };
}
