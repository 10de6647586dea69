// The table of feed sources as Kysely sees it; see schema.ts for the conventions.

interface FeedSourcesTable {
  session_id: string;
  srt_port: number | null;
  pull_sealed: string | null;
  modified_at: number;
}

/** What sessions are fed from. */
export interface FeedTables {
  feed_sources: FeedSourcesTable;
}
