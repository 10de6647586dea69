// The tables of what happens after a session as Kysely sees them; the rules of schema.ts hold here too.
import type { Generated } from 'kysely';

interface WithheldRangesTable {
  id: string;
  session_id: string;
  from_at: number;
  until_at: number;
  /** Seconds on the playable timeline. */
  from_seconds: number;
  until_seconds: number;
  /** JSON: which segments of which takes. */
  pieces: string;
  reason: string;
  decision_number: string;
  decided_by: string;
  created_at: number;
  created_by: string | null;
  lifted_at: number | null;
  /** JSON: the decision that lifted it. */
  lifting: string | null;
  /** JSON: the decision to destroy. */
  destruction: string | null;
  destroyed_at: number | null;
  /** JSON: the recordings' files as they are since. */
  destroyed_files: string | null;
}

interface SessionVersionsTable {
  session_id: string;
  version: number;
  replaced_at: number;
  /** JSON: what the public read of this version. */
  document: string;
}

interface OpenCorrectionsTable {
  session_id: string;
  opened_at: number;
  opened_by: string;
  kept_version: number | null;
  has_changes: Generated<number>;
}

/** Withheld stretches and replaced versions. */
export interface AfterTables {
  withheld_ranges: WithheldRangesTable;
  session_versions: SessionVersionsTable;
  open_corrections: OpenCorrectionsTable;
}
