// Convocations of a body by mail for everyone: asking, confirming (double opt-in), leaving. Nobody learns whether an address is
// known here.
import { findBody } from '../../db/bodies.ts';
import {
  confirmSubscriber,
  deleteSubscriber,
  insertSubscriber,
  isSubscribed,
} from '../../db/convocation-subscribers.ts';
import type { NewSubscription } from '../contract/convocations.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { subscriptionMail } from './convocation-mail.ts';
import type { House } from './house.ts';
import { mailKeys } from './mail-keys.ts';
import type { MailThrottle } from './mail-throttle.ts';
import { hashToken } from './tokens.ts';

const confirmWithinMs = 48 * 60 * 60 * 1000;

/** Asks the owner of the address; the answer is the same for every address. */
export async function askForConvocations(
  house: House,
  bodyId: string,
  input: NewSubscription,
  from: { address: string; throttle: MailThrottle },
): Promise<Outcome<null>> {
  const { mail, settings } = house;
  if (mail === null || settings.publicOrigin === null) {
    return refuse('unavailable', 'This server sends no mail; the convocations are there as a calendar.');
  }
  const body = await findBody(house.db, bodyId);
  if (body === null) return refuse('body-not-found', 'There is no such body.');
  const waitMs = await from.throttle.attempt(from.address, input.email);
  if (waitMs > 0) return refuse('too-many-attempts', 'Too many requests; try again later.', { retryAfterMs: waitMs });
  if (await isSubscribed(house.db, bodyId, input.email)) return accept(null);
  const id = house.newId();
  const keys = mailKeys(house, 'convocation', id);
  await insertSubscriber(house.db, {
    id,
    bodyId,
    ...input,
    confirmHash: hashToken(keys.confirm),
    leaveHash: hashToken(keys.leave),
    forgetAtMs: house.now() + confirmWithinMs,
  });
  // The key stands after #: browsers never send that part to a server, so it is in no log.
  const link = `${settings.publicOrigin}/convocations#confirm=${keys.confirm}`;
  await mail.send({ to: input.email, ...subscriptionMail(input.lang, body.name, link) }).catch((error: unknown) => {
    house.log.warn({ err: error, subscriberId: id }, 'the confirmation of a subscription could not be mailed');
  });
  return accept(null);
}

/** From now on convocations are sent there. Repeating it changes nothing. */
export async function confirmConvocations(house: House, key: string): Promise<Outcome<null>> {
  if (await confirmSubscriber(house.db, hashToken(key), house.now())) return accept(null);
  return refuse('link-not-valid', 'This link is not valid any more: ask for the convocations again.');
}

/** Ends it and deletes the address; a key that is not known is answered the same. */
export async function leaveConvocations(house: House, key: string): Promise<Outcome<null>> {
  await deleteSubscriber(house.db, hashToken(key));
  return accept(null);
}
