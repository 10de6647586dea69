// The paste box understands how towns number their agendas, and keeps the ids of items that stay.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countItems, readAgendaText, writeAgendaText } from '../../../client/desk/agenda-text.ts';
import type { AgendaItem, NewAgendaItem } from '../../../server/contract/sessions.ts';
import { maxAgendaItems } from '../../../server/contract/sessions.ts';

/** `1 Appello [1.1 Giustifiche]` – a tree in one line. */
function sketch(items: readonly NewAgendaItem[]): string {
  return items
    .map(({ number, title, children }) => `${number ?? '·'} ${title}${children ? ` [${sketch(children)}]` : ''}`)
    .join(' | ');
}

function item(id: string, number: string, title: string, children: AgendaItem[] = []): AgendaItem {
  return { id, number, title, type: null, marks: [], children };
}

describe('reading an agenda out of text', () => {
  it.each([
    ['1. Appello\n2. Verbali', '1 Appello | 2 Verbali'],
    ['1) Appello\n2) Verbali', '1 Appello | 2 Verbali'],
    ['1 - Appello\n2 – Verbali', '1 Appello | 2 Verbali'],
    ['1° Appello\n2: Verbali', '1 Appello | 2 Verbali'],
    ['1 Appello\n2 Verbali', '1 Appello | 2 Verbali'],
    ['Punto 3 - Mozione\nPUNTO N. 4 Bilancio', '3 Mozione | 4 Bilancio'],
    ['Punto 3: Mozione\nPunto 4 Bilancio', '3 Mozione | 4 Bilancio'],
    ['IV. Interrogazioni', 'IV Interrogazioni'],
    ['2-bis. Aggiunta', '2-bis Aggiunta'],
    ['Appello\nVerbali', '· Appello | · Verbali'],
    ['- Appello\n• Verbali', '· Appello | · Verbali'],
    ['Appello;\n\n\n  \nVerbali;', '· Appello | · Verbali'],
    ['ORDINE DEL GIORNO:\n1. Appello', '1 Appello'],
  ])('reads %j', (text, tree) => {
    expect(sketch(readAgendaText(text))).toBe(tree);
  });

  it('makes sub-items of dotted numbers', () => {
    const text = '1. Comunicazioni\n1.1 del sindaco\n1.2. degli assessori\n1.2.1 bilancio\n2. Verbali';
    expect(sketch(readAgendaText(text))).toBe(
      '1 Comunicazioni [1.1 del sindaco | 1.2 degli assessori [1.2.1 bilancio]] | 2 Verbali',
    );
  });

  it('makes sub-items of letters and bullets below a numbered item', () => {
    const text = '1. Nomine\na) revisori\nb) commissione\n- supplenti\n2. Varie\n• saluti';
    expect(sketch(readAgendaText(text))).toBe(
      '1 Nomine [a revisori | b commissione [· supplenti]] | 2 Varie [· saluti]',
    );
  });

  it('makes sub-items of indentation, with spaces or tabs', () => {
    expect(sketch(readAgendaText('Nomine\n    Revisori\n\tCommissione\nVarie'))).toBe(
      '· Nomine [· Revisori | · Commissione] | · Varie',
    );
  });

  it('takes a number that does not go on counting for a part of the title', () => {
    expect(sketch(readAgendaText('1. Appello\n100 anni della biblioteca\n2026 Bilancio'))).toBe(
      '1 Appello | · 100 anni della biblioteca | · 2026 Bilancio',
    );
  });

  it('keeps emoji and accents', () => {
    expect(sketch(readAgendaText('1. Città 🌳 più verde'))).toBe('1 Città 🌳 più verde');
  });

  it('keeps the id of an item whose line, title or number stays', () => {
    const known = [item('a', '1', 'Appello'), item('b', 'A-7', 'Delibera'), item('c', '3', 'Mozione')];
    const read = readAgendaText('2. Appello\nA-7. Delibera\n3. Mozione corretta\nNuovo', known);
    expect(read.map(({ id }) => id)).toEqual(['a', 'b', 'c', undefined]);
    expect(read[1]?.number).toBe('A-7');
  });

  it('reads lines of a hundred thousand blanks, dots or signs at once', () => {
    const long = (sign: string) => sign.repeat(100_000);
    const lines = [
      `punto${long(' ')}x`,
      `punto n. ${long(' ')}`,
      `1${long('.')}1`,
      `1${long('.1')}`,
      `a${long(' ;')}b`,
    ];
    expect(readAgendaText(lines.join('\n'))[0]).toEqual({ title: 'punto x' });
  });

  it('never makes more items than an agenda may have', () => {
    expect(countItems(readAgendaText('x\n'.repeat(maxAgendaItems + 5)))).toBe(maxAgendaItems);
  });

  it('reads whatever was pasted without failing, and gives every item a title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const titles = readAgendaText(text).flatMap(function all(one): string[] {
          return [one.title, ...(one.children ?? []).flatMap(all)];
        });
        expect(titles.every((title) => title.trim() !== '')).toBe(true);
      }),
    );
  });
});

describe('writing an agenda as text', () => {
  const title = fc.constantFrom('Appello', 'Verbali della seduta', 'Variazione di bilancio', 'Mozione 12/2026');

  it('gives back the same tree with the same ids when nothing is edited', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(title, fc.array(title, { maxLength: 3 })), { maxLength: 5 }), (tops) => {
        const agenda = tops.map(([name, subs], index) =>
          item(
            `${index}`,
            `${index + 1}`,
            name,
            subs.map((sub, at) => item(`${index}-${at}`, `${index + 1}.${at + 1}`, sub)),
          ),
        );
        const ids = (
          items: readonly { id?: string | undefined; children?: readonly unknown[] | undefined }[],
        ): unknown[] => items.map((one) => [one.id, ids((one.children ?? []) as typeof items)]);
        expect(ids(readAgendaText(writeAgendaText(agenda), agenda))).toEqual(ids(agenda));
      }),
    );
  });
});
