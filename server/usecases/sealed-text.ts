// Encrypts small texts that must be read again (secrets of second factors and webhooks), so that the database alone gives
// none away: AES-256-GCM with a key derived from the server's own secret, which stands beside the database, not in it.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** What a sealed text is for; one purpose cannot be opened as another. */
export type SealPurpose = 'second-factor' | 'enrolment' | 'webhook' | 'openid-flow' | 'feed-source';

/** Seals a text as base64url. */
export function sealText(secret: string, purpose: SealPurpose, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Opens it; null when it was not sealed by this server for this purpose. */
export function openText(secret: string, purpose: SealPurpose, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const opened = [decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()];
    return Buffer.concat(opened).toString('utf8');
  } catch {
    return null; // Node says a wrong tag only by throwing.
  }
}

function keyOf(secret: string, purpose: SealPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `casa-di-vetro sealed ${purpose}`, 32));
}
