// Reasons not to start that the operator can mend: one sentence each, no stack. Must not know how anything is started.
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Config } from './config.ts';

/** The message is the sentence for the person at the terminal. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** Where the server wants to listen, and by which setting. */
export interface WantedAddress {
  readonly setting: 'PORT' | 'RTMP_PORT' | 'RTMPS_PORT';
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

/** A certificate that cannot be used stops the start, not the first encoder. */
export async function readableCertificate({ certificateFile, keyFile }: NonNullable<Config['rtmps']>): Promise<void> {
  try {
    createSecureContext({ cert: await readFile(certificateFile), key: await readFile(keyFile) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartRefused(
      `TLS_CERTIFICATE and TLS_KEY cannot be used (${reason}); both must be PEM files that belong together.`,
    );
  }
}

/** The text of `PULL_CA_FILE`; what is no certificate stops the start, not the first camera. */
export async function readAuthority({ pullAuthorityFile }: Config): Promise<string | null> {
  if (pullAuthorityFile === null) return null;
  try {
    const text = await readFile(pullAuthorityFile, 'utf8');
    new X509Certificate(text);
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartRefused(`PULL_CA_FILE cannot be used (${reason}); it must be a PEM file with certificates.`);
  }
}

/** RTMP and RTMPS open together: the error says which port it was. */
export function refuseFeedPort(error: unknown, { rtmpPort, rtmps, host }: Config): never {
  const port = error instanceof Error && 'port' in error ? error.port : null;
  const isEncrypted = rtmps !== null && port === rtmps.port;
  if (isEncrypted) return refuseAddress(error, { setting: 'RTMPS_PORT', port: rtmps.port, host });
  return refuseAddress(error, { setting: 'RTMP_PORT', port: rtmpPort, host });
}
