// The minutes as ODT (OASIS OpenDocument 1.3): the mimetype first and not compressed, as the standard wants it.
import { strToU8, zipSync } from 'fflate';
import type { MinutesBlock } from '../domain/minutes.ts';
import { escapeXml } from './xml.ts';

const mimeType = 'application/vnd.oasis.opendocument.text';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const space = (name: string): string => `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`;

/** The bytes of the file. */
export function writeMinutesOdt(blocks: readonly MinutesBlock[]): Uint8Array {
  const spaces = `xmlns:office="${space('office')}" xmlns:text="${space('text')}" xmlns:table="${space('table')}" xmlns:xlink="http://www.w3.org/1999/xlink"`;
  const body = blocks.map(writeBlock).join('');
  const content = `${declaration}<office:document-content ${spaces} office:version="1.3"><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
  return zipSync({
    mimetype: [strToU8(mimeType), { level: 0 }],
    'META-INF/manifest.xml': strToU8(manifest),
    'content.xml': strToU8(content),
  });
}

const manifest = `${declaration}<manifest:manifest xmlns:manifest="${space('manifest')}" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${mimeType}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;

function writeBlock(block: MinutesBlock): string {
  switch (block.kind) {
    case 'title':
      return `<text:h text:outline-level="1">${escapeXml(block.text)}</text:h>`;
    case 'heading':
      return `<text:h text:outline-level="2">${escapeXml(block.text)}</text:h>`;
    case 'text': {
      const words = escapeXml(block.text);
      if (block.href === undefined) return `<text:p>${words}</text:p>`;
      return `<text:p><text:a xlink:type="simple" xlink:href="${escapeXml(block.href)}">${words}</text:a></text:p>`;
    }
    case 'list':
      return `<text:list>${block.items.map((item) => `<text:list-item><text:p>${escapeXml(item)}</text:p></text:list-item>`).join('')}</text:list>`;
    case 'table': {
      const cell = (text: string): string =>
        `<table:table-cell office:value-type="string"><text:p>${escapeXml(text)}</text:p></table:table-cell>`;
      const rows = [block.head, ...block.rows].map(
        (row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`,
      );
      const columns = `<table:table-column table:number-columns-repeated="${block.head.length}"/>`;
      return `<table:table>${columns}${rows.join('')}</table:table>`;
    }
  }
}
