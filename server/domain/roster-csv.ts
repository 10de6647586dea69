// Reads a roster from CSV tolerantly: any of , ; tab as separator, headings in Italian or English or none. Pure.
import type { LineProblem } from '../contract/line-problems.ts';
import { maxMembers, type MemberRole, type NewMember, type RosterPreview } from '../contract/roster.ts';

const headings: Readonly<Record<string, 'name' | 'first' | 'last' | 'group' | 'role'>> = {
  name: 'name',
  nome: 'first',
  'nome e cognome': 'name',
  'cognome e nome': 'name',
  nominativo: 'name',
  consigliere: 'name',
  cognome: 'last',
  surname: 'last',
  'last name': 'last',
  'first name': 'first',
  gruppo: 'group',
  'gruppo consiliare': 'group',
  lista: 'group',
  group: 'group',
  party: 'group',
  ruolo: 'role',
  carica: 'role',
  role: 'role',
};

/** Words at the beginning of a role, the first that fits counts. */
const roleWords: readonly (readonly [RegExp, MemberRole])[] = [
  [/^vice/u, 'vice-chair'],
  [/^(presid|chair)/u, 'chair'],
  [/^(sindac|mayor)/u, 'mayor'],
  [/^assess/u, 'assessor'],
  [/^(segret|secret)/u, 'secretary'],
  [/^(ospite|guest|estern)/u, 'guest'],
  [/^(consigl|member|councill|$)/u, 'member'],
];

/** The members of a CSV text. Lines that cannot be used are reported with their number; the others are kept. */
export function readRosterCsv(text: string): RosterPreview {
  const rows = readCsv(text);
  const first = rows[0]?.cells.map(plain) ?? [];
  const hasHeading = first.some((cell) => headings[cell] !== undefined);
  const columns = hasHeading ? first.map((cell) => headings[cell] ?? null) : (['name', 'group', 'role'] as const);
  const preview: RosterPreview = { members: [], problems: [] };
  const seen = new Set<string>();
  for (const row of hasHeading ? rows.slice(1) : rows) {
    const member = readMember(row.cells, columns);
    const problem = member === null ? noName : findProblem(member.member, member.roleText, seen);
    if (problem !== null) preview.problems.push({ line: row.line, text: row.cells.join(' · '), ...problem });
    if (member === null || seen.has(plain(member.member.name)) || preview.members.length === maxMembers) continue;
    seen.add(plain(member.member.name));
    preview.members.push(member.member);
  }
  return preview;
}

function readMember(
  cells: readonly string[],
  columns: readonly ('name' | 'first' | 'last' | 'group' | 'role' | null)[],
): { member: NewMember; roleText: string } | null {
  const cell = (column: string): string => cells[columns.findIndex((one) => one === column)]?.trim() ?? '';
  const name = cell('name') || `${cell('first')} ${cell('last')}`.trim();
  if (name === '') return null;
  const roleText = plain(cell('role'));
  const role = roleWords.find(([word]) => word.test(roleText))?.[1] ?? 'member';
  return { member: { name: name.slice(0, 120), group: cell('group').slice(0, 120) || null, role }, roleText };
}

type Problem = Omit<LineProblem, 'line'>;
const noName: Problem = { code: 'no-name', detail: 'no name in this line' };

function findProblem(member: NewMember, roleText: string, seen: ReadonlySet<string>): Problem | null {
  if (seen.has(plain(member.name))) {
    return { code: 'name-twice', detail: 'this name stands twice; only the first line is used' };
  }
  if (roleWords.some(([word]) => word.test(roleText))) return null;
  return { code: 'role-unknown', detail: `the role "${roleText}" is not known; taken as member` };
}

/** Rows with their line number from 1; quotes after RFC 4180, empty lines left out. */
export function readCsv(text: string): { line: number; cells: string[] }[] {
  const clean = text.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n');
  const separator = chooseSeparator(clean);
  const rows: { line: number; cells: string[] }[] = [];
  let [row, cell, isQuoted, line, rowLine] = [new Array<string>(), '', false, 1, 1];
  const endRow = (): void => {
    row.push(cell);
    if (row.some((one) => one.trim() !== '')) rows.push({ line: rowLine, cells: row.map((one) => one.trim()) });
    [row, cell, rowLine] = [[], '', line];
  };
  for (let index = 0; index < clean.length; index += 1) {
    const letter = clean[index] ?? '';
    if (letter === '\n') line += 1;
    if (isQuoted && letter === '"' && clean[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (letter === '"' && (isQuoted || cell.trim() === '')) {
      isQuoted = !isQuoted;
    } else if (letter === separator && !isQuoted) {
      row.push(cell);
      cell = '';
    } else if (letter === '\n' && !isQuoted) {
      endRow();
    } else cell += letter;
  }
  endRow();
  return rows;
}

function chooseSeparator(text: string): string {
  const first = text.split('\n', 1)[0] ?? '';
  const counts = [';', '\t', ','].map((separator) => ({ separator, count: first.split(separator).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ',';
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/gu, ' ');
}
