// Reads an agenda out of a file: what it is by its first bytes, then its lines. Must not know the database.
import { unzipSync, strFromU8 } from 'fflate';
import { getDocumentProxy, extractText } from 'unpdf';
import type { AgendaLines } from '../contract/files.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { readCsv } from '../domain/roster-csv.ts';
import { readAgendaJson } from './agenda-json.ts';
import { plainText } from './xml.ts';

/** No office document has more text than this, unpacked; a zip that says otherwise is a bomb. */
const maxUnpackedBytes = 50 * 1024 * 1024;
const maxLines = 5000;

/** The lines of the file; `bad-agenda` in a sentence where nothing can be read. */
export async function readAgendaFile(bytes: Uint8Array): Promise<Outcome<AgendaLines>> {
  const read = await readByContent(bytes);
  const isEmpty = read.ok && read.value.text === '' && read.value.problems.length === 0;
  return isEmpty ? refuse('bad-agenda', 'This file has no line that could be an item: paste the agenda.') : read;
}

async function readByContent(bytes: Uint8Array): Promise<Outcome<AgendaLines>> {
  if (startsWith(bytes, 'PK')) return readZip(bytes);
  if (startsWith(bytes, '%PDF')) return readPdf(bytes);
  if (bytes.includes(0))
    return refuse('bad-agenda', 'This is no agenda that can be read: use DOCX, ODT, PDF, CSV, JSON or text.');
  const text = strFromU8(bytes).replace(/^\uFEFF/u, '');
  if (/^\s*[[{]/u.test(text)) return readAgendaJson(text);
  const csv = readAgendaCsv(text);
  return accept(csv ?? lines('text', text.split(/\r\n|\r|\n/u)));
}

function startsWith(bytes: Uint8Array, sign: string): boolean {
  return strFromU8(bytes.subarray(0, sign.length), true) === sign;
}

function readZip(bytes: Uint8Array): Outcome<AgendaLines> {
  const wanted = ['word/document.xml', 'content.xml'];
  let isTooLarge = false;
  const open = (file: { name: string; originalSize: number }): boolean => {
    if (!wanted.includes(file.name)) return false;
    isTooLarge ||= file.originalSize > maxUnpackedBytes;
    return !isTooLarge;
  };
  const files = unzip(bytes, open);
  if (isTooLarge) return refuse('bad-agenda', 'This document is too large for an agenda.');
  const word = files?.['word/document.xml'];
  if (word !== undefined) return accept(lines('docx', readDocx(strFromU8(word))));
  const office = files?.['content.xml'];
  if (office !== undefined) return accept(lines('odt', readOdt(strFromU8(office))));
  return refuse('bad-agenda', 'This archive holds no text document: open it and save the agenda as DOCX or ODT.');
}

function unzip(
  bytes: Uint8Array,
  filter: (file: { name: string; originalSize: number }) => boolean,
): Record<string, Uint8Array> | null {
  try {
    return unzipSync(bytes, { filter });
  } catch {
    // A broken archive is an expected input; the caller says so in a sentence.
    return null;
  }
}

/** Paragraphs of WordprocessingML; the level of a numbered list becomes indentation. */
function readDocx(xml: string): string[] {
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gsu)].map(([paragraph]) => {
    const level = Number(/<w:numPr>.*?<w:ilvl w:val="(\d)"/su.exec(paragraph)?.[1] ?? 0);
    const text = paragraph
      .replaceAll(/<w:instrText.*?<\/w:instrText>/gsu, '')
      .replaceAll(/<w:(?:tab|br)\b[^>]*\/>/gu, ' ');
    return `${'  '.repeat(level)}${plainText(text).trim()}`;
  });
}

/** Paragraphs and headings of OpenDocument; a list within a list is one level deeper. */
function readOdt(xml: string): string[] {
  const found: string[] = [];
  let depth = 0;
  for (const [piece] of xml.matchAll(/<text:list[ >]|<\/text:list>|<text:(p|h)[ >].*?<\/text:\1>/gsu)) {
    if (piece.startsWith('<text:list')) depth += 1;
    else if (piece.startsWith('</text:list')) depth -= 1;
    else {
      const text = piece.replaceAll(/<text:(?:s|tab|line-break)\b[^>]*\/>/gu, ' ');
      found.push(`${'  '.repeat(Math.max(0, depth - 1))}${plainText(text).trim()}`);
    }
  }
  return found;
}

async function readPdf(bytes: Uint8Array): Promise<Outcome<AgendaLines>> {
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const { text } = await extractText(document, { mergePages: false });
    const read = lines('pdf', text.join('\n').split('\n'));
    if (read.text.trim() !== '') return accept(read);
    return refuse(
      'bad-agenda',
      'This PDF has no text (it is a picture): paste the agenda, or use the original document.',
    );
  } catch {
    // What the PDF reader cannot open is an expected input.
    return refuse('bad-agenda', 'This PDF cannot be opened: paste the agenda, or use the original document.');
  }
}

/** Number and title in columns; null where the text is no CSV of an agenda. */
function readAgendaCsv(text: string): AgendaLines | null {
  const rows = readCsv(text);
  const head = rows[0]?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const title = head.findIndex((cell) => /^(oggetto|titolo|title|argomento|subject|punto)$/u.test(cell));
  if (title === -1 || head.length < 2) return null;
  const number = head.findIndex((cell) => /^(n\.?|nr\.?|n°|numero|number|no\.?|ordine)$/u.test(cell));
  const problems: AgendaLines['problems'] = [];
  const written = rows.slice(1).flatMap((row) => {
    const words = row.cells[title] ?? '';
    const text = row.cells.join(' · ');
    if (words === '') problems.push({ line: row.line, text, code: 'no-title', detail: 'no title in this line' });
    const said = number === -1 ? '' : (row.cells[number] ?? '');
    return words === ''
      ? []
      : [said === '' ? words : `${said.replace(/[.)]$/u, '')}. ${words.replaceAll(/\s+/gu, ' ')}`];
  });
  return { ...lines('csv', written), problems };
}

/** Empty lines are left out; what is beyond the limit is said. */
function lines(source: AgendaLines['source'], found: readonly string[]): AgendaLines {
  const kept = found.map((line) => line.trimEnd()).filter((line) => line.trim() !== '');
  const problems = kept.slice(maxLines, maxLines + 1).map((text) => ({
    code: 'too-many-lines' as const,
    line: maxLines + 1,
    text: text.slice(0, 200),
    detail: `only the first ${maxLines} lines are read`,
  }));
  return { source, text: kept.slice(0, maxLines).join('\n'), problems };
}
