// The minutes as one HTML page that stands by itself.
import type { MinutesBlock } from '../domain/minutes.ts';
import type { MinutesLanguage } from '../domain/minutes-words.ts';
import { escapeXml } from './xml.ts';

/** A whole page; links lead to the moments in the recording. */
export function writeMinutesHtml(blocks: readonly MinutesBlock[], language: MinutesLanguage): string {
  const title = blocks.find((block) => block.kind === 'title')?.text ?? '';
  const head = `<meta charset="utf-8"><title>${escapeXml(title)}</title>`;
  return `<!doctype html>\n<html lang="${language}"><head>${head}</head>\n<body>\n${blocks.map(writeBlock).join('\n')}\n</body></html>\n`;
}

function writeBlock(block: MinutesBlock): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escapeXml(block.text)}</h1>`;
    case 'heading':
      return `<h2>${escapeXml(block.text)}</h2>`;
    case 'text': {
      const words = escapeXml(block.text);
      return block.href === undefined ? `<p>${words}</p>` : `<p><a href="${escapeXml(block.href)}">${words}</a></p>`;
    }
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`;
    case 'table': {
      const head = block.head.map((cell) => `<th scope="col">${escapeXml(cell)}</th>`).join('');
      const rows = block.rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeXml(cell)}</td>`).join('')}</tr>`);
      return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
    }
  }
}
