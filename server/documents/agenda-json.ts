// Reads an agenda out of JSON: OParl meetings, Legistar event items, and plain trees of items. Pure and tolerant.
import type { AgendaLines } from '../contract/files.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';

type Json = Record<string, unknown>;

/** Names under which a list of items stands, the first that is there counts. */
const lists = ['agendaItem', 'agenda', 'agendaItems', 'EventItems', 'items', 'children'] as const;
const titles = ['title', 'name', 'EventItemTitle', 'oggetto', 'titolo'] as const;
const numbers = ['number', 'EventItemAgendaNumber', 'numero'] as const;
/** Deeper trees are no agendas. */
const maxDepth = 20;

/** The lines of the tree. */
export function readAgendaJson(text: string): Outcome<AgendaLines> {
  const parsed = parse(text);
  const items = Array.isArray(parsed) ? (parsed as unknown[]) : listIn(parsed);
  if (items === null) {
    return refuse(
      'bad-agenda',
      'This JSON has no agenda: a list of items, or an object with "agendaItem" or "EventItems".',
    );
  }
  const found: string[] = [];
  const problems: AgendaLines['problems'] = [];
  collect(items, 0, { found, problems });
  return accept({ source: 'json', text: found.join('\n'), problems });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Broken JSON is an expected input; the caller refuses it in a sentence.
    return null;
  }
}

function collect(
  items: readonly unknown[],
  depth: number,
  into: Pick<AgendaLines, 'problems'> & { found: string[] },
): void {
  for (const item of items) {
    const line = isObject(item) ? lineOf(item) : '';
    if (line === '') {
      const written = JSON.stringify(item) ?? '';
      into.problems.push({
        line: into.found.length + 1,
        text: written.slice(0, 200),
        code: 'no-title',
        detail: 'an item without a title',
      });
    } else into.found.push(`${'  '.repeat(depth)}${line}`);
    const children = isObject(item) && depth < maxDepth ? listIn(item) : null;
    if (children !== null) collect(children, line === '' ? depth : depth + 1, into);
  }
}

function lineOf(item: Json): string {
  const title = wordsIn(item, titles).replaceAll(/\s+/gu, ' ');
  const number = wordsIn(item, numbers).replace(/[.)]$/u, '');
  return title === '' || number === '' ? title : `${number}. ${title}`;
}

function wordsIn(item: Json, names: readonly string[]): string {
  for (const name of names) {
    const value = item[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  }
  return '';
}

function listIn(value: unknown): unknown[] | null {
  if (!isObject(value)) return null;
  for (const name of lists) if (Array.isArray(value[name])) return value[name] as unknown[];
  return null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
