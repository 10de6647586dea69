// Who may fetch the media of a session: the question that the HLS origin asks for every request.
// Answered from memory at once for what is public; the sign-in is looked at only for private sessions.
import type { IncomingMessage } from 'node:http';
import { sessionOfPreview } from '../media/live/preview-address.ts';
import type { Verdict, WithheldDoor } from '../media/origin/hls-origin.ts';
import type { Actor } from './contract/accounts.ts';
import { findSessionFor, findVisibleSession } from './usecases/find-visible-session.ts';
import type { House } from './usecases/house.ts';
import { withheldPieces } from './usecases/withheld-pieces.ts';
import type { Visibility } from './usecases/visibility.ts';
import { whoAsks } from './usecases/who-asks.ts';

/** Makes the answerer; `cookieName` is the sign-in cookie's. */
export function createVisitorCheck(
  house: House,
  cookieName: string,
): (sessionId: string, request: IncomingMessage) => Verdict | Promise<Verdict> {
  const judge = (sessionId: string, visibility: Visibility, request: IncomingMessage): Verdict | Promise<Verdict> => {
    switch (visibility.kind) {
      case 'public':
        return { kind: 'allow', shared: true };
      case 'withheld':
        return { kind: 'withheld', reason: visibility.reason ?? '' };
      case 'unknown':
        return { kind: 'not-found' };
      case 'staff':
        return judgeStaff(house, sessionId, whoAsks(house, request.headers, cookieName));
      default:
        return visibility satisfies never;
    }
  };
  return (sessionId, request) => {
    const previewed = sessionOfPreview(sessionId);
    if (previewed !== null) return judgePreview(house, previewed, whoAsks(house, request.headers, cookieName));
    const known = house.visibility.visibilityOf(sessionId);
    if (known !== null) return judge(sessionId, known, request);
    return house.visibility.load(sessionId).then((visibility) => judge(sessionId, visibility, request));
  };
}

/** What is withheld, and from whom: staff who may withhold may see it too. `parts` come when the house stands. */
export function createWithheldDoor(parts: () => { house: House; cookieName: string }): WithheldDoor {
  return {
    pieces: (sessionId) => withheldPieces(parts().house, sessionId),
    async isOpenFor(sessionId, request) {
      const { house, cookieName } = parts();
      const { actor } = await whoAsks(house, request.headers, cookieName);
      return (await findSessionFor(house, actor, 'withhold-range', sessionId)).ok;
    },
  };
}

async function judgeStaff(house: House, sessionId: string, asking: Promise<{ actor: Actor }>): Promise<Verdict> {
  const { actor } = await asking;
  if (actor.kind === 'public') return { kind: 'not-found' };
  const found = await findVisibleSession(house, actor, sessionId);
  return found.ok ? { kind: 'allow', shared: false } : { kind: 'not-found' };
}

/** To everybody else there is no such thing. */
async function judgePreview(house: House, sessionId: string, asking: Promise<{ actor: Actor }>): Promise<Verdict> {
  const found = await findSessionFor(house, (await asking).actor, 'view-feed', sessionId);
  return found.ok ? { kind: 'allow', shared: false } : { kind: 'not-found' };
}
