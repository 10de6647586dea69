// Moves an archive in: lines in any order become sessions, speeches and documents, one transaction a session.
// It must not read files or judge lines: it gets lines that the contract's schema has accepted.
import type { ImportedDocument, ImportedLine, ImportedSession, ImportedSpeech } from '../server/contract/imports.ts';
import { recordAudit } from './audit.ts';
import { putDocuments } from './imports/put-documents.ts';
import { putSession } from './imports/put-session.ts';
import { putSpeeches } from './imports/put-speeches.ts';
import type { Counts, ImportContext, Sourced } from './imports/import-context.ts';
import { inTransaction, type Db } from './open.ts';
import { indexSession, wholePace } from './search/index-session.ts';
import { workInAllWords } from './search/work-in-words.ts';

/** What an import did. `notices` are lines that were left out or changed, with the reason. */
export interface ImportReport {
  readonly sessions: Readonly<Counts>;
  readonly speeches: Readonly<Counts>;
  readonly documents: Readonly<Counts>;
  readonly notices: readonly { readonly file: string; readonly line: number; readonly detail: string }[];
}

/** What an import needs from outside. `onSession` is told after each session that was committed. */
export interface ImportOptions {
  readonly nowMs: number;
  readonly newId: () => string;
  readonly onSession?: (done: number, total: number) => void;
}

/** A line that the contract's schema has accepted, and where it stood. */
export type SourceLine = Sourced<ImportedLine>;

/**
 * Imports an archive. Running it twice changes nothing; a session that is there already keeps its state and publication.
 * Lines are held in memory until the last one was read, because files come in any order.
 */
export async function importLines(
  db: Db,
  lines: AsyncIterable<SourceLine> | Iterable<SourceLine>,
  options: ImportOptions,
): Promise<ImportReport> {
  const context: ImportContext = {
    ...options,
    sessions: noCounts(),
    speeches: noCounts(),
    documents: noCounts(),
    notices: [],
  };
  const bundles = await collectBundles(lines, context);
  let done = 0;
  for (const [externalId, bundle] of bundles) {
    await inTransaction(db, (transaction) => importBundle(transaction, externalId, bundle, context));
    done += 1;
    options.onSession?.(done, bundles.size);
  }
  await inTransaction(db, workInAllWords);
  const { sessions, speeches, documents, notices } = context;
  return { sessions, speeches, documents, notices };
}

/** Everything that the lines say about one session. */
interface Bundle {
  session: Sourced<ImportedSession> | null;
  readonly speeches: Map<string, Sourced<ImportedSpeech>>;
  readonly documents: Map<string, Sourced<ImportedDocument>>;
}

async function collectBundles(
  lines: AsyncIterable<SourceLine> | Iterable<SourceLine>,
  context: ImportContext,
): Promise<Map<string, Bundle>> {
  const bundles = new Map<string, Bundle>();
  for await (const source of lines) {
    const { value } = source;
    const sessionId = value.kind === 'session' ? value.id : value.sessionId;
    const bundle = bundles.get(sessionId) ?? { session: null, speeches: new Map(), documents: new Map() };
    bundles.set(sessionId, bundle);
    if (isRepeated(bundle, value)) {
      const { file, line } = source;
      context.notices.push({ file, line, detail: `the ${value.kind} ${value.id} came before; this line replaces it` });
    }
    if (value.kind === 'session') bundle.session = { ...source, value };
    else if (value.kind === 'speech') bundle.speeches.set(value.id, { ...source, value });
    else bundle.documents.set(value.id, { ...source, value });
  }
  return bundles;
}

function isRepeated(bundle: Bundle, value: ImportedLine): boolean {
  if (value.kind === 'session') return bundle.session !== null;
  return (value.kind === 'speech' ? bundle.speeches : bundle.documents).has(value.id);
}

async function importBundle(db: Db, externalId: string, bundle: Bundle, context: ImportContext): Promise<void> {
  const put = await putSession(db, externalId, bundle.session, context);
  if (put === null) {
    for (const { file, line, value } of [...bundle.speeches.values(), ...bundle.documents.values()]) {
      const detail = `the ${value.kind} ${value.id} belongs to the session ${externalId}, which is unknown`;
      context.notices.push({ file, line, detail });
    }
    return;
  }
  const changedSpeeches = await putSpeeches(db, put, [...bundle.speeches.values()], context);
  const changedDocuments = await putDocuments(db, put, [...bundle.documents.values()], context);
  if (!put.changed && !changedSpeeches && !changedDocuments) return;
  await indexSession(db, put.sessionId, { pace: wholePace });
  await recordAudit(db, {
    id: context.newId(),
    atMs: context.nowMs,
    accountId: null,
    actor: 'import',
    action: 'session.imported',
    sessionId: put.sessionId,
    after: { externalId, speeches: bundle.speeches.size, documents: bundle.documents.size },
  });
}

function noCounts(): Counts {
  return { created: 0, updated: 0, unchanged: 0 };
}
