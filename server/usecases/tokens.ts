// Random tokens that sign somebody in, and the hash by which the database knows them.
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as base64url (43 characters). */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Hex SHA-256 of a token. It is random enough to need no salt. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
