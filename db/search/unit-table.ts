// What a reader keeps in memory of every unit: its session, kind, language, speaker and passages. About 20 bytes a unit and
// 4 a passage, so that a million matches are filtered and folded without asking the database.
import { searchKinds } from '../../server/contract/search.ts';
import { analyseWords } from './analyser.ts';
import { Names } from './names.ts';
import { shelfNumber, shelves, shelvesFor } from './shelves.ts';

/** A session as hits and filters need it. */
export interface SessionFacts {
  readonly no: number;
  readonly id: string;
  readonly externalId: string | null;
  readonly title: string;
  readonly bodyId: string;
  readonly body: string;
  readonly scheduledAtMs: number;
}

/** A term of office of a body; days are `YYYY-MM-DD`, inclusive. */
export interface TermFacts {
  readonly bodyId: string;
  readonly name: string;
  readonly fromDay: string;
  readonly toDay: string | null;
}

/** A row of the table of units. */
export interface UnitFacts {
  readonly no: number;
  readonly sessionNo: number;
  /** Number of the shelf on which it stands. */
  readonly shelf: number;
  readonly kind: string;
  readonly lang: string | null;
  readonly speaker: string | null;
  readonly faction: string | null;
  readonly firstPassage: number;
  readonly passages: number;
}

/** How many units of a set each value has, in no order. */
export interface UnitCounts {
  readonly kinds: readonly (readonly [string, number])[];
  readonly langs: readonly (readonly [string, number])[];
  readonly speakers: readonly (readonly [string, number])[];
  readonly factions: readonly (readonly [string, number])[];
  readonly sessions: readonly (readonly [SessionFacts, number])[];
}

/** What scoring has to know of the index. */
export interface UnitSizes {
  readonly passages: number;
  readonly meanPassages: number;
  readonly highestUnit: number;
  readonly highestPassage: number;
  unitOfPassage(id: number): number;
  passagesIn(unitNo: number): number;
}

const nobody = 0;

/** Units by number and passages by id. Numbers only grow; what was removed is never asked for again. */
export class UnitTable {
  private readonly sessions = new Map<number, SessionFacts>();
  private terms: readonly TermFacts[] = [];
  private sessionOf = new Int32Array(1024);
  private kindOf = new Uint8Array(1024);
  private langOf = new Uint8Array(1024);
  private speakerOf = new Int32Array(1024);
  private factionOf = new Int32Array(1024);
  private passagesOf = new Uint16Array(1024);
  private unitOf = new Int32Array(4096);
  private readonly langs = new Names();
  private readonly speakers = new Names();
  private readonly factions = new Names();
  /** By number of the shelf. */
  private readonly unitCounts = shelves.map(() => 0);
  private readonly passageCounts = shelves.map(() => 0);
  private lastUnit = 0;
  private lastPassage = 0;

  putSession(session: SessionFacts): void {
    this.sessions.set(session.no, session);
  }

  putTerms(terms: readonly TermFacts[]): void {
    this.terms = terms;
  }

  /** Name of the term of office in which a session falls; null where none was entered. */
  termOf({ bodyId, scheduledAtMs }: SessionFacts): string | null {
    if (this.terms.length === 0) return null;
    const day = new Date(scheduledAtMs).toISOString().slice(0, 10);
    const isIn = (term: TermFacts): boolean =>
      term.bodyId === bodyId && term.fromDay <= day && (term.toDay === null || day <= term.toDay);
    return this.terms.find(isIn)?.name ?? null;
  }

  putUnit(unit: UnitFacts): void {
    this.reserve(unit.no, unit.firstPassage + unit.passages);
    this.sessionOf[unit.no] = unit.sessionNo;
    this.kindOf[unit.no] = searchKinds.findIndex((kind) => kind === unit.kind);
    this.langOf[unit.no] = unit.lang === null ? nobody : this.langs.number(unit.lang.slice(0, 2).toLowerCase());
    this.speakerOf[unit.no] = unit.speaker === null ? nobody : this.speakers.number(unit.speaker);
    this.factionOf[unit.no] = unit.faction === null ? nobody : this.factions.number(unit.faction);
    this.passagesOf[unit.no] = unit.passages;
    this.lastUnit = Math.max(this.lastUnit, unit.no);
    this.lastPassage = Math.max(this.lastPassage, unit.firstPassage + unit.passages - 1);
    this.unitOf.fill(unit.no, unit.firstPassage, unit.firstPassage + unit.passages);
    this.unitCounts[unit.shelf] = (this.unitCounts[unit.shelf] ?? 0) + 1;
    this.passageCounts[unit.shelf] = (this.passageCounts[unit.shelf] ?? 0) + unit.passages;
  }

