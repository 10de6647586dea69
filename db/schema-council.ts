// The tables of people and of the log of a session as Kysely sees them; the rules of schema.ts hold here too.

interface BodiesTable {
  id: string;
  name: string;
  type: string | null;
  created_at: number;
  /** JSON; null: nothing was said. */
  rules: string | null;
}

interface PeopleTable {
  id: string;
  name: string;
  created_at: number;
  /** Where the body's own mail goes; never public. */
  email: string | null;
  /** Key of the file. */
  photo: string | null;
}

interface GroupsTable {
  id: string;
  body_id: string;
  name: string;
  created_at: number;
}

interface TermsTable {
  id: string;
  body_id: string;
  name: string;
  from_day: string;
  to_day: string | null;
}

interface MembershipsTable {
  id: string;
  body_id: string;
  person_id: string;
  group_id: string | null;
  term_id: string | null;
  role: string;
  may_vote: number;
  position: number;
  began_at: number;
  ended_at: number | null;
}

interface MarksTable {
  id: string;
  session_id: string;
  agenda_item_id: string;
  at: number;
  created_at: number;
  removed_at: number | null;
}

interface LogEntriesTable {
  id: string;
  session_id: string;
  command_id: string | null;
  kind: string;
  at: number;
  until: number | null;
  agenda_item_id: string | null;
  data: string;
  version: number;
  created_at: number;
  created_by: string;
  removed_at: number | null;
}

interface CorrectionsTable {
  session_id: string;
  version: number;
  at: number;
  note: string;
  account_id: string | null;
}

/** People, their places in bodies, what the desk writes down. */
export interface CouncilTables {
  bodies: BodiesTable;
  people: PeopleTable;
  groups: GroupsTable;
  terms: TermsTable;
  memberships: MembershipsTable;
  marks: MarksTable;
  log_entries: LogEntriesTable;
  corrections: CorrectionsTable;
}
