// Gives a backup stream key to sessions that were created before there was one. Run at each start; changes nothing twice.
import { listSessionsWithoutBackupKey, replaceStreamKey } from '../../db/sessions.ts';
import type { House } from './house.ts';
import { hashStreamKey, makeStreamKey } from './stream-key.ts';

/** Answers how many sessions got one. */
export async function giveBackupKeys(house: House): Promise<number> {
  const sessionIds = await listSessionsWithoutBackupKey(house.db);
  for (const sessionId of sessionIds) {
    const streamKeyHash = hashStreamKey(makeStreamKey(house.secrets.streamKeySecret, sessionId, 1, 'backup'));
    await replaceStreamKey(house.db, sessionId, 'backup', { keyVersion: 1, streamKeyHash });
  }
  return sessionIds.length;
}
