// The minutes as DOCX (ECMA-376 WordprocessingML): paragraphs with styles, links, lists as paragraphs, one kind of table.
import { strToU8, zipSync } from 'fflate';
import type { MinutesBlock } from '../domain/minutes.ts';
import type { MinutesLanguage } from '../domain/minutes-words.ts';
import { escapeXml } from './xml.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const wordSpace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const officeSpace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageSpace = 'http://schemas.openxmlformats.org/package/2006';

/** The bytes of the file. */
export function writeMinutesDocx(blocks: readonly MinutesBlock[], language: MinutesLanguage): Uint8Array {
  const links: string[] = [];
  const body = blocks.map((block) => writeBlock(block, links)).join('');
  return zipSync({
    '[Content_Types].xml': strToU8(contentTypes),
    '_rels/.rels': strToU8(packageRelations),
    'word/document.xml': strToU8(
      `${declaration}<w:document xmlns:w="${wordSpace}" xmlns:r="${officeSpace}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ),
    'word/styles.xml': strToU8(styles(language)),
    'word/_rels/document.xml.rels': strToU8(documentRelations(links)),
  });
}

function writeBlock(block: MinutesBlock, links: string[]): string {
  switch (block.kind) {
    case 'title':
      return paragraph(run(block.text), 'Title');
    case 'heading':
      return paragraph(run(block.text), 'Heading1');
    case 'text': {
      if (block.href === undefined) return paragraph(run(block.text));
      links.push(block.href);
      return paragraph(`<w:hyperlink r:id="link${links.length}">${run(block.text)}</w:hyperlink>`);
    }
    case 'list':
      return block.items.map((item) => paragraph(run(`– ${item}`))).join('');
    case 'table':
      return writeTable([block.head, ...block.rows]);
  }
}

/** After a table Word wants a paragraph. */
function writeTable(rows: readonly (readonly string[])[]): string {
  const side = (name: string): string => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(side).join('');
  const grid = (rows[0] ?? []).map(() => '<w:gridCol w:w="1500"/>').join('');
  const cell = (text: string): string =>
    `<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/></w:tcPr>${paragraph(run(text))}</w:tc>`;
  const lines = rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('');
  const properties = `<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr>`;
  return `<w:tbl>${properties}<w:tblGrid>${grid}</w:tblGrid>${lines}</w:tbl><w:p/>`;
}

function paragraph(content: string, style?: string): string {
  const properties = style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}${content}</w:p>`;
}

function run(text: string): string {
  return `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

const contentTypes = `${declaration}<Types xmlns="${packageSpace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`;

const packageRelations = `${declaration}<Relationships xmlns="${packageSpace}/relationships"><Relationship Id="main" Type="${officeSpace}/officeDocument" Target="word/document.xml"/></Relationships>`;

function documentRelations(links: readonly string[]): string {
  const rows = links.map(
    (href, index) =>
      `<Relationship Id="link${index + 1}" Type="${officeSpace}/hyperlink" Target="${escapeXml(href)}" TargetMode="External"/>`,
  );
  const stylesRow = `<Relationship Id="styles" Type="${officeSpace}/styles" Target="styles.xml"/>`;
  return `${declaration}<Relationships xmlns="${packageSpace}/relationships">${stylesRow}${rows.join('')}</Relationships>`;
}

function styles(language: MinutesLanguage): string {
  const style = (id: string, size: number): string =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id === 'Title' ? 'Title' : 'heading 1'}"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`;
  const lang = `<w:lang w:val="${language === 'it' ? 'it-IT' : 'en-GB'}"/>`;
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/>${lang}</w:rPr></w:rPrDefault></w:docDefaults>`;
  return `${declaration}<w:styles xmlns:w="${wordSpace}">${defaults}${style('Title', 36)}${style('Heading1', 26)}</w:styles>`;
}
