// Reasons not to start that the operator can mend: one sentence each, no stack. Must not know how anything is started.

/** The message is the sentence for the person at the terminal. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** Where the server wants to listen, and by which setting. */
export interface WantedAddress {
  readonly setting: 'PORT' | 'RTMP_PORT';
  readonly port: number;
  /** `HOST`; null means every address. */
  readonly host: string | null;
}

/**
 * Turns an error of listening into its sentence.
 * @throws StartRefused, or the error itself when the operator can do nothing about it
 */
export function refuseAddress(error: unknown, { setting, port, host }: WantedAddress): never {
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'EADDRINUSE':
      throw new StartRefused(
        `${setting} is ${port}, but another program uses that port; stop it, or choose another port.`,
      );
    case 'EACCES':
      throw new StartRefused(`${setting} is ${port}, which this user may not open; choose one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      throw new StartRefused(
        `HOST is "${host ?? ''}", which is no address of this machine; name one, or leave HOST out for all of them.`,
      );
    default:
      throw error;
  }
}
