// Ends a sign-in. Ending one that has ended already is no fault.
import { deleteSignIn } from '../../db/sign-ins.ts';
import type { House } from './house.ts';
import { hashToken } from './tokens.ts';

/** Ends the sign-in of this token. */
export async function signOut(house: House, token: string): Promise<void> {
  await deleteSignIn(house.db, hashToken(token));
}
