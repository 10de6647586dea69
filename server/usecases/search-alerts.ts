// Saved searches by mail: asking, confirming (double opt-in), leaving. Nobody learns whether an address is known here.
import {
  confirmAlert as keepConfirmation,
  countAlerts,
  deleteAlertByLeaveHash,
  findAlertToConfirm,
  insertAlert,
} from '../../db/search-alerts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { AlertState, NewAlert } from '../contract/search-alerts.ts';
import type { House } from './house.ts';
import { mailKeys } from './mail-keys.ts';
import type { MailThrottle } from './mail-throttle.ts';
import { confirmationMail } from './search-alert-mail.ts';
import { describeAlert, findAlertHits, nextLookMs } from './send-search-alerts.ts';
import { hashToken } from './tokens.ts';

const confirmWithinMs = 48 * 60 * 60 * 1000;
/** More searches than anyone follows. */
const mostAlerts = 20;

/** Whether mail is set up; without it there are no alerts by mail, but the feed. */
export function showAlertState(house: House): AlertState {
  return { mail: house.mail !== null && house.settings.publicOrigin !== null };
}

/** Keeps the search and asks the owner of the address; the answer is the same for every address. */
export async function askForAlert(
  house: House,
  input: NewAlert,
  from: { address: string; throttle: MailThrottle },
): Promise<Outcome<null>> {
  const { mail, settings } = house;
  if (mail === null || settings.publicOrigin === null) {
    return refuse('unavailable', 'This server sends no mail; the same search is there as a feed.');
  }
  const waitMs = await from.throttle.attempt(from.address, input.email);
  if (waitMs > 0) return refuse('too-many-attempts', 'Too many requests; try again later.', { retryAfterMs: waitMs });
  if ((await countAlerts(house.db, input.email)) >= mostAlerts) return accept(null);
  const { cadence, email, lang, query } = input;
  const createdAtMs = house.now();
  const alert = { id: house.newId(), email, query, lang, cadence, told: [], createdAtMs, confirmedAtMs: null };
  const keys = mailKeys(house, 'search-alert', alert.id);
  await insertAlert(house.db, {
    ...alert,
    nextAtMs: createdAtMs + confirmWithinMs,
    confirmHash: hashToken(keys.confirm),
    leaveHash: hashToken(keys.leave),
  });
  // The key stands after #: browsers never send that part to a server, so it is in no log.
  const link = `${settings.publicOrigin}/search/alerts#confirm=${keys.confirm}`;
  await mail.send({ to: email, ...confirmationMail(lang, describeAlert(query), link) }).catch((error: unknown) => {
    house.log.warn({ err: error, alertId: alert.id }, 'the confirmation of a saved search could not be mailed');
  });
  return accept(null);
}

/** From now on what is new is told; what there is already is not. Repeating it changes nothing. */
export async function confirmAlert(house: House, key: string): Promise<Outcome<null>> {
  const alert = await findAlertToConfirm(house.db, hashToken(key));
  if (alert === null) return refuse('link-not-valid', 'This link is not valid any more: save the search again.');
  if (alert.confirmedAtMs !== null) return accept(null);
  const nowMs = house.now();
  const { told } = await findAlertHits(house, alert);
  await keepConfirmation(house.db, alert.id, {
    confirmedAtMs: nowMs,
    nextAtMs: nextLookMs(alert.cadence, nowMs, { hasWritten: false }),
    told,
  });
  return accept(null);
}

/** Ends it and deletes the address; a key that is not known is answered the same. */
export async function leaveAlert(house: House, key: string): Promise<Outcome<null>> {
  await deleteAlertByLeaveHash(house.db, hashToken(key));
  return accept(null);
}
