// Gives a session another stream key or backup key; the one before opens nothing any more.
import { inTransaction } from '../../db/open.ts';
import { replaceStreamKey } from '../../db/sessions.ts';
import type { StreamKeyName } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { openSrtDoor } from './open-srt-door.ts';
import { hashStreamKey, makeStreamKey } from './stream-key.ts';
import { writeAudit } from './write-audit.ts';

/** Changes the key and sends away who publishes with the old one. It is not in the answer: only `GET …/feed` shows it. */
export async function rotateStreamKey(
  house: House,
  actor: Actor,
  sessionId: string,
  name: StreamKeyName = 'main',
): Promise<Outcome<null>> {
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'renew-stream-key', sessionId);
    if (!found.ok) return found;
    const oldVersion = name === 'main' ? found.value.keyVersion : found.value.backupKeyVersion;
    const keyVersion = oldVersion + 1;
    const atMs = house.now();
    const streamKeyHash = hashStreamKey(makeStreamKey(house.secrets.streamKeySecret, sessionId, keyVersion, name));
    await inTransaction(house.db, async (db) => {
      await replaceStreamKey(db, sessionId, name, { keyVersion, streamKeyHash, modifiedAtMs: atMs });
      const versions = { before: { name, keyVersion: oldVersion }, after: { name, keyVersion } };
      await writeAudit(house, db, actor, { action: 'session.stream-key-rotated', sessionId, atMs, ...versions });
    });
    house.live.cutEncoders(sessionId, { isBackup: name === 'backup' });
    if (name === 'main') await openSrtDoor(house, { ...found.value, keyVersion });
    return accept(null);
  });
}
