// The text of a document page by page. Costs time and memory that the file decides: call it in a thread of its own.
import { strFromU8, unzipSync } from 'fflate';
import { getDocumentProxy } from 'unpdf';
import type { DocumentFormat } from '../contract/documents.ts';
import { plainText } from './xml.ts';

/** Told of each page as soon as it is read, from 1. */
export type OnPage = (page: { page: number; text: string }) => void;

/** No part of an office document has more text than this, unpacked; a zip that says otherwise is a bomb. */
const maxPartBytes = 100 * 1024 * 1024;
/** A book of five thousand pages is no document of a session. */
const maxPages = 5000;

/** Reads the text. Answers how many pages there are; null for formats without pages. Throws on a broken file. */
export async function readDocumentText(
  bytes: Uint8Array,
  format: DocumentFormat,
  onPage: OnPage,
): Promise<{ pages: number | null; isWhole: boolean }> {
  if (format === 'pdf') return readPdf(bytes, onPage);
  const texts = textsOf(bytes, format).slice(0, maxPages);
  texts.forEach((text, index) => {
    if (text !== '') onPage({ page: index + 1, text });
  });
  const hasPages = format === 'odp' || format === 'pptx';
  return { pages: hasPages ? texts.length : null, isWhole: true };
}

async function readPdf(bytes: Uint8Array, onPage: OnPage): Promise<{ pages: number; isWhole: boolean }> {
  const document = await getDocumentProxy(bytes, { verbosity: 0 });
  const pages = document.numPages;
  for (let number = 1; number <= Math.min(pages, maxPages); number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const text = tidy(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    if (text !== '') onPage({ page: number, text });
    page.cleanup();
  }
  return { pages, isWhole: pages <= maxPages };
}

/** One text a page, slide or sheet. */
function textsOf(bytes: Uint8Array, format: Exclude<DocumentFormat, 'pdf'>): string[] {
  switch (format) {
    case 'docx':
      return [paragraphs(part(bytes, 'word/document.xml'), 'w')];
    case 'pptx':
      return parts(bytes, /^ppt\/slides\/slide\d+\.xml$/u).map((xml) => paragraphs(xml, 'a'));
    case 'xlsx':
      return sheets(bytes);
    case 'odt':
      return [odfParagraphs(part(bytes, 'content.xml'))];
    case 'odp':
      return pieces(part(bytes, 'content.xml'), 'draw:page').map(odfParagraphs);
    case 'ods':
      return pieces(part(bytes, 'content.xml'), 'table:table').map(odfTable);
  }
}

/** Paragraphs of WordprocessingML (`w`) or DrawingML (`a`). */
function paragraphs(xml: string, space: 'w' | 'a'): string {
  const found = pieces(xml, `${space}:p`).map((paragraph) =>
    plainText(
      paragraph
        .replaceAll(new RegExp(`<${space}:(?:instrText|delText)[ >].*?</${space}:(?:instrText|delText)>`, 'gsu'), '')
        .replaceAll(new RegExp(`<${space}:(?:tab|br|cr)\\b[^>]*/>`, 'gu'), ' '),
    ),
  );
  return tidy(found.join('\n'));
}

function odfParagraphs(xml: string): string {
  const spaced = xml.replaceAll(/<text:(?:s|tab|line-break)\b[^>]*\/>/gu, ' ');
  return tidy([...spaced.matchAll(/<text:(p|h)[ >].*?<\/text:\1>/gsu)].map(([piece]) => plainText(piece)).join('\n'));
}

function odfTable(xml: string): string {
  const rows = pieces(xml, 'table:table-row').map((row) =>
    pieces(row, 'table:table-cell')
      .map((cell) => odfParagraphs(cell).replaceAll('\n', ' '))
      .filter((cell) => cell !== ''),
  );
  return tidy(rows.map((row) => row.join(' · ')).join('\n'));
}

/** Sheets of a workbook: cells are numbers, texts of their own, or places in the list of shared texts. */
function sheets(bytes: Uint8Array): string[] {
  const shared = pieces(parts(bytes, /^xl\/sharedStrings\.xml$/u)[0] ?? '', 'si').map((text) =>
    plainText(text.replaceAll(/<rPh[ >].*?<\/rPh>/gsu, '')),
  );
  return parts(bytes, /^xl\/worksheets\/sheet\d+\.xml$/u).map((xml) => {
    const rows = pieces(xml, 'row').map((row) =>
      pieces(row, 'c').map((cell) => {
        const said = plainText(cell);
        return /^<c[^>]* t="s"/u.test(cell) ? (shared[Number(said)] ?? '') : said;
      }),
    );
    return tidy(rows.map((row) => row.filter((cell) => cell !== '').join(' · ')).join('\n'));
  });
}

/** The elements of this name, with their tags; empty elements and those inside another of the name are not told apart. */
function pieces(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?=[ >])(?:[^>]*[^/>])?>.*?</${name}>`, 'gsu'))].map(([piece]) => piece);
}

function part(bytes: Uint8Array, name: string): string {
  const found = unpack(bytes, (entry) => entry === name)[name];
  if (found === undefined) throw new Error(`the document has no ${name}`);
  return strFromU8(found);
}

/** The parts with such names, by the number in them. */
function parts(bytes: Uint8Array, names: RegExp): string[] {
  const found = Object.entries(unpack(bytes, (entry) => names.test(entry)));
  return found
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .slice(0, maxPages)
    .map(([, content]) => strFromU8(content));
}

function unpack(bytes: Uint8Array, isWanted: (name: string) => boolean): Record<string, Uint8Array> {
  let total = 0;
  return unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!isWanted(name)) return false;
      total += originalSize;
      if (total > maxPartBytes) throw new Error('the document unpacks to more than can be read');
      return true;
    },
  });
}

/** No trailing blanks, no more than one empty line, nothing that is no character. */
function tidy(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/gu, '')
    .replaceAll(/[ \t\u00A0]+/gu, ' ')
    .replaceAll(/ *\n */gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
