// The text of documents page by page.
import { describe, expect, it } from '@jest/globals';
import type { DocumentFormat } from '../../../server/contract/documents.ts';
import { readDocumentText } from '../../../server/documents/document-text.ts';
import { makeOdf, makeOoxml, makePdf } from '../../support/office-files.ts';

async function read(bytes: Uint8Array, format: DocumentFormat) {
  const texts: [number, string][] = [];
  const { pages } = await readDocumentText(bytes, format, ({ page, text }) => void texts.push([page, text]));
  return { pages, texts };
}

describe('the text of a document', () => {
  it('comes from a PDF page by page, scanned pages left out', async () => {
    const { pages, texts } = await read(makePdf(['Variazione di bilancio', '', 'Allegato B']), 'pdf');
    expect(pages).toBe(3);
    expect(texts).toEqual([
      [1, 'Variazione di bilancio'],
      [3, 'Allegato B'],
    ]);
  });

  it('comes from text documents as one', async () => {
    const docx =
      '<w:p><w:r><w:t>Uno</w:t></w:r><w:r><w:tab/><w:t>&amp; due</w:t></w:r></w:p><w:p><w:r><w:t>Tre</w:t></w:r></w:p>';
    expect(await read(makeOoxml('docx', { 'word/document.xml': docx }), 'docx')).toEqual({
      pages: null,
      texts: [[1, 'Uno & due\nTre']],
    });
    const odt = '<text:h text:outline-level="1">Titolo</text:h><text:p>Uno<text:s/>due</text:p>';
    expect((await read(makeOdf('odt', odt), 'odt')).texts).toEqual([[1, 'Titolo\nUno due']]);
  });

  it('comes from slides in their order', async () => {
    const slide = (text: string) => `<p:sld><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
    const parts = { 'ppt/slides/slide10.xml': slide('Ultima'), 'ppt/slides/slide2.xml': slide('Prima') };
    expect(await read(makeOoxml('pptx', parts), 'pptx')).toEqual({
      pages: 2,
      texts: [
        [1, 'Prima'],
        [2, 'Ultima'],
      ],
    });
    const odp =
      '<draw:page draw:name="1"><text:p>Prima</text:p></draw:page><draw:page><text:p>Seconda</text:p></draw:page>';
    expect((await read(makeOdf('odp', odp), 'odp')).texts).toEqual([
      [1, 'Prima'],
      [2, 'Seconda'],
    ]);
  });

  it('comes from tables row by row', async () => {
    const parts = {
      'xl/sharedStrings.xml': '<sst><si><t>Capitolo</t></si><si><t>Importo</t></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"/><c r="B2"><v>1250</v></c></row></sheetData>',
    };
    expect((await read(makeOoxml('xlsx', parts), 'xlsx')).texts).toEqual([[1, 'Capitolo · Importo\n1250']]);
    const row =
      '<table:table-row><table:table-cell><text:p>Totale</text:p></table:table-cell><table:table-cell><text:p>9</text:p></table:table-cell></table:table-row>';
    const ods = `<table:table table:name="a">${row}</table:table>`;
    expect((await read(makeOdf('ods', ods), 'ods')).texts).toEqual([[1, 'Totale · 9']]);
  });

  it('is refused where unpacking would fill the memory', async () => {
    const huge = makeOoxml('docx', { 'word/document.xml': 'a' });
    const entry = Buffer.from(huge.buffer).lastIndexOf('word/document.xml') - 46;
    new DataView(huge.buffer).setUint32(entry + 24, 101 * 1024 * 1024, true);
    await expect(read(huge, 'docx')).rejects.toThrow(/unpacks to more/u);
  });
});
