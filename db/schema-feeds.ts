// The table of feed sources as Kysely sees it; see schema.ts for the conventions.

interface FeedSourcesTable {
  session_id: string;
  srt_port: number | null;
  pull_sealed: string | null;
  modified_at: number;
}

interface RehearsalsTable {
  id: string;
  session_id: string;
  started_at: number;
  ended_at: number;
  done_by: string;
  passed: number;
  points: string;
}

/** What sessions are fed from, and what was tried of it. */
export interface FeedTables {
  feed_sources: FeedSourcesTable;
  rehearsals: RehearsalsTable;
}
