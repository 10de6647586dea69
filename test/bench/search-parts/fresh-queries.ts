// Queries made after the engine stood, each with a rule as the own ones: nothing was ever changed to please them, so they tell
// how search does with what it was not made for.
import { ownQuery, type OwnQuery } from './own-queries.ts';

const it = (q: string, ...patterns: RegExp[]): OwnQuery => ownQuery('it', q, patterns);
const en = (q: string, ...patterns: RegExp[]): OwnQuery => ownQuery('en', q, patterns);
const de = (q: string, ...patterns: RegExp[]): OwnQuery => ownQuery('de', q, patterns);

/** The set. */
export const freshQueries: readonly OwnQuery[] = [
  it('pesca del tonno', /\btonn[oi]\b/g, /\bpesc/g),
  it('etichettatura degli alimenti', /etichett/g, /aliment/g),
  it('chi ha parlato di amianto', /\bamianto\b/g),
  it('terremoti', /terremot/g),
  it('sordi lingua dei segni', /\bsord[oi]\b|lingu[ae] dei segni/g),
  it('tratta di esseri umani', /tratta (?:di|degli) esseri umani/g),
  it('"pena capitale"', /pena capitale/g),
  it('vaccinazione afta epizotica', /afta/g, /vaccin/g),
  it('diritto d’autore', /diritt[oi] d'autore/g),
  it('vino e zucchero', /zuccher/g, /\bvin[oi]\b/g),
  it('ascensore', /ascensor/g),
  it('doping nello sport', /\bdoping\b/g),
  it('vigili del fuocco', /vigil[ei] del fuoco/g),
  it('contanti banconote euro', /banconot/g),
  it('alluvione in Mozambico', /mozambico/g),
  en('wildfire', /\bwildfires?|forest fires?/g),
  en('human trafficking', /trafficking/g),
  en('medicine shorteges', /shortages?/g, /medicines?/g),
  en('"human rights defenders"', /human rights defenders?/g),
  en('tariffs', /\btariffs?\b/g),
  en('nuclear energy', /\bnuclear\b/g, /energy/g),
  en('who spoke about child poverty', /child(?:ren)?/g, /poverty/g),
  en('water', /\bwater\b/g),
  de('Pflege', /\bpflege/g),
  de('Strompreise', /strompreis/g),
  de('Asylwerber', /asylwerber/g),
  de('Steuerreform', /steuerreform/g),
  de('Gewalt an Frauen', /gewalt/g, /frauen/g),
  de('Krankenhäuser', /krankenhaus/g),
  de('Landwirte', /landwirt/g),
  de('"Bundes-Verfassung"', /bundes-verfassung/g),
];
