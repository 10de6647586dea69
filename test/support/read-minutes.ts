// Reads the texts out of a file of the minutes, whatever its format, in one form: headings, sentences, items of lists,
// rows of tables (their cells joined by blanks). Must not know what they say.
import { strFromU8, unzipSync } from 'fflate';

export const minutesFormats = ['html', 'docx', 'odt', 'akn'] as const;
export type MinutesFormat = (typeof minutesFormats)[number];

/** Where the markup of a format is, and how it writes blocks, cells and what stands between their texts. */
interface Markup {
  readonly open: (file: Uint8Array) => string;
  readonly blocks: RegExp;
  readonly cells: RegExp;
}

const partOf =
  (name: string) =>
  (file: Uint8Array): string =>
    strFromU8(unzipSync(file)[name] ?? new Uint8Array());

const markups: Readonly<Record<MinutesFormat, Markup>> = {
  html: {
    open: (file) => strFromU8(file).replace(/^.*<body>/su, ''),
    blocks: /<(h1|h2|p|li|tr)>.*?<\/\1>/gsu,
    cells: /<\/t[hd]>(?=<t)/gu,
  },
  docx: {
    open: partOf('word/document.xml'),
    blocks: /<w:(tr|p)>.*?<\/w:\1>/gsu,
    cells: /<\/w:tc>(?=<w:tc>)/gu,
  },
  odt: {
    open: partOf('content.xml'),
    blocks: /<(table:table-row|text:h|text:p)(?: [^>]*)?>.*?<\/\1>/gsu,
    cells: /<\/table:table-cell>(?=<table:table-cell)/gu,
  },
  akn: {
    open: (file) => strFromU8(file),
    blocks: /<(tr|heading|narrative|p|li)>.*?<\/\1>/gsu,
    cells: /<\/t[hd]>(?=<t)/gu,
  },
};

/** The texts, in order. A dash before an item of a list, which Word has no better way for, is left out. */
export function readMinutes(file: Uint8Array, format: MinutesFormat): string[] {
  const { open, blocks, cells } = markups[format];
  return [...open(file).matchAll(blocks)]
    .map(([block]) => unescape(block.replaceAll(cells, ' ').replaceAll(/<[^>]*>/gu, '')).replace(/^– /u, ''))
    .filter((text) => text !== '');
}

function unescape(text: string): string {
  const signs: Readonly<Record<string, string>> = { quot: '"', apos: "'", '#39': "'", lt: '<', gt: '>', amp: '&' };
  return text.replaceAll(/&([^;]+);/gu, (whole, name: string) => signs[name] ?? whole);
}
