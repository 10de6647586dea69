// Decides whether an encoder may publish: its stream key must be a session's, and that session must still take a feed.
import { findSessionByStreamKeyHash } from '../../db/sessions.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { acceptsFeed } from '../domain/session-machine.ts';
import type { House } from './house.ts';
import { hashStreamKey, isSameKey, makeStreamKey } from './stream-key.ts';

/** The session this key opens, or why it opens none. Neither answer carries the key. */
export async function admitFeed(house: House, streamKey: string): Promise<Outcome<{ sessionId: string }>> {
  const session = await findSessionByStreamKeyHash(house.db, hashStreamKey(streamKey));
  const expected =
    session === null ? null : makeStreamKey(house.secrets.streamKeySecret, session.id, session.keyVersion);
  if (session === null || expected === null || !isSameKey(streamKey, expected)) {
    return refuse('wrong-credentials', 'The stream key is wrong; copy it again from the session’s desk.');
  }
  if (!acceptsFeed(session.state)) {
    return refuse(
      'command-not-allowed',
      `The session "${session.title}" is ${session.state}; it takes no feed any more.`,
    );
  }
  return accept({ sessionId: session.id });
}
