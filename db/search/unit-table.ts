// What a reader keeps in memory of every unit: its session, kind, language, speaker and passages. About 20 bytes a unit and
// 4 a passage, so that a million matches are filtered and folded without asking the database.
import { searchKinds } from '../../server/contract/search.ts';
import { analyseWords } from './analyser.ts';

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

/** A row of the table of units. */
export interface UnitFacts {
  readonly no: number;
  readonly sessionNo: number;
  readonly kind: string;
  readonly lang: string | null;
  readonly speaker: string | null;
  readonly firstPassage: number;
  readonly passages: number;
}

const nobody = 0;

/** Units by number and passages by id. Numbers only grow; what was removed is never asked for again. */
export class UnitTable {
  private readonly sessions = new Map<number, SessionFacts>();
  private sessionOf = new Int32Array(1024);
  private kindOf = new Uint8Array(1024);
  private langOf = new Uint8Array(1024);
  private speakerOf = new Int32Array(1024);
  private passagesOf = new Uint16Array(1024);
  private unitOf = new Int32Array(4096);
  private readonly langs = new Names();
  private readonly speakers = new Names();
  private unitCount = 0;
  private passageCount = 0;

  putSession(session: SessionFacts): void {
    this.sessions.set(session.no, session);
  }

  putUnit(unit: UnitFacts): void {
    this.reserve(unit.no, unit.firstPassage + unit.passages);
    this.sessionOf[unit.no] = unit.sessionNo;
    this.kindOf[unit.no] = searchKinds.findIndex((kind) => kind === unit.kind);
    this.langOf[unit.no] = unit.lang === null ? nobody : this.langs.number(unit.lang.slice(0, 2).toLowerCase());
    this.speakerOf[unit.no] = unit.speaker === null ? nobody : this.speakers.number(unit.speaker);
    this.passagesOf[unit.no] = unit.passages;
    this.unitOf.fill(unit.no, unit.firstPassage, unit.firstPassage + unit.passages);
    this.unitCount += 1;
    this.passageCount += unit.passages;
  }

  /** Passages a unit has on average; at least 1. */
  get meanPassages(): number {
    return this.unitCount === 0 ? 1 : Math.max(1, this.passageCount / this.unitCount);
  }

  /** How many passages there are (those that were removed since the start count too). */
  get passages(): number {
    return this.passageCount;
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
    const wanted = analyseWords(name);
    return this.speakers.where((known) => {
      const words = analyseWords(known);
      return wanted.length > 0 && wanted.every((word) => words.includes(word));
    });
  }

  speakerNo(unitNo: number): number {
    return this.speakerOf[unitNo] ?? nobody;
  }

  private reserve(unitNo: number, passages: number): void {
    if (unitNo >= this.sessionOf.length) {
      const length = Math.ceil(unitNo * 1.5) + 1;
      this.sessionOf = grown(new Int32Array(length), this.sessionOf);
      this.kindOf = grown(new Uint8Array(length), this.kindOf);
      this.langOf = grown(new Uint8Array(length), this.langOf);
      this.speakerOf = grown(new Int32Array(length), this.speakerOf);
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

/** Texts that occur often, as numbers from 1 on. */
class Names {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [''];

  number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.push(name) - 1;
    this.numbers.set(name, number);
    return number;
  }

  name(number: number): string | undefined {
    return number === 0 ? undefined : this.names[number];
  }

  where(holds: (name: string) => boolean): Set<number> {
    return new Set(this.names.flatMap((name, number) => (number > 0 && holds(name) ? [number] : [])));
  }
}
