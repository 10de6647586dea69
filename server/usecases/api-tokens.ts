// Makes, lists and revokes API tokens. A token acts in the name of the administrator who made it, within its scopes.
import { findAccount, listAccounts } from '../../db/accounts.ts';
import * as stored from '../../db/api-tokens.ts';
import { inTransaction } from '../../db/open.ts';
import type { Actor, StaffActor } from '../contract/accounts.ts';
import type { ApiToken, MadeApiToken, NewApiToken } from '../contract/api-tokens.ts';
import { fromInstant, toInstant } from '../contract/instants.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import type { House } from './house.ts';
import { hashToken, makeToken } from './tokens.ts';
import { toActor } from './who-is.ts';
import { writeAudit } from './write-audit.ts';

const shownPrefixLength = 10;
/** A use is written down at most this often, so that reading costs no writing. */
const touchEveryMs = 60 * 1000;

/** Makes a token; it is in the answer this once. */
export async function makeApiToken(house: House, actor: Actor, input: NewApiToken): Promise<Outcome<MadeApiToken>> {
  const permission = requirePermission(actor, 'administer-accounts');
  if (!permission.ok) return permission;
  if (actor.kind === 'public') return refuse('not-signed-in', 'Sign in to do this.');
  const token = `cdv_${makeToken()}`;
  const record = {
    id: house.newId(),
    prefix: token.slice(0, shownPrefixLength),
    name: input.name,
    accountId: actor.accountId,
    scopes: [...new Set(input.scopes)],
    createdAtMs: house.now(),
    expiresAtMs: input.expiresAt === undefined ? null : fromInstant(input.expiresAt),
  };
  await inTransaction(house.db, async (db) => {
    await stored.insertApiToken(db, { ...record, tokenHash: hashToken(token) });
    const after = { tokenId: record.id, name: record.name, scopes: record.scopes, expiresAt: input.expiresAt ?? null };
    await writeAudit(house, db, actor, { action: 'token.made', sessionId: null, atMs: record.createdAtMs, after });
  });
  return accept({ ...toApiToken({ ...record, lastUsedAtMs: null }, actor.email), token });
}

/** Every token that is not revoked, newest first. */
export async function listApiTokens(house: House, actor: Actor): Promise<Outcome<{ items: ApiToken[] }>> {
  const permission = requirePermission(actor, 'administer-accounts');
  if (!permission.ok) return permission;
  const [tokens, accounts] = await Promise.all([stored.listApiTokens(house.db), listAccounts(house.db)]);
  const emails = new Map(accounts.map((account) => [account.id, account.email]));
  return accept({ items: tokens.map((token) => toApiToken(token, emails.get(token.accountId) ?? '')) });
}

/** Revokes a token, at once and for good; one that is revoked already stays so. */
export async function revokeApiToken(house: House, actor: Actor, id: string): Promise<Outcome<null>> {
  const permission = requirePermission(actor, 'administer-accounts');
  if (!permission.ok) return permission;
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    const name = await stored.revokeApiToken(db, id, atMs);
    const before = { tokenId: id, name };
    if (name !== null) await writeAudit(house, db, actor, { action: 'token.revoked', sessionId: null, atMs, before });
  });
  return accept(null);
}

/** The actor behind an API token. Everything that is not positively a valid token of an open account is the public. */
export async function whoseToken(house: House, token: string): Promise<Actor> {
  const nowMs = house.now();
  const found = await stored.findApiToken(house.db, hashToken(token), nowMs);
  const account = found === null ? null : await findAccount(house.db, found.accountId);
  if (found === null || account === null || account.disabledAtMs !== null) return { kind: 'public' };
  if (nowMs - (found.lastUsedAtMs ?? 0) >= touchEveryMs) await stored.touchApiToken(house.db, found.id, nowMs);
  const actor: StaffActor = { ...toActor(account), token: { name: found.name, scopes: found.scopes } };
  return actor;
}

function toApiToken(token: stored.StoredApiToken, owner: string): ApiToken {
  const instantOrNull = (ms: number | null): string | null => (ms === null ? null : toInstant(ms));
  return {
    id: token.id,
    name: token.name,
    prefix: token.prefix,
    scopes: [...token.scopes],
    owner,
    createdAt: toInstant(token.createdAtMs),
    expiresAt: instantOrNull(token.expiresAtMs),
    lastUsedAt: instantOrNull(token.lastUsedAtMs),
  };
}
