// The draft of the minutes says what was clicked, in two languages and four formats.
import { describe, expect, it } from '@jest/globals';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import type { EntryData } from '../../../server/contract/council-log.ts';
import { defaultBodyRules } from '../../../server/contract/roster.ts';
import { writeMinutesAkn } from '../../../server/documents/minutes-akn.ts';
import { writeMinutesDocx } from '../../../server/documents/minutes-docx.ts';
import { writeMinutesHtml } from '../../../server/documents/minutes-html.ts';
import { writeMinutesOdt } from '../../../server/documents/minutes-odt.ts';
import { draftMinutes, type MinutesSource } from '../../../server/domain/minutes.ts';
import { minutesFormats, readMinutes, type MinutesFormat } from '../../support/read-minutes.ts';

const at = (time: string): number => Date.parse(`2026-11-22T${time}:00Z`);
let entries = 0;
const entry = (time: string, data: EntryData, agendaItemId: string | null = null) => {
  entries += 1;
  return { id: `e${entries}`, atMs: at(time), untilMs: null, agendaItemId, data };
};
const comes = (time: string, personId: string, isPresent = true) =>
  entry(time, { kind: 'attendance', personId, isPresent });
const speaks = (time: string, personId: string, speaker: string, group: string | null, item: string) =>
  entry(time, { kind: 'speech', personId, speaker, group, speechKind: 'contribution' }, item);

const source: MinutesSource = {
  title: 'Seduta ordinaria',
  bodyName: 'Consiglio <di> Vetralba',
  place: 'Sala consiliare',
  call: 1,
  scheduledAtMs: at('18:00'),
  startedAtMs: at('18:05'),
  endedAtMs: at('20:00'),
  items: [
    { id: 'a', number: '1', title: 'Appello' },
    { id: 'b', number: '2', title: 'Bilancio & tariffe' },
    { id: 'c', number: '3', title: 'Mozione' },
  ],
  members: [
    { personId: 'p1', name: 'Anna Bruni', group: 'Civica', role: 'chair', mayVote: true },
    { personId: 'p2', name: 'Ugo Conti', group: null, role: 'member', mayVote: true },
    { personId: 'p3', name: 'Ida Serra', group: null, role: 'member', mayVote: true },
  ],
  rules: defaultBodyRules,
  marks: [
    { id: 'm1', agendaItemId: 'a', atMs: at('18:08') },
    { id: 'm2', agendaItemId: 'b', atMs: at('18:20') },
  ],
  pauses: [
    { kind: 'recess', fromMs: at('19:00'), toMs: at('19:15') },
    { kind: 'closed', fromMs: at('19:30'), toMs: at('19:40') },
  ],
  entries: [
    comes('18:06', 'p1'),
    comes('18:06', 'p2'),
    comes('18:41', 'p3'),
    speaks('18:25', 'p2', 'Ugo Conti', 'Civica', 'b'),
    speaks('19:35', 'p2', 'Segreto Detto', null, 'b'),
    entry('18:30', { kind: 'note', text: 'nota interna' }),
    entry('18:50', { kind: 'item', status: 'deferred' }, 'c'),
    entry('18:55', {
      kind: 'vote',
      subject: 'Bilancio',
      method: 'roll-call',
      majority: 'simple',
      counts: { present: 3, for: 2, against: 1, abstained: 0, blank: 0 },
      ballots: [
        { personId: 'p1', choice: 'for' },
        { personId: 'p2', choice: 'for' },
        { personId: 'p3', choice: 'against' },
      ],
      note: null,
    }),
  ],
  linkTo: (atMs) => `https://example.org/sessions/s?at=${new Date(atMs).toISOString()}&x=1`,
};
const textOf = (language: 'it' | 'en'): string[] =>
  draftMinutes(source, language).flatMap((block) => {
    if (block.kind === 'list') return [...block.items];
    return block.kind === 'table' ? block.rows.map((row) => row.join(' ')) : [block.text];
  });

describe('the minutes', () => {
  it('say in Italian what happened, in its order', () => {
    expect(textOf('it')).toEqual([
      'Verbale della seduta: Consiglio <di> Vetralba',
      'Seduta ordinaria, 22 novembre 2026, prima convocazione.',
      'Luogo: Sala consiliare.',
      'La seduta è aperta alle ore 19:05.',
      'Presenti: 2',
      'Anna Bruni (Civica)',
      'Ugo Conti',
      'Assenti: 1',
      'Ida Serra',
      'Il numero legale è raggiunto: 2 presenti, 2 necessari.',
      '1. Appello',
      'La trattazione inizia alle ore 19:08.',
      '2. Bilancio & tariffe',
      'La trattazione inizia alle ore 19:20.',
      '19:25 – Interviene Ugo Conti (Civica).',
      'Alle ore 19:41 entra Ida Serra.',
      'Alle ore 19:50 il punto 3 è rinviato ad altra seduta.',
      'Alle ore 19:55 si vota per appello nominale: Bilancio.',
      '3 3 2 1 0 0',
      'Favorevoli: Anna Bruni, Ugo Conti.',
      'Contrari: Ida Serra.',
      'Esito: approvato (voti favorevoli necessari: 2).',
      'La seduta è sospesa alle ore 20:00 e riprende alle ore 20:15.',
      'Alle ore 20:30 la seduta prosegue a porte chiuse fino alle ore 20:40; le riprese sono interrotte.',
      'La seduta è tolta alle ore 21:00, con 3 presenti.',
      'Bozza ricavata dal registro della seduta: vale solo dopo l’approvazione.',
    ]);
  });

  it('say the same in English, and neither language tells notes or what was said behind closed doors', () => {
    expect(textOf('en')).toContain('At 19:41 Ida Serra comes in.');
    expect(textOf('en')).toHaveLength(textOf('it').length);
    expect([...textOf('it'), ...textOf('en')].join('\n')).not.toMatch(/nota interna|Segreto Detto/);
  });

  it('have only the announcement before the session begins', () => {
    const blocks = draftMinutes(
      { ...source, startedAtMs: null, endedAtMs: null, marks: [], entries: [], pauses: [] },
      'it',
    );
    expect(blocks.map((block) => ('text' in block ? block.text : ''))).toContain('La seduta non è ancora iniziata.');
  });
});

