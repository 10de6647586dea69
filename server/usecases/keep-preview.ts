// Lets staff see what arrives while nothing of it is public, as long as somebody asks again and again.
import type { Actor } from '../contract/accounts.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import type { Preview } from '../contract/rehearsal.ts';
import type { SessionState } from '../contract/sessions.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';

/** On air the live picture shows what arrives; behind closed doors nobody sees anything. */
export const previewedStates: readonly SessionState[] = ['scheduled', 'recess'];

/** In the session's queue, so that a preview never begins beside a command that forbids it. */
export async function keepPreview(house: House, actor: Actor, sessionId: string): Promise<Outcome<Preview>> {
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'view-feed', sessionId);
    if (!found.ok) return found;
    if (!previewedStates.includes(found.value.state)) return accept({ hls: null });
    const id = await house.live.keepPreview(sessionId, 'small');
    return accept({ hls: id === null ? null : `/hls/${id}/master.m3u8` });
  });
}
