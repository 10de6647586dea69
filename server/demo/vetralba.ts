// The town of the demonstration: invented from the first house to the last, names of glass so that nobody takes it for real.
import type { NewAgendaItem } from '../contract/sessions.ts';

export const town = 'Comune di Vetralba sul Lago';
export const council = 'Consiglio comunale di Vetralba sul Lago';
export const waterCommittee = 'Commissione lago, acque e vetrate';

/** A session of the demonstration that is really recorded. */
export interface DemoSession {
  readonly title: string;
  readonly body: string;
  /** Days before today on which it was held; 0 = now. */
  readonly daysAgo: number;
  readonly agenda: readonly (NewAgendaItem & { readonly number: string })[];
  /** Numbers of agenda items and the second at which each begins. */
  readonly marks: readonly { readonly number: string; readonly atSecond: number }[];
  /** Seconds that are recorded; null = goes on until the demonstration ends. */
  readonly seconds: number | null;
  readonly transcript: readonly {
    readonly from: number;
    readonly to: number;
    readonly speaker: string;
    readonly text: string;
  }[];
}

export const onAirSession: DemoSession = {
  title: 'Seduta ordinaria (dimostrazione)',
  body: council,
  daysAgo: 0,
  seconds: null,
  agenda: [
    { number: '1', title: 'Appello e nomina degli scrutatori' },
    { number: '2', title: 'Comunicazioni della sindaca' },
    {
      number: '3',
      title: 'Bilancio di previsione 2027',
      children: [
        { number: '3.1', title: 'Relazione dell’assessora al bilancio' },
        { number: '3.2', title: 'Emendamenti' },
        { number: '3.3', title: 'Voto' },
      ],
    },
    { number: '4', title: 'Nuova illuminazione del lungolago' },
    { number: '5', title: 'Regolamento della biblioteca dei sassi' },
    { number: '6', title: 'Mozione: una panchina per ogni ciliegio' },
    { number: '7', title: 'Interrogazione sul traghetto del lunedì' },
  ],
  marks: [
    { number: '1', atSecond: 2 },
    { number: '2', atSecond: 30 },
    { number: '3', atSecond: 75 },
    { number: '3.1', atSecond: 80 },
    { number: '3.2', atSecond: 200 },
    { number: '3.3', atSecond: 380 },
    { number: '4', atSecond: 440 },
    { number: '5', atSecond: 680 },
    { number: '6', atSecond: 900 },
    { number: '7', atSecond: 1140 },
  ],
  transcript: [],
};

export const pastSessions: readonly DemoSession[] = [
  {
    title: 'Seduta straordinaria sul molo vecchio (dimostrazione)',
    body: council,
    daysAgo: 14,
    seconds: 45,
    agenda: [
      { number: '1', title: 'Appello' },
      { number: '2', title: 'Restauro del molo vecchio' },
      { number: '3', title: 'Adesione al patto dei laghi limpidi' },
      { number: '4', title: 'Varie ed eventuali' },
    ],
    marks: [
      { number: '1', atSecond: 2 },
      { number: '2', atSecond: 12 },
      { number: '3', atSecond: 24 },
      { number: '4', atSecond: 36 },
    ],
    transcript: [
      {
        from: 2,
        to: 8,
        speaker: 'Ada Lumini',
        text: 'Buonasera a tutti. Constatato il numero legale, dichiaro aperta la seduta.',
      },
      {
        from: 12,
        to: 18,
        speaker: 'Bruno Vetrai',
        text: 'Il molo vecchio va restaurato prima della primavera: le travi di castagno sono consumate.',
      },
      {
        from: 19,
        to: 23,
        speaker: 'Carla Finestra',
        text: 'Chiedo che i pescatori siano ascoltati prima dell’inizio dei lavori.',
      },
      {
        from: 25,
        to: 33,
        speaker: 'Dario Specchi',
        text: 'Il patto dei laghi limpidi ci impegna a misurare ogni mese la trasparenza dell’acqua.',
      },
      { from: 37, to: 43, speaker: 'Ada Lumini', text: 'Non essendoci altri interventi, la seduta è tolta.' },
    ],
  },
  {
    title: 'Trasparenza delle acque: audizione (dimostrazione)',
    body: waterCommittee,
    daysAgo: 30,
    seconds: 35,
    agenda: [
      { number: '1', title: 'Audizione dei guardiani del lago' },
      { number: '2', title: 'Proposta di un osservatorio di vetro' },
    ],
    marks: [
      { number: '1', atSecond: 2 },
      { number: '2', atSecond: 18 },
    ],
    transcript: [
      { from: 3, to: 9, speaker: 'Elio Cristalli', text: 'Quest’anno la trasparenza del lago è salita a sette metri.' },
      { from: 10, to: 16, speaker: 'Fosca Vetrina', text: 'I dati delle boe sono aperti: chiunque può controllarli.' },
      {
        from: 19,
        to: 28,
        speaker: 'Elio Cristalli',
        text: 'Un osservatorio di vetro costerebbe poco e insegnerebbe molto ai bambini della scuola.',
      },
    ],
  },
];

/** What citizens write while the session goes on; it starts over at the end. */
export const chatLines: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'Pia dal borgo', text: 'Buonasera! Si sente bene anche da qui.' },
  { name: 'Un lettore', text: 'Dove trovo i documenti del bilancio?' },
  { name: 'Nino il barcaiolo', text: 'Aspetto il punto sul traghetto, spero non tardi troppo.' },
  { name: 'Studentessa curiosa', text: 'Comodo poter tornare all’inizio del punto 2 mentre va avanti la diretta.' },
  { name: 'Pia dal borgo', text: 'Il lungolago la sera è davvero buio, era ora.' },
  { name: 'Maestra Iride', text: 'La quarta B saluta il consiglio: seguiamo dalla scuola.' },
  { name: 'Un lettore', text: 'Quanti voti servono per approvare gli emendamenti?' },
  { name: 'Nino il barcaiolo', text: 'Una panchina per ogni ciliegio: io voto sì anche da casa.' },
  { name: 'Studentessa curiosa', text: 'Si potrà rivedere domani?' },
  { name: 'Maestra Iride', text: 'Sì, la registrazione resta sulla stessa pagina.' },
];
