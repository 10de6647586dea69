// Reads an agenda out of pasted text, one item a line, and writes one as text. Pure; tolerant of how towns number.
import type { AgendaItem, NewAgendaItem } from '../../server/contract/sessions.ts';
import { maxAgendaDepth, maxAgendaItems } from '../../server/contract/sessions.ts';

const indentStep = '  ';
const tabWidth = 4;
const maxTitle = 2000;
/** A title, its number and the words before it; what is longer is no line that anybody wrote. */
const maxLine = 2200;

/** `4`, `4.1`, `4-bis`, `IV`; never more than three digits, so that a year is no number. */
const number = String.raw`\d{1,3}(?:\.\d{1,3})*(?:[ -]?(?:bis|ter|quater|quinquies))?`;
const separator = String.raw`\s*(?:[.)\]:°º]|[-–—])+(?!\d)\s*`;

type Kind = 'numbered' | 'letter' | 'bullet' | 'plain';

/** How a line may begin; the first row that fits wins. The last group is the title. */
const beginnings: readonly { kind: Kind; pattern: RegExp }[] = [
  {
    kind: 'numbered',
    pattern: new RegExp(
      `^(?:punto|item|argomento|art\\.?|(?=n\\.|nr\\.?|n°))\\s*(?:n\\.°?|nr\\.?|n°)?\\s*(${number})(?:${separator}|\\s+)(.+)$`,
      'iu',
    ),
  },
  { kind: 'numbered', pattern: new RegExp(`^\\(?(${number})${separator}(.+)$`, 'iu') },
  { kind: 'numbered', pattern: /^(\d{1,3}(?:\.\d{1,3})+)\s+(.+)$/u },
  { kind: 'numbered', pattern: /^([IVXL]{1,7})[.)]\s+(.+)$/u },
  { kind: 'letter', pattern: /^([a-z])\)\s*(.+)$/u },
  { kind: 'bullet', pattern: /^[-–—*•·▪◦‣]()\s*(.+)$/u },
];

const headings = /^(?:ordine del giorno|o\.?\s?d\.?\s?g\.?|agenda|argomenti)\s*:?$/iu;

interface Line {
  kind: Kind;
  indent: number;
  number: string;
  title: string;
}

interface Open extends Line {
  item: NewAgendaItem;
}

/**
 * The tree that a pasted text means. Sub-items come from dotted numbers (`1.1`), letters (`a)`), bullets below a
 * numbered item, or indentation. Items of `known` keep their id: by the very same line, else by title, else by number.
 */
export function readAgendaText(text: string, known: readonly AgendaItem[] = []): NewAgendaItem[] {
  const top: NewAgendaItem[] = [];
  let open: Open[] = [];
  const keeper = idKeeper(known);
  let count = 0;
  for (const raw of text.split(/\r\n|\r|\n/u)) {
    const line = readLine(raw, lastPlainNumber(open));
    if (count === maxAgendaItems) break;
    if (line === null) continue;
    count += 1;
    open = open.slice(0, Math.min(parentDepth(open, line), maxAgendaDepth - 1));
    const item = keeper(oneLine(raw), line);
    const parent = open.at(-1)?.item;
    if (parent === undefined) top.push(item);
    else (parent.children ??= []).push(item);
    open.push({ ...line, item });
  }
  return top;
}

/** The agenda as text that {@link readAgendaText} reads back as the same tree. */
export function writeAgendaText(agenda: readonly AgendaItem[], depth = 0): string {
  return agenda
    .map((item) => `${indentStep.repeat(depth)}${lineOf(item)}\n${writeAgendaText(item.children, depth + 1)}`)
    .join('');
}

/** How many items a tree has. */
export function countItems(agenda: readonly NewAgendaItem[]): number {
  return agenda.reduce((sum, item) => sum + 1 + countItems(item.children ?? []), 0);
}

/** Single blanks only: the patterns below would try every one of a hundred thousand. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function lineOf(item: AgendaItem): string {
  const title = oneLine(item.title);
  return item.number === '' ? title : `${item.number}. ${title}`;
}

function readLine(raw: string, lastNumber: number): Line | null {
  const text = oneLine(raw).slice(0, maxLine);
  if (text === '' || headings.test(text)) return null;
  const indent = indentOf(raw);
  for (const { kind, pattern } of beginnings) {
    const found = pattern.exec(text);
    if (found !== null) return { kind, indent, number: found[1] ?? '', title: tidyTitle(found[2] ?? '') };
  }
  const bare = /^(\d{1,3})\s+(.+)$/u.exec(text);
  if (bare !== null && Number(bare[1]) === lastNumber + 1) {
    return { kind: 'numbered', indent, number: bare[1] ?? '', title: tidyTitle(bare[2] ?? '') };
  }
  return { kind: 'plain', indent, number: '', title: tidyTitle(text) };
}

/** A bare number ("3 Mozione") is one only where it goes on counting; "100 anni della biblioteca" is a title. */
function lastPlainNumber(open: readonly Open[]): number {
  const last = open.find((line) => /^\d+$/u.test(line.number));
  return last === undefined ? 0 : Number(last.number);
}

function indentOf(raw: string): number {
  const space = /^\s*/u.exec(raw)?.[0] ?? '';
  return [...space].reduce((width, character) => width + (character === '\t' ? tabWidth : 1), 0);
}

function tidyTitle(title: string): string {
  const tidy = title.replace(/ ?;$/u, '').trim();
  return tidy.slice(0, maxTitle);
}

/** How many of the open items stay above a line, that is, the depth at which it stands. */
function parentDepth(open: readonly Open[], line: Line): number {
  const dotted = line.number.includes('.') ? line.number.slice(0, line.number.lastIndexOf('.')) : null;
  if (dotted !== null) {
    const parent = open.findLastIndex((candidate) => candidate.number === dotted);
    if (parent >= 0) return parent + 1;
  }
  if (line.kind === 'letter' || line.kind === 'bullet') {
    const above = open.findLastIndex((candidate) => standsAbove(candidate.kind, line.kind));
    const parent = open[above];
    if (parent !== undefined && line.indent <= parent.indent) return above + 1;
  }
  return open.findLastIndex((candidate) => candidate.indent < line.indent) + 1;
}

function standsAbove(kind: Kind, below: Kind): boolean {
  return kind === 'numbered' || (kind === 'letter' && below === 'bullet');
}

/** Gives a line the item it was, so that marks and links stay with it. Every known item is used once. */
function idKeeper(known: readonly AgendaItem[]): (text: string, line: Line) => NewAgendaItem {
  const rest = new Set(flatten(known));
  const take = (fits: (item: AgendaItem) => boolean) => {
    const found = [...rest].find(fits);
    if (found !== undefined) rest.delete(found);
    return found;
  };
  return (text, line) => {
    const same = take((item) => lineOf(item) === text);
    if (same !== undefined) return { id: same.id, number: same.number, title: same.title, ...typeOf(same) };
    const kept =
      take((item) => item.title.toLowerCase() === line.title.toLowerCase()) ??
      take((item) => line.number !== '' && item.number === line.number);
    const fresh: NewAgendaItem = { title: line.title };
    if (line.number !== '') fresh.number = line.number;
    return kept === undefined ? fresh : { ...fresh, id: kept.id, ...typeOf(kept) };
  };
}

function typeOf(item: AgendaItem): { type?: string } {
  return item.type === null ? {} : { type: item.type };
}

function flatten(items: readonly AgendaItem[]): AgendaItem[] {
  return items.flatMap((item) => [item, ...flatten(item.children)]);
}
