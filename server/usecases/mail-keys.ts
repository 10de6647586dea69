// The keys that confirm a subscription by mail and end it. They are made from the server's own secret, because the key to leave
// stands in every mail; the database has only their hashes.
import { createHmac } from 'node:crypto';
import type { House } from './house.ts';

/** Both keys of a subscription (43 characters each). */
export function mailKeys(
  house: Pick<House, 'secrets'>,
  kind: 'search-alert' | 'convocation',
  id: string,
): { confirm: string; leave: string } {
  const keyFor = (purpose: string): string =>
    createHmac('sha256', house.secrets.streamKeySecret).update(`${kind} ${purpose} ${id}`).digest('base64url');
  return { confirm: keyFor('confirm'), leave: keyFor('leave') };
}

/** RFC 8058: one click in the mail program, without opening any page. */
export function oneClickHeaders(leaveAddress: string): Readonly<Record<string, string>> {
  return { 'List-Unsubscribe': `<${leaveAddress}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
