// Two sittings of the invented town from before there were recordings, as lines of the import format.
import type { ImportedLine } from '../contract/imports.ts';
import { council, waterCommittee } from './vetralba.ts';

const speech = (
  sessionId: string,
  order: number,
  item: number,
  [speaker, text]: readonly [string, string],
): ImportedLine => ({
  kind: 'speech',
  id: `${sessionId}-s${order}`,
  sessionId,
  agendaItemId: `${sessionId}-${item}`,
  order,
  speaker,
  lang: 'it',
  text,
});

/** The lines of the archive that is moved in. */
export const oldArchive: readonly ImportedLine[] = [
  {
    kind: 'session',
    id: 'vetralba-1',
    title: 'Seduta del gemellaggio (dimostrazione, solo resoconto)',
    body: council,
    date: '2024-05-18',
    lang: 'it',
    agenda: [
      { id: 'vetralba-1-1', number: '1', title: 'Gemellaggio con la città di Sabbiachiara' },
      { id: 'vetralba-1-2', number: '2', title: 'Festa delle vetrate', documentIds: ['vetralba-1-d1'] },
    ],
  },
  speech('vetralba-1', 1, 1, [
    'Ada Lumini',
    'Sabbiachiara ci ha scritto una lettera bellissima: senza sabbia non c’è vetro, senza vetro non c’è Vetralba.',
  ]),
  speech('vetralba-1', 2, 1, [
    'Dario Specchi',
    'Propongo che il gemellaggio cominci dalle scuole, con uno scambio di classi ogni autunno.',
  ]),
  speech('vetralba-1', 3, 2, [
    'Carla Finestra',
    'La festa delle vetrate cade di sabato: chiedo che il traghetto faccia due corse in più.',
  ]),
  {
    kind: 'document',
    id: 'vetralba-1-d1',
    sessionId: 'vetralba-1',
    agendaItemId: 'vetralba-1-2',
    number: '7/2024',
    date: '2024-05-10',
    title: 'Programma della festa delle vetrate',
    text: 'Ore 10 apertura delle botteghe. Ore 15 gara di soffiatura. Ore 21 lanterne sul lago.',
  },
  {
    kind: 'session',
    id: 'vetralba-2',
    title: 'Commissione sulle boe (dimostrazione, solo resoconto)',
    body: waterCommittee,
    date: '2023-11-09',
    lang: 'it',
    agenda: [{ id: 'vetralba-2-1', number: '1', title: 'Acquisto di sei boe per misurare la trasparenza' }],
  },
  speech('vetralba-2', 1, 1, [
    'Elio Cristalli',
    'Sei boe bastano per tutto il lago, e i dati saranno pubblici dal primo giorno.',
  ]),
  speech('vetralba-2', 2, 1, ['Fosca Vetrina', 'Chiedo che una boa stia davanti alla foce del torrente Lumera.']),
];

/** The archive as the text of a JSON Lines file. */
export function oldArchiveText(): string {
  return oldArchive.map((line) => `${JSON.stringify(line)}\n`).join('');
}
