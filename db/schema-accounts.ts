// The tables of accounts, sign-ins and API tokens as Kysely sees them; see schema.ts for the conventions.
import type { Generated } from 'kysely';

interface AccountsTable {
  id: string;
  email: string;
  role: string;
  password_hash: string;
  created_at: number;
  all_bodies: Generated<number>;
  disabled_at: number | null;
  second_factor: string | null;
  second_factor_step: number | null;
}

interface IdentitiesTable {
  issuer: string;
  subject: string;
  account_id: string;
  created_at: number;
}

interface AccountBodiesTable {
  account_id: string;
  body_id: string;
  role: string;
}

interface AccountLinksTable {
  code_hash: string;
  account_id: string;
  created_at: number;
  expires_at: number;
}

interface RecoveryCodesTable {
  code_hash: string;
  account_id: string;
}

interface ApiTokensTable {
  id: string;
  token_hash: string;
  prefix: string;
  name: string;
  account_id: string;
  scopes: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
}

export interface SignInsTable {
  token_hash: string;
  account_id: string;
  created_at: number;
  expires_at: number;
  last_seen_at: number;
  address: string | null;
  method: Generated<string>;
  agent: string | null;
}

interface SetupCodesTable {
  code_hash: string;
  created_at: number;
  expires_at: number;
}

/** Who may sign in, how, and in whose name programs act. */
export interface AccountTables {
  accounts: AccountsTable;
  identities: IdentitiesTable;
  account_bodies: AccountBodiesTable;
  account_links: AccountLinksTable;
  recovery_codes: RecoveryCodesTable;
  api_tokens: ApiTokensTable;
  sign_ins: SignInsTable;
  setup_codes: SetupCodesTable;
}