  /**
   * How many passages and units there are on the shelves that a reader sees (those that were removed since the start count
   * too): what is hidden must not move the scores of what is public.
   */
  sizesFor(visibleTo: 'public' | 'staff'): UnitSizes {
    const sum = (counts: readonly number[]): number =>
      shelvesFor[visibleTo].reduce((total, shelf) => total + (counts[shelfNumber[shelf]] ?? 0), 0);
    const [units, passages] = [sum(this.unitCounts), sum(this.passageCounts)];
    return {
      passages,
      meanPassages: units === 0 ? 1 : Math.max(1, passages / units),
      highestUnit: this.lastUnit,
      highestPassage: this.lastPassage,
      unitOfPassage: (id) => this.unitOfPassage(id),
      passagesIn: (unitNo) => this.passagesIn(unitNo),
    };
  }

  /** The highest number of a unit, and of a passage. */
  get highestUnit(): number {
    return this.lastUnit;
  }

  get highestPassage(): number {
    return this.lastPassage;
  }

  unitOfPassage(id: number): number {
    return this.unitOf[id] ?? 0;
  }

  passagesIn(unitNo: number): number {
    return this.passagesOf[unitNo] ?? 1;
  }

  kind(unitNo: number): string {
    return searchKinds[this.kindOf[unitNo] ?? 0] ?? 'session';
  }

  /** Two letters; null when nobody said. */
  lang(unitNo: number): string | null {
    return this.langs.name(this.langOf[unitNo] ?? nobody) ?? null;
  }

  /** Is there any text in this language (two letters)? */
  hasLang(lang: string): boolean {
    return this.langs.has(lang);
  }

  speaker(unitNo: number): string | null {
    return this.speakers.name(this.speakerOf[unitNo] ?? nobody) ?? null;
  }

  session(unitNo: number): SessionFacts | undefined {
    return this.sessions.get(this.sessionOf[unitNo] ?? 0);
  }

  /** Numbers of the sessions for which `holds`. */
  sessionsWhere(holds: (session: SessionFacts) => boolean): Set<number> {
    return new Set([...this.sessions.values()].filter(holds).map((session) => session.no));
  }

  sessionNo(unitNo: number): number {
    return this.sessionOf[unitNo] ?? 0;
  }

  /** Numbers of the speakers whose names hold all the words of `name`. */
  speakersNamed(name: string): Set<number> {
    return this.speakers.withWords(analyseWords(name));
  }

  /** Numbers of the groups whose names hold all the words of `name`. */
  factionsNamed(name: string): Set<number> {
    return this.factions.withWords(analyseWords(name));
  }

  /** Does the word stand in the name of anyone, or of any group? */
  isOfName(word: string): boolean {
    return this.speakers.hasWord(word) || this.factions.hasWord(word);
  }

  speakerNo(unitNo: number): number {
    return this.speakerOf[unitNo] ?? nobody;
  }

  factionNo(unitNo: number): number {
    return this.factionOf[unitNo] ?? nobody;
  }

  /** How many of these units each kind, language, speaker, group and session has. */
  count(unitNumbers: readonly number[]): UnitCounts {
    const sessions = new Map<number, number>();
    const kinds = new Uint32Array(searchKinds.length);
    const langs = new Uint32Array(this.langs.size);
    const speakers = new Uint32Array(this.speakers.size);
    const factions = new Uint32Array(this.factions.size);
    const add = (counts: Uint32Array, number: number | undefined): void => {
      counts[number ?? 0] = (counts[number ?? 0] ?? 0) + 1;
    };
    for (const no of unitNumbers) {
      add(kinds, this.kindOf[no]);
      add(langs, this.langOf[no]);
      add(speakers, this.speakerOf[no]);
      add(factions, this.factionOf[no]);
      sessions.set(this.sessionNo(no), (sessions.get(this.sessionNo(no)) ?? 0) + 1);
    }
    return {
      kinds: searchKinds.map((kind, place) => [kind, kinds[place] ?? 0] as const).filter(([, count]) => count > 0),
      langs: this.langs.counted(langs),
      speakers: this.speakers.counted(speakers),
      factions: this.factions.counted(factions),
      sessions: [...sessions].flatMap(([no, count]) => {
        const session = this.sessions.get(no);
        return session === undefined ? [] : [[session, count] as const];
      }),
    };
  }

  private reserve(unitNo: number, passages: number): void {
    if (unitNo >= this.sessionOf.length) {
      const length = Math.ceil(unitNo * 1.5) + 1;
      this.sessionOf = grown(new Int32Array(length), this.sessionOf);
      this.kindOf = grown(new Uint8Array(length), this.kindOf);
      this.langOf = grown(new Uint8Array(length), this.langOf);
      this.speakerOf = grown(new Int32Array(length), this.speakerOf);
      this.factionOf = grown(new Int32Array(length), this.factionOf);
      this.passagesOf = grown(new Uint16Array(length), this.passagesOf);
    }
    if (passages >= this.unitOf.length) {
      this.unitOf = grown(new Int32Array(Math.ceil(passages * 1.5) + 1), this.unitOf);
    }
  }
}

function grown<T extends Int32Array | Uint8Array | Uint16Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
