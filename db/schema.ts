// The tables as Kysely sees them; instants are milliseconds since the epoch, booleans 0/1, JSON is text.
// It must not know what the columns are used for: that stands in the file of each subject.
import type { Generated } from 'kysely';
import type { AccountTables } from './schema-accounts.ts';
import type { AfterTables } from './schema-after.ts';
import type { ConvocationTables } from './schema-convocations.ts';
import type { CouncilTables } from './schema-council.ts';
import type { DocumentTables } from './schema-documents.ts';
import type { FeedTables } from './schema-feeds.ts';
import type { SearchTables } from './schema-search.ts';
import type { UploadTables } from './schema-uploads.ts';

interface WebhooksTable {
  id: string;
  url: string;
  events: string;
  secret: string;
  created_at: number;
  removed_at: number | null;
}

interface WebhookDeliveriesTable {
  id: string;
  webhook_id: string;
  event: string;
  payload: string;
  created_at: number;
  attempts: Generated<number>;
  next_at: number | null;
  delivered_at: number | null;
  last_status: number | null;
  last_error: string | null;
}

interface SessionsTable {
  id: string;
  external_id: string | null;
  body_id: string;
  title: string;
  scheduled_at: number;
  started_at: number | null;
  ended_at: number | null;
  state: string;
  publication: string;
  review: number;
  withheld_reason: string | null;
  lang: string | null;
  imported_duration: number | null;
  key_version: number;
  stream_key_hash: string | null;
  backup_key_version: Generated<number>;
  backup_key_hash: string | null;
  created_at: number;
  modified_at: number;
  extra: Generated<string>;
  place: string | null;
  /** 1 or 2: first or second call. */
  call: Generated<number>;
  second_call_at: number | null;
  convocation: string | null;
  recess_reason: string | null;
  recess_until: number | null;
  chat_mode: Generated<string>;
  chat_slow_seconds: Generated<number>;
}

interface AgendaItemsTable {
  id: string;
  session_id: string;
  parent_id: string | null;
  position: number;
  number: string;
  title: string;
  type: string | null;
  external_id: string | null;
  imported_start: number | null;
  removed_at: number | null;
  extra: Generated<string>;
  description: string | null;
  shared_type: string | null;
  rapporteur: string | null;
  planned_closed: Generated<number>;
  no_broadcast: Generated<number>;
  matter: string | null;
}

interface TakesTable {
  id: string;
  session_id: string;
  started_at: number;
  ended_at: number | null;
  duration_seconds: number;
  sealed: number;
  end_reason: string | null;
  anchors: string;
  files: string;
}

interface ChatMessagesTable {
  id: string;
  session_id: string;
  display_name: string;
  text: string;
  at: number;
  removed_at: number | null;
  removed_by: string | null;
  /** 1: nobody has let it through yet. */
  waits: Generated<number>;
}

interface TranscriptsTable {
  id: string;
  session_id: string;
  lang: string | null;
  source: string;
  created_at: number;
  replaced_at: number | null;
}

interface CuesTable {
  transcript_id: string;
  position: number;
  start_seconds: number;
  end_seconds: number;
  speaker: string | null;
  text: string;
}

interface SpeechesTable {
  id: string;
  session_id: string;
  external_id: string | null;
  agenda_item_id: string | null;
  position: number;
  speaker: string | null;
  role: string | null;
  faction: string | null;
  lang: string | null;
  start_seconds: number | null;
  end_seconds: number | null;
  time_estimated: number;
  text: string;
  cues: string;
  extra: Generated<string>;
}

interface AuditTable {
  id: string;
  at: number;
  account_id: string | null;
  actor: string;
  action: string;
  session_id: string | null;
  before_json: string | null;
  after_json: string | null;
  reason: string | null;
}

interface SettingsTable {
  name: string;
  value: string;
}

/** Every table of the product. */
export interface Tables
  extends
    AccountTables,
    AfterTables,
    ConvocationTables,
    CouncilTables,
    DocumentTables,
    FeedTables,
    SearchTables,
    UploadTables {
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  sessions: SessionsTable;
  agenda_items: AgendaItemsTable;
  takes: TakesTable;
  chat_messages: ChatMessagesTable;
  transcripts: TranscriptsTable;
  cues: CuesTable;
  speeches: SpeechesTable;
  audit: AuditTable;
  settings: SettingsTable;
}
