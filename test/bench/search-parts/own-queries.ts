// Queries of our own in three languages with a rule each (a pattern on accent-folded text), beside the corpus's judged ones:
// a change that helps those and harms these is fitted to them.

/** A query; a unit in the language is relevant when all patterns are found in it, very when one is found three times. */
export interface OwnQuery {
  readonly q: string;
  readonly lang: 'it' | 'en' | 'de';
  readonly patterns: readonly RegExp[];
}

/** Makes a query. */
export function ownQuery(lang: OwnQuery['lang'], q: string, patterns: readonly RegExp[]): OwnQuery {
  return { q, lang, patterns };
}

const it = (q: string, ...patterns: RegExp[]): OwnQuery => ownQuery('it', q, patterns);
const en = (q: string, ...patterns: RegExp[]): OwnQuery => ownQuery('en', q, patterns);
const de = (q: string, ...patterns: RegExp[]): OwnQuery => ownQuery('de', q, patterns);

/** The set. */
export const ownQueries: readonly OwnQuery[] = [
  it('mucca pazza', /muc(?:ca|che) pazz[ae]/g),
  it('quote latte', /quot[ae] latt/g),
  it("marea nera dell'Erika", /\berika\b/g),
  it('naufragio petroliera', /petrolier[ae]/g),
  it('lavoro minorile', /lavoro (?:minorile|infantile)/g),
  it('mine antiuomo', /min[ae] antiuomo/g),
  it('mine antuiomo', /min[ae] antiuomo/g),
  it('traghetto', /traghett[oi]/g),
  it('cioccolato', /cioccolat[oai]/g),
  it('apicoltori', /\bap[ei]\b|apicolt|miele/g),
  it('banane', /banan[ae]/g),
  it('tabagismo pubblicita', /tabacc|tabag|fum/g, /pubblicit/g),
  it('ferrovie alta velocita', /ferrovi/g, /alta velocita/g),
  it('foreste tropicali', /forest[ae] tropical/g),
  it('"effetto serra"', /effetto serra/g),
  it('"commercio equo"', /commercio equo/g),
  it('afghanistan donne', /afg?hanistan/g, /\bdonn/g),
  it('Timor orientale', /timor/g),
  it('agricoltura biologica', /agricoltura biologica/g),
  it('elettrosmog onde elettromagnetiche', /elettromagnetic|elettrosmog/g),
  it('trasporto aereo ritardi', /aere[oi]/g, /ritard/g),
  it('vitello ormoni', /ormon[ei]/g),
  it('chi ha parlato di balene', /balen[ae]/g),
  it('cosa si è detto sul vino', /\bvin[oi]\b/g),
  it('tubercolsi', /tubercolosi/g),
  it('alluvioni', /alluvion/g),
  it('bilancio di previsione 2026', /bilancio di previsione/g),
  it('debiti fuori bilancio', /debiti fuori bilancio/g),
  it('aliquote IMU', /\bimu\b|imposta municipale/g),
  it('regolamento consiglio comunale', /regolamento/g, /consiglio comunale/g),
  en('critical medicines shortage', /medicines?/g, /shortages?/g),
  en('artificial inteligence', /artificial intelligence/g),
  en('drones', /\bdrones?\b/g),
  en('farmers mercosur', /\bfarmers?\b/g, /mercosur/g),
  en('gaza hostages', /\bgaza\b/g, /hostages?/g),
  en('who spoke about housing', /\bhousing\b/g),
  en('"rule of law"', /rule of law/g),
  en('minimum wage', /minimum wages?/g),
  en('steel industry', /\bsteel\b/g),
  en('russian gas', /\brussian?s?\b/g, /\bgas\b/g),
  de('Teuerung', /\bteuerung|inflation/g),
  de('Arbeitslosigkeit', /arbeitslos/g),
  de('Pensionen', /pension/g),
  de('Neutralität', /neutralitat/g),
  de('Budgetdefizit', /budgetdefizit/g),
  de('Klimaschutz', /klimaschutz/g),
  de('Lehrer', /lehrer|lehrkraft|padagog/g),
  de('Bundesheer', /bundesheer/g),
];
