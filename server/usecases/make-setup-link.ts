// Makes the one-time link that creates the first administrator. Only the code's hash is stored; the link is shown once.
import { countAccounts } from '../../db/accounts.ts';
import { replaceSetupCode } from '../../db/sign-ins.ts';
import type { House } from './house.ts';
import { hashToken, makeToken } from './tokens.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The path with its code (valid 24 h, earlier ones are void), or null when somebody has an account already. */
export async function makeSetupLink(house: House): Promise<string | null> {
  if ((await countAccounts(house.db)) > 0) return null;
  const code = makeToken();
  const createdAtMs = house.now();
  await replaceSetupCode(house.db, { codeHash: hashToken(code), createdAtMs, expiresAtMs: createdAtMs + dayMs });
  // The code stands after #: browsers never send that part to a server, so it is in no log.
  return `/setup#code=${code}`;
}
