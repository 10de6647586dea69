// The second factor's arithmetic: six digits every 30 seconds (RFC 6238) and recovery codes. Knows no accounts.
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { hashToken } from './tokens.ts';

const periodSeconds = 30;
/** Clocks of telephones are off by a little: one step before and one after count too (RFC 6238 section 5.2). */
const window = 1;
const recoveryCodeCount = 10;

/** A new secret in Base32 (160 bits, as RFC 4226 section 4 recommends). */
export function makeSecondFactorSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that authenticator apps read. */
export function secondFactorUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The time step for which these six digits are right, or null. */
export function stepOf(secret: string, code: string, nowMs: number): number | null {
  const token = code.replaceAll(' ', '');
  if (!/^\d{6}$/.test(token)) return null;
  const totp = totpOf(secret, '');
  const delta = totp.validate({ token, timestamp: nowMs, window });
  return delta === null ? null : Math.floor(nowMs / 1000 / periodSeconds) + delta;
}

/** New recovery codes: 80 random bits each, as `xxxx-xxxx-xxxx-xxxx`. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const text = new Secret({ buffer: new Uint8Array(randomBytes(10)).buffer }).base32.toLowerCase();
    return (text.match(/.{4}/g) ?? []).join('-');
  });
}

/** The hash of a recovery code, however it was typed. */
export function hashRecoveryCode(code: string): string {
  return hashToken(code.toLowerCase().replaceAll(/[^a-z2-7]/g, ''));
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: 'Casa di Vetro',
    label,
    digits: 6,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
  });
}
