// Makes a session's stream keys from the house's secret: nothing but its hash is stored. Pure.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const keyBytes = 20;

/** What a key opens: the encoder's door, the same for the encoder that stands by, the session's SRT port. */
export type KeyPurpose = 'main' | 'backup' | 'srt';

/** 32 lower-case base32 letters (RFC 4648 section 6): HMAC-SHA256 of session, purpose and version, cut to 160 bits. */
export function makeStreamKey(
  secret: string,
  sessionId: string,
  keyVersion: number,
  purpose: KeyPurpose = 'main',
): string {
  const subject = purpose === 'main' ? `${sessionId}:${keyVersion}` : `${sessionId}:${purpose}:${keyVersion}`;
  const digest = createHmac('sha256', secret).update(subject).digest();
  return toBase32(digest.subarray(0, keyBytes));
}

/** Hex SHA-256 of a key: what the database knows of it. */
export function hashStreamKey(streamKey: string): string {
  return createHash('sha256').update(streamKey).digest('hex');
}

/** Are two keys the same? Takes as long for a near miss as for a far one. */
export function isSameKey(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((key) => createHash('sha256').update(key).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text;
}