describe('the files', () => {
  const blocks = draftMinutes(source, 'it');

  it.each(['it', 'en'] as const)('say the same in every format, in %s', (language) => {
    const draft = draftMinutes(source, language);
    const about = { sessionId: 's-1', language, bodyName: source.bodyName, atMs: at('18:05'), people: [] };
    const files: Record<MinutesFormat, Uint8Array> = {
      html: strToU8(writeMinutesHtml(draft, language)),
      docx: writeMinutesDocx(draft, language),
      odt: writeMinutesOdt(draft),
      akn: strToU8(writeMinutesAkn(draft, about)),
    };
    const wanted = draft.flatMap((block) => {
      if (block.kind === 'list') return [...block.items];
      return block.kind === 'table' ? [block.head, ...block.rows].map((row) => row.join(' ')) : [block.text];
    });
    for (const format of minutesFormats) expect([format, readMinutes(files[format], format)]).toEqual([format, wanted]);
  });

  it('are HTML with links to the moments and everything escaped', () => {
    const html = writeMinutesHtml(blocks, 'it');
    expect(html).toContain('<h1>Verbale della seduta: Consiglio &lt;di&gt; Vetralba</h1>');
    expect(html).toContain('href="https://example.org/sessions/s?at=2026-11-22T18:25:00.000Z&amp;x=1"');
    expect(html).toContain('<td>2</td>');
  });

  it('are DOCX whose links and parts all exist', () => {
    const files = unzipSync(writeMinutesDocx(blocks, 'it'));
    const document = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    const relations = strFromU8(files['word/_rels/document.xml.rels'] ?? new Uint8Array());
    const used = [...document.matchAll(/r:id="(link\d+)"/g)].map((match) => match[1]);
    expect(used.length).toBeGreaterThan(3);
    for (const id of used) expect(relations).toContain(`Id="${id}"`);
    expect(Object.keys(files).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'word/_rels/document.xml.rels',
      'word/document.xml',
      'word/styles.xml',
    ]);
    expectWellFormed(document);
  });

  it('are ODT with the mimetype first and not compressed', () => {
    const bytes = writeMinutesOdt(blocks);
    expect(strFromU8(bytes.subarray(30, 77), true)).toBe('mimetypeapplication/vnd.oasis.opendocument.text');
    const files = unzipSync(bytes);
    expectWellFormed(strFromU8(files['content.xml'] ?? new Uint8Array()));
    expect(strFromU8(files['META-INF/manifest.xml'] ?? new Uint8Array())).toContain('full-path="content.xml"');
  });

  it('are Akoma Ntoso with the required metadata, and every reference leads to a person', () => {
    const people = source.members.map(({ personId, name }) => ({ id: personId, name }));
    const about = { sessionId: 's-1', language: 'it', bodyName: source.bodyName, atMs: at('18:05'), people } as const;
    const xml = writeMinutesAkn(blocks, about);
    expectWellFormed(xml);
    for (const name of ['FRBRWork', 'FRBRExpression', 'FRBRManifestation', 'debateBody'])
      expect(xml).toContain(`<${name}>`);
    const ids = [...xml.matchAll(/eId="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    // Required by the schema: corereq of `table` and of the sections.
    expect(xml).toContain('<table eId="');
    expect(xml).not.toMatch(/<(?:table|ul|debateSection)(?! eId=")/u);
    const speakers = [...xml.matchAll(/<speech by="#([^"]+)"/g)].map((match) => match[1]);
    expect(speakers).toEqual(['person_p2']);
    expect(ids).toEqual(expect.arrayContaining(speakers));
    expect(xml).toContain('startTime="2026-11-22T18:25:00.000Z"');
    expect([...xml.matchAll(/<debateSection /g)]).toHaveLength(3);
  });
});

/** Every tag is closed in its order, and no loose ampersand is left. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  for (const [, isEnd, name, isEmpty] of xml.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
    if (isEnd === '/') expect(open.pop()).toBe(name);
    else if (isEmpty !== '/' && name !== undefined) open.push(name);
  }
  expect(open).toEqual([]);
  expect(xml).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#)/);
}
