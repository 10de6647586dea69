// The house rules as tables and pure checks over parsed sources; each check answers a list of sentences, empty when all is well.
import ts from 'typescript';
import { eachNode, packageOf, resolveImport } from './source-files.ts';
import type { SourceFile } from './source-files.ts';

/**
 * Who may import whom. A room is a folder (or a single file); the longest match counts. Every room may import itself.
 * `*` = everything of ours.
 */
export const importTable: Readonly<Record<string, readonly string[]>> = {
  client: ['server/contract'],
  'server/contract': [],
  'server/domain': ['server/contract'],
  db: ['server/domain', 'server/contract'],
  media: [],
  'server/documents': ['server/domain', 'server/contract'],
  'server/usecases': ['server/domain', 'server/contract', 'server/documents', 'db', 'media'],
  'server/http': ['server/usecases', 'server/contract'],
  'server/realtime': ['server/usecases', 'server/contract'],
  'server/jobs': ['server/usecases', 'server/contract'],
  'server/cli': ['server/usecases', 'server/contract', 'server/config.ts'],
  'server/demo': ['server/contract'],
  'server/config.ts': [],
  'server/log.ts': ['server/config.ts'],
  // Pieces of the composition root.
  'server/clock.ts': [],
  'server/data-folder.ts': ['db', 'server/start-refused.ts'],
  'server/mail.ts': [],
  'server/openid.ts': [],
  'server/secrets.ts': [],
  'server/encoder-addresses.ts': ['server/config.ts'],
  'server/start-refused.ts': ['server/config.ts'],
  'server/stop-on-signals.ts': ['server/usecases'],
  'server/visitors.ts': ['server/usecases', 'server/contract', 'media'],
  'server/main.ts': ['*'],
};

/** Packages that only some places may import. */
export const restrictedPackages: Readonly<Record<string, readonly string[]>> = {
  express: ['server/http', 'server/main.ts'],
  'socket.io': ['server/realtime', 'server/main.ts'],
  'socket.io-client': ['client', 'server/demo'],
  'better-sqlite3': ['db'],
  kysely: ['db'],
  fflate: ['server/documents'],
  unpdf: ['server/documents'],
  'hls.js': ['client/player'],
  react: ['client'],
  'react-dom': ['client'],
  'fluent-ffmpeg': ['media/ffmpeg/run.ts'],
  'node:child_process': ['media/ffmpeg/run.ts'],
  child_process: [],
  nodemailer: ['server/mail.ts'],
  'openid-client': ['server/openid.ts'],
};

/** Rooms that import few packages, and which. */
export const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  'server/contract': ['zod'],
  'server/domain': [],
};

/** Files over the limit, each with the reason why it is not cut. */
export const longFiles: Readonly<Record<string, string>> = {
  'server/config.ts': 'the table of all settings: how each is read, and what it may be in words',
  'client/text/en.ts': 'a table of all words in one language',
  'client/text/it.ts': 'a table of all words in one language',
};
export const longestFile = 300;

/** The room a file belongs to; null when no row of the table covers it. */
export function roomOf(file: string): string | null {
  const rooms = Object.keys(importTable).filter((room) => isInside(file, room));
  return rooms.sort((one, other) => other.length - one.length)[0] ?? null;
}

