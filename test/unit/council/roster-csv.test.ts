// A roster in CSV is read tolerantly; what cannot be used is said with its line.
import { describe, expect, it } from '@jest/globals';
import { readCsv, readRosterCsv } from '../../../server/domain/roster-csv.ts';

describe('a roster in CSV', () => {
  it('is read with Italian headings, semicolons and quotes', () => {
    const text =
      '\uFEFFCognome;Nome;Gruppo consiliare;Carica\r\n"Bruni; detto Nino";Anna;Lista Civica;Presidente del Consiglio\r\nConti;Ugo;;Sindaco\r\n';
    expect(readRosterCsv(text)).toEqual({
      members: [
        { name: 'Anna Bruni; detto Nino', group: 'Lista Civica', role: 'chair' },
        { name: 'Ugo Conti', group: null, role: 'mayor' },
      ],
      problems: [],
    });
  });

  it('is read without headings as name, group, role', () => {
    expect(readRosterCsv('Anna Bruni,Civica,Vicepresidente\nUgo Conti').members).toEqual([
      { name: 'Anna Bruni', group: 'Civica', role: 'vice-chair' },
      { name: 'Ugo Conti', group: null, role: 'member' },
    ]);
  });

  it('keeps going after a bad line and says which it was', () => {
    const { members, problems } = readRosterCsv(
      'nome e cognome,gruppo,ruolo\n,Civica,\nAnna Bruni,Civica,mago\nAnna Bruni,,\n',
    );
    expect(members).toHaveLength(1);
    expect(problems.map(({ line, detail }) => [line, detail])).toEqual([
      [2, 'no name in this line'],
      [3, 'the role "mago" is not known; taken as member'],
      [4, 'this name stands twice; only the first line is used'],
    ]);
  });

  it('counts lines through quoted line ends', () => {
    expect(readCsv('a,b\n"x\ny",2\n\nz,3').map((row) => [row.line, row.cells])).toEqual([
      [1, ['a', 'b']],
      [2, ['x\ny', '2']],
      [5, ['z', '3']],
    ]);
  });
});
