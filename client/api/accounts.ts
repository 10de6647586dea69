// What staff ask about accounts, their own and those of others; must not know how it is shown.
import { queryOptions } from '@tanstack/react-query';
import type {
  Account,
  AccountLink,
  ChangeAccount,
  ChangePassword,
  ChoosePassword,
  ConfirmSecondFactor,
  Invite,
  OpenSignIn,
  RecoveryCodes,
  SecondFactorOffer,
  SignInRules,
  SignInWays,
} from '../../server/contract/accounts.ts';
import { request, withQuery } from './request.ts';

const pathOf = (id: string) => `/api/accounts/${encodeURIComponent(id)}`;

/** The accounts of staff. */
export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => request<{ items: Account[] }>('/api/accounts', { signal }),
  select: (answer) => answer.items,
});

/** Opens an account; the answer carries its one-time link. */
export function invite(input: Invite): Promise<AccountLink> {
  return request('/api/accounts', { method: 'POST', body: input });
}

/** Changes what an account may do, disables or enables it. */
export function changeAccount(id: string, change: ChangeAccount): Promise<Account> {
  return request(pathOf(id), { method: 'PATCH', body: change });
}

/** Makes the password void and answers a one-time link. */
export function resetAccount(id: string): Promise<AccountLink> {
  return request(`${pathOf(id)}/reset`, { method: 'POST' });
}

/** Ends every sign-in of an account. */
export function signOutAccount(id: string): Promise<void> {
  return request(`${pathOf(id)}/sign-out`, { method: 'POST' });
}

/** Chooses a password with the code of a one-time link. */
export function choosePassword(input: ChoosePassword): Promise<void> {
  return request('/api/choose-password', { method: 'POST', body: input });
}

/** Changes one's own password. */
export function changePassword(input: ChangePassword): Promise<void> {
  return request('/api/me/password', { method: 'PUT', body: input });
}

/** Ends every sign-in of one's own account, this one too. */
export function signOutEverywhere(): Promise<void> {
  return request('/api/me/sign-out-everywhere', { method: 'POST' });
}

/** One's own open sign-ins. */
export const signInsQuery = queryOptions({
  queryKey: ['sign-ins'],
  queryFn: ({ signal }) => request<{ items: OpenSignIn[] }>('/api/me/sign-ins', { signal }),
  select: (answer) => answer.items,
});

/** Ends one of them. */
export function endSignIn(id: string): Promise<void> {
  return request(`/api/me/sign-ins/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Begins to set up a second factor. */
export function offerSecondFactor(current: string): Promise<SecondFactorOffer> {
  return request('/api/me/second-factor', { method: 'POST', body: { current } });
}

/** Sets it up with its first code. */
export function confirmSecondFactor(input: ConfirmSecondFactor): Promise<RecoveryCodes> {
  return request('/api/me/second-factor', { method: 'PUT', body: input });
}

/** New recovery codes; the ones before are void. */
export function renewRecoveryCodes(current: string): Promise<RecoveryCodes> {
  return request('/api/me/second-factor/codes', { method: 'POST', body: { current } });
}

/** Takes one's own second factor away. */
export function removeSecondFactor(current: string): Promise<void> {
  return request('/api/me/second-factor/remove', { method: 'POST', body: { current } });
}

/** Takes away the second factor of somebody who has lost theirs. */
export function removeSecondFactorOf(id: string): Promise<void> {
  return request(`${pathOf(id)}/remove-second-factor`, { method: 'POST' });
}

/** Whom the rules of this site oblige to have a second factor. */
export const signInRulesQuery = queryOptions({
  queryKey: ['sign-in-rules'],
  queryFn: ({ signal }) => request<SignInRules>('/api/settings/sign-in', { signal }),
});

/** Changes the rules. */
export function changeSignInRules(rules: SignInRules): Promise<SignInRules> {
  return request('/api/settings/sign-in', { method: 'PUT', body: rules });
}

/** How staff can sign in here. */
export const signInWaysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: ({ signal }) => request<SignInWays>('/api/sign-in/ways', { signal }),
});

/** Where a browser goes to sign in through the provider of identities; `to` is where it ends up. */
export function openIdPath(to: string): string {
  return withQuery('/api/sign-in/openid', { to });
}