function isInside(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

/** Imports that the table does not allow. */
export function findForbiddenImports(source: SourceFile): string[] {
  const room = roomOf(source.path);
  if (room === null) return [`${source.path}: belongs to no room of the import table`];
  const allowed = [room, ...(importTable[room] ?? [])];
  return source.imports.flatMap((imported) => {
    const target = resolveImport(source.path, imported);
    if (target === null || allowed.includes('*') || allowed.some((place) => isInside(target, place))) return [];
    return [`${source.path}: ${room} may not import ${target}`];
  });
}

/** Packages imported where they may not be. */
export function findForbiddenPackages(source: SourceFile): string[] {
  const narrow = allowedPackages[roomOf(source.path) ?? ''];
  return source.imports.flatMap((imported) => {
    const name = packageOf(imported);
    if (name === null) return [];
    const places = restrictedPackages[name];
    const isFine =
      (places === undefined || places.some((place) => isInside(source.path, place))) &&
      (narrow === undefined || narrow.includes(name));
    return isFine ? [] : [`${source.path}: may not import the package ${name}`];
  });
}

/** Imports of our own files must name a file that exists, with its ending. */
export function findBrokenImports(source: SourceFile, files: ReadonlySet<string>): string[] {
  return source.imports.flatMap((imported) => {
    const target = resolveImport(source.path, imported);
    if (target === null || !/\.[cm]?[jt]sx?$/.test(target) || files.has(target)) return [];
    return [`${source.path}: imports ${target}, which does not exist`];
  });
}

/** Circles of imports, each told once, by the files on it. */
export function findCycles(sources: readonly SourceFile[]): string[] {
  const targets = new Map(sources.map((source) => [source.path, ownImports(source)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) cycles.push([...trail.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

function ownImports(source: SourceFile): string[] {
  return source.imports.flatMap((imported) => resolveImport(source.path, imported) ?? []);
}

/** Files that are there only to pass other files' exports on. */
export function findBarrels(source: SourceFile): string[] {
  const isIndex = /(^|\/)index\.tsx?$/.test(source.path);
  const passesAllOn = source.tree.statements.some((statement) => passesOn(statement) && !statement.exportClause);
  const onlyPassesOn =
    source.tree.statements.some(passesOn) &&
    source.tree.statements.every((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement));
  const isBarrel = isIndex || passesAllOn || onlyPassesOn;
  return isBarrel ? [`${source.path}: is a barrel (imports go to the file that has the thing)`] : [];
}

function passesOn(statement: ts.Statement): statement is ts.ExportDeclaration {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}

/** Names that say nothing, and names that are not kebab-case. */
export function findBadNames(file: string): string[] {
  const name = file.split('/').at(-1) ?? '';
  const empty = /(^|[-.])(utils?|helpers?|misc|common|manager|service)([-.]|$)/.test(name);
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(name);
  return [
    ...(empty ? [`${file}: the name says nothing`] : []),
    ...(kebab ? [] : [`${file}: the name is not kebab-case`]),
  ];
}

/** Files without the opening comment that says what they are for. */
export function findMissingHead(source: Pick<SourceFile, 'path' | 'text'>): string[] {
  const opening = source.text.replace(/^#!.*\n/, '').trimStart();
  return /^\/[/*]/.test(opening) ? [] : [`${source.path}: opens without a comment that says what it is for`];
}

/** `any`, `!` and comments that switch checks off. */
export function findLooseTypes(source: SourceFile): string[] {
  const found: string[] = [];
  eachNode(source.tree, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${where(source, node)}: any`);
    if (ts.isNonNullExpression(node)) found.push(`${where(source, node)}: ! instead of a check`);
  });
  if (/(\/\/|\/\*)\s*(eslint-disable|@ts-ignore|@ts-expect-error|@ts-nocheck)/.test(source.text)) {
    found.push(`${source.path}: switches a check off`);
  }
  return found;
}

/** The environment is read in one file. */
export function findEnvironmentReads(source: SourceFile): string[] {
  const found: string[] = [];
  eachNode(source.tree, (node) => {
    if (ts.isPropertyAccessExpression(node) && /^process\.env$/.test(node.getText())) {
      found.push(`${where(source, node)}: reads the environment`);
    }
  });
  return found;
}

const sleepers = new Set(['sleep', 'delay', 'waitForTimeout']);

/** Waiting for a length of time instead of a fact. */
export function findSleeps(source: SourceFile): string[] {
  const found = source.imports
    .filter((imported) => /^(node:)?timers\/promises$/.test(imported))
    .map(() => `${source.path}: imports timers/promises`);
  eachNode(source.tree, (node) => {
    if (ts.isCallExpression(node) && sleepers.has(lastName(node.expression))) {
      found.push(`${where(source, node)}: sleeps`);
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'Promise' && isSleepExecutor(node.arguments?.[0])) {
      found.push(`${where(source, node)}: a promise that only a timer settles`);
    }
  });
  return found;
}

function lastName(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

/** `(resolve) => setTimeout(resolve, ms)` and its spellings. */
function isSleepExecutor(executor: ts.Expression | undefined): boolean {
  if (executor === undefined || !(ts.isArrowFunction(executor) || ts.isFunctionExpression(executor))) return false;
  const settle = executor.parameters[0]?.name.getText();
  const body = ts.isBlock(executor.body) ? executor.body.statements : undefined;
  const only = body === undefined ? executor.body : body.length === 1 ? body[0] : undefined;
  const call = only !== undefined && ts.isExpressionStatement(only) ? only.expression : only;
  if (call === undefined || !ts.isCallExpression(call) || lastName(call.expression) !== 'setTimeout') return false;
  return new RegExp(`^(${settle}|\\(\\) => ${settle}\\(\\))$`).test(call.arguments[0]?.getText() ?? '');
}

/** Tests that do not run, or that keep others from running. */
export function findUnrunTests(source: SourceFile): string[] {
  const found: string[] = [];
  eachNode(source.tree, (node) => {
    if (!ts.isPropertyAccessExpression(node)) return;
    const text = node.getText().replaceAll(/\s/g, '');
    if (/^(it|test|describe)(\.each)?\.(skip|todo|only)$/.test(text)) found.push(`${where(source, node)}: ${text}`);
  });
  return found;
}

function where(source: SourceFile, node: ts.Node): string {
  return `${source.path}:${source.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** Relative links of a Markdown text (targets without their anchors). */
export function relativeLinks(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link));
}
