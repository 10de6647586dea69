// Tells whoever holds connections open that sign-ins have ended or changed. In memory: connections are this process's own.

/** Which sign-ins: all of an account, or the one of a token. */
export type EndedSignIns = { readonly accountId: string } | { readonly token: string };

export interface SignInWatch {
  /** Call it after commit. */
  changed(which: EndedSignIns): void;
  onChange(listener: (which: EndedSignIns) => void): void;
}

/** Makes the watch. */
export function createSignInWatch(): SignInWatch {
  const listeners: ((which: EndedSignIns) => void)[] = [];
  return {
    changed: (which) => {
      for (const listener of listeners) listener(which);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
