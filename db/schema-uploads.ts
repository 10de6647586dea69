// The table of uploads as Kysely sees it; see schema.ts for the conventions.

export interface UploadsTable {
  id: string;
  session_id: string;
  file_name: string;
  bytes: number;
  purpose: string;
  held_at: number | null;
  state: string;
  format: string | null;
  take_id: string | null;
  problem: string | null;
  problem_fact: string | null;
  created_at: number;
  touched_at: number;
}

/** Files that were sent. */
export interface UploadTables {
  uploads: UploadsTable;
}
