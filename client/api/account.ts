// Who is signed in; must not know what they may do (the server decides that).
import type { Me, SignIn, Who } from '../../server/contract/accounts.ts';
import { request } from './request.ts';

/** The signed-in member of staff, or null for the public. */
export async function fetchMe(signal?: AbortSignal): Promise<Me | null> {
  return (await request<Who>('/api/sign-in/me', { signal })).me;
}

/** Signs in; the server sets the cookie. Throws ApiError `wrong-credentials` or `too-many-attempts`. */
export function signIn(credentials: SignIn): Promise<void> {
  return request('/api/sign-in', { method: 'POST', body: credentials });
}

/** Ends the sign-in of this browser. */
export function signOut(): Promise<void> {
  return request('/api/sign-out', { method: 'POST' });
}
