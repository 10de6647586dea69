// API tokens for programs. Only hashes are stored; revoked tokens stay, so that the trail can be read.
import { scopeSchema } from '../server/contract/api-tokens.ts';
import type { Scope } from '../server/contract/api-tokens.ts';
import type { Db } from './open.ts';

/** A stored token; instants are ms since the epoch. */
export interface StoredApiToken {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly accountId: string;
  readonly scopes: readonly Scope[];
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
}

/** Stores a new token. */
export async function insertApiToken(
  db: Db,
  token: Omit<StoredApiToken, 'lastUsedAtMs'> & { tokenHash: string },
): Promise<void> {
  await db
    .insertInto('api_tokens')
    .values({
      id: token.id,
      token_hash: token.tokenHash,
      prefix: token.prefix,
      name: token.name,
      account_id: token.accountId,
      scopes: JSON.stringify(token.scopes),
      created_at: token.createdAtMs,
      expires_at: token.expiresAtMs,
    })
    .execute();
}

/** The token with this hash, unless it is revoked or has expired. */
export async function findApiToken(db: Db, tokenHash: string, nowMs: number): Promise<StoredApiToken | null> {
  const row = await db
    .selectFrom('api_tokens')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', nowMs)]))
    .executeTakeFirst();
  return row === undefined ? null : readToken(row);
}

/** Every token that is not revoked, newest first. */
export async function listApiTokens(db: Db): Promise<StoredApiToken[]> {
  const rows = await db
    .selectFrom('api_tokens')
    .selectAll()
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(readToken);
}

/** Notes that a token was used. */
export async function touchApiToken(db: Db, id: string, lastUsedAtMs: number): Promise<void> {
  await db.updateTable('api_tokens').set({ last_used_at: lastUsedAtMs }).where('id', '=', id).execute();
}

/** Revokes a token for good: its name once, null when there is none or it is revoked already. */
export async function revokeApiToken(db: Db, id: string, revokedAtMs: number): Promise<string | null> {
  const row = await db
    .updateTable('api_tokens')
    .set({ revoked_at: revokedAtMs })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst();
  return row?.name ?? null;
}

interface TokenRow {
  id: string;
  prefix: string;
  name: string;
  account_id: string;
  scopes: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
}

function readToken(row: TokenRow): StoredApiToken {
  return {
    id: row.id,
    prefix: row.prefix,
    name: row.name,
    accountId: row.account_id,
    scopes: scopeSchema.array().parse(JSON.parse(row.scopes)),
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
    lastUsedAtMs: row.last_used_at,
  };
}
