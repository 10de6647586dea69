// What a file is by its content: the first bytes, and for a zip its table of contents. Reads little, whatever its size.
import { documentFormats, documentTypes, type DocumentFormat } from '../contract/documents.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';

/** A file that can be read in pieces; a piece beyond the end is shorter than asked for. */
export interface ReadableBytes {
  readonly bytes: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Readers look for the sign of a PDF in its first kilobyte (ISO 32000-1, note in 7.5.2). */
const pdfHeadBytes = 1024;
/** The end record of a zip (22 bytes) with its longest comment. */
const zipTailBytes = 22 + 0xffff;
/** The table of contents of an office file is a few kilobytes. */
const maxTableBytes = 4 * 1024 * 1024;

const partOf: Readonly<Record<string, DocumentFormat>> = {
  'word/document.xml': 'docx',
  'xl/workbook.xml': 'xlsx',
  'ppt/presentation.xml': 'pptx',
};

/** Ends of names that say one of our formats, or a format of which something better can be said than "unknown". */
const hints: Readonly<Record<string, string>> = {
  p7m: 'It is a signed envelope (.p7m): send the PDF that is inside, or a PDF that is signed within (PAdES).',
  doc: 'It is in the old format of Word: save it as PDF, DOCX or ODT.',
  xls: 'It is in the old format of Excel: save it as PDF, XLSX or ODS.',
  ppt: 'It is in the old format of PowerPoint: save it as PDF, PPTX or ODP.',
};

/** What the file is; refused when it is none of ours, another than its name says, or holds programs. */
export async function findDocumentFormat(file: ReadableBytes, name: string): Promise<Outcome<DocumentFormat>> {
  const ending = /\.([a-z0-9]{1,8})$/iu.exec(name)?.[1]?.toLowerCase() ?? null;
  const found = await detect(file);
  if (!found.ok) return found;
  const format = found.value;
  if (format === null) {
    const hint = hints[ending ?? ''] ?? 'Save it as PDF, ODT, ODS, ODP, DOCX, XLSX or PPTX.';
    return refuse('bad-document', `“${name}” holds no document that can be taken. ${hint}`);
  }
  if (ending === null || ending === format) return accept(format);
  return refuse(
    'misnamed-document',
    `“${name}” is named .${ending}, but its content is ${format.toUpperCase()}: give it its right name, or save it again.`,
  );
}

async function detect(file: ReadableBytes): Promise<Outcome<DocumentFormat | null>> {
  const head = latin(await file.read(0, pdfHeadBytes));
  if (head.includes('%PDF-')) return accept('pdf');
  if (!head.startsWith('PK\u0003\u0004')) return accept(null);
  const names = await readZipNames(file);
  if (names.some((name) => /(^|\/)vbaProject\.bin$/iu.test(name) || name.startsWith('Basic/'))) {
    return refuse('document-with-macros', 'This document holds macros (programs): save it without them, or as PDF.');
  }
  return accept(names.includes('[Content_Types].xml') ? ooxmlFormat(names) : odfFormat(head, names));
}

function ooxmlFormat(names: readonly string[]): DocumentFormat | null {
  return Object.entries(partOf).find(([part]) => names.includes(part))?.[1] ?? null;
}

/** OpenDocument 1.3 part 2, 3.3: the first entry is `mimetype`, not compressed, and holds the media type. */
function odfFormat(head: string, names: readonly string[]): DocumentFormat | null {
  if (head.slice(30, 38) !== 'mimetype' || !names.includes('content.xml')) return null;
  const size = head.charCodeAt(22) + 256 * head.charCodeAt(23);
  const extra = head.charCodeAt(28) + 256 * head.charCodeAt(29);
  const said = head.slice(38 + extra, 38 + extra + size);
  return documentFormats.find((format) => documentTypes[format] === said) ?? null;
}

/** Names in the central directory (APPNOTE.TXT 4.3.12 and 4.3.16); none where it cannot be read. */
async function readZipNames(file: ReadableBytes): Promise<string[]> {
  const start = Math.max(0, file.bytes - zipTailBytes);
  const tail = await file.read(start, zipTailBytes);
  const end = latin(tail).lastIndexOf('PK\u0005\u0006');
  if (end === -1 || end + 22 > tail.length) return [];
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const [size, offset] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (size > maxTableBytes || offset + size > file.bytes) return [];
  return namesIn(await file.read(offset, size));
}

function namesIn(table: Uint8Array): string[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const names: string[] = [];
  let at = 0;
  while (at + 46 <= table.length && view.getUint32(at, true) === 0x0201_4b50) {
    const nameLength = view.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(table.subarray(at + 46, at + 46 + nameLength)));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
