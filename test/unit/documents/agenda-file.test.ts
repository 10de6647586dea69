// Agendas come in whatever a town has; the first bytes decide what a file is, not its name.
import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { readAgendaFile } from '../../../server/documents/agenda-file.ts';

async function read(bytes: Uint8Array | string) {
  const answer = await readAgendaFile(typeof bytes === 'string' ? strToU8(bytes) : bytes);
  if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.detail}`);
  return answer.value;
}

const paragraph = (text: string, level?: number): string => {
  const list =
    level === undefined ? '' : `<w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr></w:pPr>`;
  return `<w:p>${list}<w:r><w:t>${text}</w:t></w:r></w:p>`;
};
const docx = (body: string): Uint8Array =>
  zipSync({ 'word/document.xml': strToU8(`<w:document>${body}</w:document>`) });

/** One page with one line a text; the reader finds its objects by itself. */
function pdf(lines: readonly string[]): Uint8Array {
  const shown = lines.map((line) => `(${line}) Tj T*`).join(' ');
  const stream = `BT /F1 12 Tf 14 TL 50 700 Td ${shown} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ].map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`);
  return strToU8(`%PDF-1.4\n${objects.join('')}trailer << /Root 1 0 R /Size 6 >>\n%%EOF`);
}

describe('an agenda in a file', () => {
  it('is read out of DOCX, with the levels of its lists', async () => {
    const body = `${paragraph('1. Appello')}${paragraph('')}${paragraph('Nomine', 0)}${paragraph('Revisori &amp; altri', 1)}`;
    expect(await read(docx(body))).toEqual({
      source: 'docx',
      text: '1. Appello\nNomine\n  Revisori & altri',
      problems: [],
    });
  });

  it('is read out of ODT, with the levels of its lists', async () => {
    const list = (items: string): string => `<text:list>${items}</text:list>`;
    const line = (text: string, more = ''): string =>
      `<text:list-item><text:p text:style-name="P1">${text}</text:p>${more}</text:list-item>`;
    const content = `<office:text><text:h text:outline-level="1">Ordine del giorno</text:h>${list(line('Nomine', list(line('Revisori'))) + line('Varie'))}</office:text>`;
    const answer = await read(zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8(content) }));
    expect(answer).toMatchObject({ source: 'odt', text: 'Ordine del giorno\nNomine\n  Revisori\nVarie' });
  });

  it('is read out of PDF', async () => {
    const answer = await read(pdf(['1. Appello', '2. Bilancio']));
    expect(answer.source).toBe('pdf');
    expect(answer.text.split('\n').map((line) => line.trim())).toEqual(['1. Appello', '2. Bilancio']);
  });

  it('is read out of CSV with headings, and says which line has no title', async () => {
    expect(await read('N.;Oggetto;Relatore\n1;Appello;\n2.;"Bilancio; tariffe";Conti\n3;;x')).toEqual({
      source: 'csv',
      text: '1. Appello\n2. Bilancio; tariffe',
      problems: [{ line: 4, text: '3 ·  · x', code: 'no-title', detail: 'no title in this line' }],
    });
  });

  it('is read out of OParl and Legistar-like JSON', async () => {
    const oparl = {
      type: 'https://schema.oparl.org/1.1/Meeting',
      agendaItem: [{ number: '1', name: 'Appello' }, { name: 'Varie' }, 7],
    };
    expect(await read(JSON.stringify(oparl))).toMatchObject({
      source: 'json',
      text: '1. Appello\nVarie',
      problems: [{ code: 'no-title', detail: 'an item without a title' }],
    });
    const legistar = { EventItems: [{ EventItemAgendaNumber: '2.', EventItemTitle: 'Budget' }] };
    expect((await read(JSON.stringify(legistar))).text).toBe('2. Budget');
    const tree = [{ title: 'Nomine', children: [{ title: 'Revisori' }] }];
    expect((await read(JSON.stringify(tree))).text).toBe('Nomine\n  Revisori');
  });

  it('is taken as it is when it is text', async () => {
    expect(await read('\uFEFF1. Appello\r\n\r\n2. Varie')).toMatchObject({
      source: 'text',
      text: '1. Appello\n2. Varie',
    });
  });

  it.each([
    ['a picture', new Uint8Array([0x89, 0x50, 0, 1])],
    ['a broken archive', strToU8('PK\u0003\u0004broken')],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('x') })],
    ['a broken PDF', strToU8('%PDF-1.4 nothing')],
    ['a PDF without text', pdf([])],
    ['JSON without an agenda', strToU8('{"a": 1}')],
    ['broken JSON', strToU8('{"a": ')],
    ['a document without a line', docx('<w:p><w:r/></w:p>')],
  ])('is refused in a sentence when it is %s', async (_what, bytes) => {
    expect(await readAgendaFile(bytes)).toMatchObject({ ok: false, refusal: { code: 'bad-agenda' } });
  });
});
