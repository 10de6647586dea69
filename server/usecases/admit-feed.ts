// Decides whether an encoder may publish: its key must be one of a session's, and that session must still take a feed.
import type { StoredSession } from '../../db/sessions.ts';
import { findSessionByStreamKeyHash } from '../../db/sessions.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { acceptsFeed } from '../domain/session-machine.ts';
import type { House } from './house.ts';
import { hashStreamKey, isSameKey, makeStreamKey } from './stream-key.ts';

/** Whose feed it is, and whether it came with the backup key. */
export interface AdmittedFeed {
  readonly sessionId: string;
  readonly isBackup: boolean;
}

/** The session this key opens, or why it opens none. Neither answer carries the key. */
export async function admitFeed(house: House, streamKey: string): Promise<Outcome<AdmittedFeed>> {
  const session = await findSessionByStreamKeyHash(house.db, hashStreamKey(streamKey));
  const isMain = session !== null && isSameKey(streamKey, keysOf(house, session).main);
  const isBackup = session !== null && isSameKey(streamKey, keysOf(house, session).backup);
  if (session === null || !(isMain || isBackup)) {
    return refuse('wrong-credentials', 'The stream key is wrong; copy it again from the session’s desk.');
  }
  if (!acceptsFeed(session.state)) {
    return refuse(
      'command-not-allowed',
      `The session "${session.title}" is ${session.state}; it takes no feed any more.`,
    );
  }
  return accept({ sessionId: session.id, isBackup });
}

/** The keys of a session's encoders that hold now. */
export function keysOf(
  house: House,
  session: Pick<StoredSession, 'id' | 'keyVersion' | 'backupKeyVersion'>,
): { main: string; backup: string } {
  const { streamKeySecret } = house.secrets;
  return {
    main: makeStreamKey(streamKeySecret, session.id, session.keyVersion),
    backup: makeStreamKey(streamKeySecret, session.id, session.backupKeyVersion, 'backup'),
  };
}
