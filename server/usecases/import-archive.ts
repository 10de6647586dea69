// Moves an archive in: judges every line by the contract, hands the good ones to the database, reports the others.
import { importLines } from '../../db/imports.ts';
import type { ImportReport, SourceLine } from '../../db/imports.ts';
import { importedLineSchema } from '../contract/imports.ts';
import type { House } from './house.ts';

/** A line as it was read; `fault` says why it could not even be read as text. */
export interface TextLine {
  readonly file: string;
  /** From 1; 0 stands for the whole file. */
  readonly line: number;
  readonly text: string;
  readonly fault?: string;
}

/** A line that did not go in, or went in changed. */
export interface LineRemark {
  readonly file: string;
  readonly line: number;
  readonly detail: string;
}

export interface ImportSummary extends Omit<ImportReport, 'notices'> {
  /** Lines that could not be used, with the reason. */
  readonly badLines: readonly LineRemark[];
  /** Good lines that were left out or changed, with the reason. */
  readonly notices: readonly LineRemark[];
  /** Every line went in. */
  readonly isComplete: boolean;
}

/** Imports the lines; running it twice changes nothing. `onSession` is told after each session that was committed. */
export async function importArchive(
  house: Pick<House, 'db' | 'now' | 'newId'>,
  lines: AsyncIterable<TextLine>,
  onSession: (done: number, total: number) => void = () => undefined,
): Promise<ImportSummary> {
  const badLines: LineRemark[] = [];
  const things = new Set<string>();
  const options = { nowMs: house.now(), newId: house.newId, onSession };
  const report = await importLines(house.db, judge(lines, { badLines, things }), options);
  const counts = [report.sessions, report.speeches, report.documents];
  const put = counts.reduce((sum, { created, updated, unchanged }) => sum + created + updated + unchanged, 0);
  return { ...report, badLines, isComplete: badLines.length === 0 && put === things.size };
}

async function* judge(
  lines: AsyncIterable<TextLine>,
  found: { badLines: LineRemark[]; things: Set<string> },
): AsyncGenerator<SourceLine> {
  for await (const { file, line, text, fault } of lines) {
    const value = fault === undefined ? parseJson(text) : undefined;
    const parsed = importedLineSchema.safeParse(value);
    if (parsed.success) {
      found.things.add(`${parsed.data.kind} ${parsed.data.id}`);
      yield { file, line, value: parsed.data };
    } else {
      const detail = fault ?? (value === undefined ? 'this is not JSON' : explain(value, parsed.error.issues[0]));
      found.badLines.push({ file, line, detail });
    }
  }
}

/** Undefined when it is not JSON: no JSON text means undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function explain(value: unknown, issue: { path: PropertyKey[]; message: string } | undefined): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'this is not a JSON object';
  const kind = 'kind' in value ? value.kind : undefined;
  if (kind !== 'session' && kind !== 'speech' && kind !== 'document') {
    return `kind is ${JSON.stringify(kind) ?? 'missing'}; it must be "session", "speech" or "document"`;
  }
  const path = issue?.path.map(String).join('.') ?? '';
  if (issue?.message.endsWith('received undefined') === true) return `${path} is missing`;
  return `${path}: ${issue?.message ?? 'not usable'}`;
}
