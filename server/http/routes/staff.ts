// Routes by which administrators keep the accounts of staff.
import {
  accountLinkSchema,
  accountListSchema,
  accountSchema,
  changeAccountSchema,
  inviteSchema,
} from '../../contract/accounts.ts';
import { changeAccount } from '../../usecases/change-account.ts';
import { endSignIns } from '../../usecases/end-sign-ins.ts';
import type { House } from '../../usecases/house.ts';
import { inviteAccount } from '../../usecases/invite-account.ts';
import { listAccounts } from '../../usecases/list-accounts.ts';
import { resetAccount } from '../../usecases/reset-account.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { accountParams } from './answers.ts';

const about = { subject: 'Accounts', access: 'administer-accounts' } as const;

/** List, invite, change, reset, sign out. */
export function staffRoutes(house: House): Route[] {
  return [
    route({
      ...about,
      method: 'get',
      path: '/api/accounts',
      summary: 'The accounts of staff',
      status: 200,
      answer: accountListSchema,
      refusals: [],
      handle: (_input, { actor }) => listAccounts(house, actor),
    }),
    route({
      ...about,
      method: 'post',
      path: '/api/accounts',
      summary: 'Open an account; the answer carries the one-time link with which its owner chooses a password',
      body: inviteSchema,
      status: 201,
      answer: accountLinkSchema,
      refusals: ['email-taken'],
      handle: ({ body }, { actor }) => inviteAccount(house, actor, body),
    }),
    route({
      ...about,
      method: 'patch',
      path: '/api/accounts/{id}',
      summary: 'Change what an account may do, disable it or enable it again',
      params: accountParams,
      body: changeAccountSchema,
      status: 200,
      answer: accountSchema,
      refusals: ['account-not-found', 'last-administrator'],
      handle: ({ params, body }, { actor }) => changeAccount(house, actor, params.id, body),
    }),
    route({
      ...about,
      method: 'post',
      path: '/api/accounts/{id}/reset',
      summary: 'Make the password void, end every sign-in and make a one-time link',
      params: accountParams,
      status: 200,
      answer: accountLinkSchema,
      refusals: ['account-not-found', 'last-administrator'],
      handle: ({ params }, { actor }) => resetAccount(house, actor, params.id),
    }),
    route({
      ...about,
      method: 'post',
      path: '/api/accounts/{id}/sign-out',
      summary: 'End every sign-in of an account',
      params: accountParams,
      status: 204,
      refusals: ['account-not-found'],
      handle: ({ params }, { actor }) => endSignIns(house, actor, params.id),
    }),
  ];
}
