// Reading an agenda again shows what would change; items that are recognised keep their marks.
import { describe, expect, it } from '@jest/globals';
import { diffAgenda } from '../../../client/desk/agenda-diff.ts';
import { readAgendaText } from '../../../client/desk/agenda-text.ts';
import type { AgendaItem } from '../../../server/contract/sessions.ts';

const item = (id: string, number: string, title: string, children: AgendaItem[] = []): AgendaItem => ({
  id,
  number,
  title,
  type: null,
  marks: [],
  children,
});

describe('the difference of two agendas', () => {
  const known = [item('a', '1', 'Appello'), item('b', '2', 'Verbali', [item('c', '2.1', 'Ottobre')])];

  it('is nothing when the same is read again', () => {
    expect(diffAgenda(known, readAgendaText('1. Appello\n2. Verbali\n2.1. Ottobre', known))).toEqual({
      added: [],
      removed: [],
      changed: [],
    });
  });

  it('tells what comes, goes and is called differently', () => {
    expect(diffAgenda(known, readAgendaText('1. Appello e saluti\n2. Verbali\n3. Mozione', known))).toEqual({
      added: ['3 Mozione'],
      removed: ['2.1 Ottobre'],
      changed: [{ from: '1 Appello', to: '1 Appello e saluti' }],
    });
  });
});
