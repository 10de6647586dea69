// The keys that confirm a saved search and end it. They are made from the server's own secret, because the key to leave stands
// in every mail; the database has only their hashes.
import { createHmac } from 'node:crypto';
import type { House } from './house.ts';

/** Both keys of a subscription (43 characters each). */
export function alertKeys(house: Pick<House, 'secrets'>, id: string): { confirm: string; leave: string } {
  const keyFor = (purpose: string): string =>
    createHmac('sha256', house.secrets.streamKeySecret).update(`search-alert ${purpose} ${id}`).digest('base64url');
  return { confirm: keyFor('confirm'), leave: keyFor('leave') };
}
