// What a file is: its content decides, and a name that says otherwise is refused with what to do.
import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { findDocumentFormat } from '../../../server/documents/document-type.ts';
import { makeOdf, makeOoxml, makePdf } from '../../support/office-files.ts';

async function find(bytes: Uint8Array, name: string): Promise<string> {
  const read = (offset: number, length: number) => Promise.resolve(bytes.slice(offset, offset + length));
  const answer = await findDocumentFormat({ bytes: bytes.length, read }, name);
  return answer.ok ? answer.value : `${answer.refusal.code}: ${answer.refusal.detail}`;
}

describe('the format of a document', () => {
  it.each([
    ['pdf', makePdf(['x'])],
    ['odt', makeOdf('odt', '')],
    ['ods', makeOdf('ods', '')],
    ['odp', makeOdf('odp', '')],
    ['docx', makeOoxml('docx', {})],
    ['xlsx', makeOoxml('xlsx', {})],
    ['pptx', makeOoxml('pptx', {})],
  ] as const)('is told by its content: %s', async (format, bytes) => {
    expect(await find(bytes, `Relazione.${format.toUpperCase()}`)).toBe(format);
    expect(await find(bytes, 'Relazione al bilancio')).toBe(format);
  });

  it('is refused when the name says another', async () => {
    expect(await find(makeOoxml('docx', {}), 'relazione.pdf')).toMatch(/^misnamed-document: .*named \.pdf.*DOCX/u);
    expect(await find(makePdf(['x']), 'relazione.odt')).toMatch(/^misnamed-document: .*named \.odt.*PDF/u);
  });

  it('is none for programs, pages, pictures and other archives, whatever they are called', async () => {
    for (const bytes of [
      strToU8('MZ\u0090\u0000\u0003'),
      strToU8('<!doctype html><script>alert(1)</script>'),
      zipSync({ 'a.exe': strToU8('MZ') }),
      strToU8('PK\u0003\u0004 and nothing else'),
    ]) {
      expect(await find(bytes, 'relazione.pdf')).toMatch(/^bad-document: .*Save it as PDF/u);
    }
  });

  it('has a better word for what towns often have', async () => {
    expect(await find(strToU8('0\u0082'), 'delibera.pdf.p7m')).toContain('signed envelope');
    expect(await find(strToU8('\u00D0\u00CF'), 'delibera.doc')).toContain('old format of Word');
  });

  it('is refused when it holds macros', async () => {
    expect(await find(makeOoxml('docx', { 'word/vbaProject.bin': 'x' }), 'a.docx')).toContain('macros');
  });
});
