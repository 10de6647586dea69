// Sends the mails of convocations that wait, a few at a time, so that no mail server takes the town for a spammer. A mail leaves
// the queue when the mail server has taken it; should the process die just then, it goes again under the same Message-ID, by
// which mail programs know it for the same.
import { forgetUnconfirmed } from '../../db/convocation-subscribers.ts';
import {
  countMailRefused,
  countMailSent,
  findNextMailAt,
  listDueMails,
  putMailOff,
  type WaitingMail,
} from '../../db/convocations.ts';
import { convocationFoot } from './convocation-mail.ts';
import type { House, Mailer } from './house.ts';
import { readMailFailure } from './mail-failure.ts';
import { mailKeys, oneClickHeaders } from './mail-keys.ts';

const minuteMs = 60_000;
/** Two mails a second at most: what small mail servers allow. */
const mostAtOnce = 20;
const roundMs = 10_000;
/** A mailbox that is full or busy is tried for about three days. */
const mostTries = 20;
const longestWaitMs = 4 * 60 * minuteMs;
/** After that nobody needs to be told any more. */
const tooLateMs = 24 * 60 * minuteMs;

/** One round; answers when the next is due (ms), null when no mail waits. */
export async function sendDueConvocations(house: House): Promise<number | null> {
  const { mail, settings, db } = house;
  await forgetUnconfirmed(db, house.now());
  if (mail === null || settings.publicOrigin === null) return null;
  const due = await listDueMails(db, house.now(), mostAtOnce);
  for (const waiting of due) {
    const isAway = await deliver(house, waiting, { mail, site: settings.publicOrigin });
    // The mail server does not answer: the others would only wait for it too.
    if (isAway) return house.now() + minuteMs;
  }
  const next = await findNextMailAt(db);
  return next === null ? null : Math.max(next, house.now() + (due.length === mostAtOnce ? roundMs : 0));
}

/** True when the mail server is away. */
async function deliver(house: House, waiting: WaitingMail, by: { mail: Mailer; site: string }): Promise<boolean> {
  const { id, sessionId } = waiting;
  if (!waiting.isPublic || waiting.scheduledAtMs + tooLateMs < house.now()) {
    await countMailRefused(house.db, waiting);
    house.log.warn(
      { mailId: id, sessionId },
      'a mail of a convocation was dropped: the day has passed, or the session is not public any more',
    );
    return false;
  }
  try {
    await by.mail.send(compose(house, waiting, by.site));
  } catch (error) {
    return dealWithFailure(house, waiting, error);
  }
  await countMailSent(house.db, waiting);
  return false;
}

async function dealWithFailure(house: House, waiting: WaitingMail, error: unknown): Promise<boolean> {
  const { id, sessionId } = waiting;
  const { kind, answer } = readMailFailure(error);
  // What the mail server says may name the address: only its number is logged.
  const about = { mailId: id, sessionId, answer };
  const tries = waiting.tries + (kind === 'later' ? 1 : 0);
  if (kind === 'refused' || tries >= mostTries) {
    await countMailRefused(house.db, waiting);
    house.log.warn(about, 'a mail of a convocation was refused for good');
    return false;
  }
  const waitMs = kind === 'away' ? minuteMs : Math.min(longestWaitMs, minuteMs * 2 ** tries);
  await putMailOff(house.db, id, { tries, nextAtMs: house.now() + waitMs });
  house.log.warn(about, 'a mail of a convocation could not be sent; it is tried again');
  return kind === 'away';
}

function compose(house: House, waiting: WaitingMail, site: string): Parameters<Mailer['send']>[0] {
  const { email, subscriberId, lang, bodyName, subject, text, id } = waiting;
  const common = { to: email, subject, messageId: `<convocation-${id}@${new URL(site).hostname}>` };
  if (subscriberId === null) return { ...common, text: `${text}\n\n${convocationFoot(lang, bodyName, null)}` };
  const { leave } = mailKeys(house, 'convocation', subscriberId);
  return {
    ...common,
    text: `${text}\n\n${convocationFoot(lang, bodyName, `${site}/convocations#leave=${leave}`)}`,
    headers: oneClickHeaders(`${site}/api/convocations/leave/${leave}`),
  };
}
