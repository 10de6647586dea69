// Who is signed in; must not know what they may do (the server decides that).
import type { Me, SignIn } from '../../server/contract/accounts.ts';
import { ApiError, request } from './request.ts';

/** The signed-in member of staff, or null for the public. */
export async function fetchMe(signal?: AbortSignal): Promise<Me | null> {
  try {
    return (await request<Me | null | undefined>('/api/me', { signal })) ?? null;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not-signed-in') return null;
    throw error;
  }
}

/** Signs in; the server sets the cookie. Throws ApiError `wrong-credentials` or `too-many-attempts`. */
export function signIn(credentials: SignIn): Promise<void> {
  return request('/api/sign-in', { method: 'POST', body: credentials });
}

/** Ends the sign-in of this browser. */
export function signOut(): Promise<void> {
  return request('/api/sign-out', { method: 'POST' });
}
