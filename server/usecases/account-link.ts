// Makes the one-time link with which a person chooses a password, and mails it where mail is on.
import { replaceAccountLink } from '../../db/account-links.ts';
import type { Account } from '../../db/accounts.ts';
import type { Db } from '../../db/open.ts';
import type { House } from './house.ts';
import { hashToken, makeToken } from './tokens.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** An invitation may lie over a holiday; a reset was asked for just now. */
const lifetimes = { invitation: 7 * dayMs, reset: dayMs } as const;

export type LinkPurpose = keyof typeof lifetimes;

/** A new link; earlier ones of the account are void. Call it in the transaction of the change. */
export async function makeAccountLink(
  house: House,
  db: Db,
  accountId: string,
  purpose: LinkPurpose,
): Promise<{ path: string; expiresAtMs: number }> {
  const code = makeToken();
  const createdAtMs = house.now();
  const expiresAtMs = createdAtMs + lifetimes[purpose];
  await replaceAccountLink(db, { codeHash: hashToken(code), accountId, createdAtMs, expiresAtMs });
  // The code stands after #: browsers never send that part to a server, so it is in no log.
  return { path: `/welcome#code=${code}`, expiresAtMs };
}

/** Mails the link; false when mail is off, when the site's own address is not set, or when the mail server refuses. */
export async function mailAccountLink(
  house: House,
  account: Pick<Account, 'id' | 'email'>,
  link: { path: string; purpose: LinkPurpose },
): Promise<boolean> {
  const { mail, settings } = house;
  if (mail === null || settings.publicOrigin === null) return false;
  const words = mailWords[link.purpose];
  try {
    await mail.send({
      to: account.email,
      subject: words.subject,
      text: `${words.italian}\n\n${settings.publicOrigin}${link.path}\n\n${words.english}\n`,
    });
    return true;
  } catch (error) {
    house.log.warn({ err: error, accountId: account.id }, 'a one-time link could not be mailed');
    return false;
  }
}

/** Both languages in one mail: nobody has chosen one yet. */
const mailWords: Readonly<Record<LinkPurpose, { subject: string; italian: string; english: string }>> = {
  invitation: {
    subject: 'Invito al banco delle sedute / Invitation to the desk',
    italian:
      'Ti hanno aperto un accesso al banco delle sedute. Apri questo collegamento entro sette giorni e scegli la tua password. Vale una volta sola.',
    english:
      'An account at the desk of the sessions was opened for you. Open the link above within seven days and choose your password. It works once.',
  },
  reset: {
    subject: 'Nuova password per il banco delle sedute / New password for the desk',
    italian:
      'La tua password per il banco delle sedute non vale più. Apri questo collegamento entro 24 ore e scegline una nuova. Vale una volta sola.',
    english:
      'Your password for the desk of the sessions is void. Open the link above within 24 hours and choose a new one. It works once.',
  },
};
