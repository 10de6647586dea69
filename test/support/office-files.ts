// Small documents made on the spot: PDF with a text a page, OpenDocument and Office Open XML.
import { strToU8, zipSync } from 'fflate';
import { documentTypes } from '../../server/contract/documents.ts';
import type { DocumentFormat } from '../../server/contract/documents.ts';

/** A PDF with these texts, one a page; an empty text makes a page without any. Readers find its objects by themselves. */
export function makePdf(pages: readonly string[]): Uint8Array {
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, index) => {
      const stream = text === '' ? '' : `BT /F1 12 Tf 50 700 Td (${text}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${5 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
  ].map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`);
  return strToU8(`%PDF-1.4\n${objects.join('')}trailer << /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF`);
}

/** A file of OpenDocument with this content inside its body. */
export function makeOdf(format: 'odt' | 'ods' | 'odp', content: string): Uint8Array {
  return zipSync({
    mimetype: [strToU8(documentTypes[format]), { level: 0 }],
    'content.xml': strToU8(`<office:document-content><office:body>${content}</office:body></office:document-content>`),
  });
}

const mainParts: Partial<Record<DocumentFormat, string>> = {
  docx: 'word/document.xml',
  xlsx: 'xl/workbook.xml',
  pptx: 'ppt/presentation.xml',
};

/** A file of Office Open XML; `parts` are added to what makes it one. */
export function makeOoxml(format: 'docx' | 'xlsx' | 'pptx', parts: Readonly<Record<string, string>>): Uint8Array {
  const all = { '[Content_Types].xml': '<Types/>', [mainParts[format] ?? '']: '<main/>', ...parts };
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, strToU8(text)])));
}
