// Moving an archive in: any order of files, twice the same, unknown fields kept, bad references reported.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listAgendaItems } from '../../../db/agenda.ts';
import { listAudit } from '../../../db/audit.ts';
import { listDocuments } from '../../../db/documents.ts';
import { importLines, type ImportReport } from '../../../db/imports.ts';
import { changeSession, listSessions, type StoredSession } from '../../../db/sessions.ts';
import { listSpeeches } from '../../../db/speeches.ts';
import { readArchiveLines } from '../../support/archive-lines.ts';
import { countingIds, openTestDatabase, type TestDatabase } from '../../support/database.ts';

const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'archive');
const small = ['small.speeches.jsonl', 'small.documents.jsonl', 'small.sessions.jsonl'].map((name) =>
  join(fixture, name),
);
const corpus = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpus');

let database: TestDatabase;
let newId = countingIds();
beforeEach(async () => {
  database = await openTestDatabase();
  newId = countingIds();
});
afterEach(() => database.close());

async function bring(files: readonly string[]): Promise<ImportReport> {
  return importLines(database.db, readArchiveLines(files), { nowMs: 1_700_000_000_000, newId });
}

async function sessionOf(externalId: string): Promise<StoredSession> {
  const outcome = await listSessions(database.db, { unpublishedOf: 'all', order: 'newest', limit: 100 });
  const session = outcome.ok ? outcome.value.items.find((one) => one.externalId === externalId) : undefined;
  if (session === undefined) throw new Error(`no session ${externalId}`);
  return session;
}

describe('importing an archive', () => {
  it('takes its files in any order', async () => {
    const report = await bring(small);
    expect(report.sessions).toEqual({ created: 3, updated: 0, unchanged: 0 });
    expect(report.speeches).toEqual({ created: 4, updated: 0, unchanged: 0 });
    expect(report.documents).toEqual({ created: 1, updated: 0, unchanged: 0 });
    const session = await sessionOf('ac-2024-03-12');
    expect(session).toMatchObject({
      state: 'ended',
      publication: 'published',
      bodyName: 'Consiglio comunale di Acquachiara',
      scheduledAtMs: Date.UTC(2024, 2, 12),
      importedDurationSeconds: 600,
      agendaItemCount: 3,
    });
    expect((await sessionOf('ac-2023-11-05')).publication).toBe('private');
  });

  it('joins speeches and documents to their agenda items', async () => {
    await bring(small);
    const { id } = await sessionOf('ac-2024-03-12');
    const items = new Map((await listAgendaItems(database.db, id)).map((item) => [item.id, item]));
    const speeches = await listSpeeches(database.db, id);
    expect(speeches.map((one) => items.get(one.agendaItemId ?? '')?.externalId)).toEqual(['ac-2', 'ac-3', undefined]);
    expect(speeches[0]).toMatchObject({
      speaker: 'Giulia Ferrante',
      startSeconds: 60,
      cues: [
        [0, 60, 70],
        [46, 70, 82],
        [84, 82, 100],
      ],
    });
    const [document] = await listDocuments(database.db, id);
    expect(document).toMatchObject({ externalId: 'ac-d1', number: '7' });
    expect(items.get(document?.agendaItemId ?? '')?.externalId).toBe('ac-2');
    expect([...items.values()].map((item) => item.number)).toEqual(['1', '2', '3']);
  });

  it('reports unknown items, unknown sessions and missing dates with file and line', async () => {
    const { notices } = await bring(small);
    expect(notices.map(({ file, line }) => [file, line])).toEqual([
      ['small.speeches.jsonl', 3],
      ['small.speeches.jsonl', 5],
      ['small.sessions.jsonl', 3],
    ]);
    expect(notices[0]?.detail).toContain('ac-99');
    expect(notices[1]?.detail).toContain('nowhere');
    expect(notices[2]?.detail).toContain('no date');
  });

  it('keeps unknown fields aside', async () => {
    await bring(small);
    const row = await database.db
      .selectFrom('sessions')
      .select('extra')
      .where('external_id', '=', 'ac-2024-03-12')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(row.extra)).toEqual({ bodyType: 'council', room: 'Sala del Leone' });
  });

  it('changes nothing when it runs a second time', async () => {
    await bring(small);
    const before = await database.db.selectFrom('sessions').selectAll().execute();
    const trail = await listAudit(database.db, { limit: 100 });
    const again = await bring(small);
    expect([again.sessions, again.speeches, again.documents].map(({ created, updated }) => created + updated)).toEqual([
      0, 0, 0,
    ]);
    expect(await database.db.selectFrom('sessions').selectAll().execute()).toEqual(before);
    expect(await listAudit(database.db, { limit: 100 })).toEqual(trail);
  });

  it('leaves a session withheld that staff took out of view', async () => {
    await bring(small);
    const { id } = await sessionOf('ac-2024-03-12');
    const withheld = { state: 'ended', publication: 'withheld', withheldReason: 'x', modifiedAtMs: 1 } as const;
    await changeSession(database.db, id, withheld);
    await bring(small);
    expect((await sessionOf('ac-2024-03-12')).publication).toBe('withheld');
  });

  it('brings changed lines in and reports repeated ones', async () => {
    await bring(small);
    const lines = [...readArchiveLines(small)];
    const speech = lines.find((line) => line.value.id === 'ac-s1');
    if (speech?.value.kind !== 'speech') throw new Error('the fixture has no speech ac-s1');
    const changed = { ...speech, value: { ...speech.value, text: 'Testo corretto.' } };
    const report = await importLines(database.db, [speech, changed], { nowMs: 2, newId });
    expect(report.speeches).toEqual({ created: 0, updated: 1, unchanged: 0 });
    expect(report.notices).toHaveLength(1);
    const { id } = await sessionOf('ac-2024-03-12');
    expect((await listSpeeches(database.db, id))[0]?.text).toBe('Testo corretto.');
  });
});

describe('importing the whole real corpus', () => {
  it(
    existsSync(corpus)
      ? 'brings in 37 sittings with every unit'
      : 'is left out here: the corpus is not on this machine',
    async () => {
      if (!existsSync(corpus)) return;
      const files = readdirSync(corpus).filter((name) => /\.jsonl(?:\.gz)?$/u.test(name));
      const report = await bring(files.map((name) => join(corpus, name)));
      expect(report.sessions.created).toBe(37);
      expect(report.speeches.created + report.documents.created).toBe(3864);
      expect(report.notices).toEqual([expect.objectContaining({ file: 'seattle.sessions.jsonl', line: 1 })]);
    },
    120_000,
  );
});
