// The town as its pages show it: name, one colour, crest. Administrators set it, everyone sees it.
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { inTransaction } from '../../db/open.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import type { Actor } from '../contract/accounts.ts';
import type { FileAnswer, IncomingFile } from '../contract/files.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { maxCrestBytes, ownAccent, type Town, type TownManifest, type UpdateTown } from '../contract/town.ts';
import { requirePermission } from '../domain/permissions.ts';
import { isHarmlessSvg } from '../domain/svg-rules.ts';
import { styleOfTown } from '../domain/town-colours.ts';
import { dropPicture, pictureLine, townSetting } from './drop-picture.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** SVG is read as what it was judged as, whatever encoding it claims. */
const crestTypes = { svg: 'image/svg+xml; charset=utf-8', png: 'image/png' } as const;
const storedSchema = z.object({
  name: z.string().nullable(),
  accent: z.string().nullable(),
  crest: z.object({ sha256: z.string(), kind: z.enum(['svg', 'png']) }).nullable(),
});
type StoredTown = z.infer<typeof storedSchema>;

/** What everyone sees. */
export async function showTown(house: House): Promise<Outcome<Town>> {
  return accept(toTown(await readTown(house)));
}

/** The stylesheet that colours the pages; empty while the town has no colour of its own. */
export async function showTownStyle(house: House): Promise<Outcome<string>> {
  return accept(styleOfTown((await readTown(house)).accent));
}

/** What browsers that put the site among their programs want to know (Web Application Manifest). */
export async function showTownManifest(house: House): Promise<Outcome<TownManifest>> {
  const { name, crest, accent } = toTown(await readTown(house));
  const icon = { src: crest ?? '/crest.svg', sizes: 'any', ...(crest === null ? { type: 'image/svg+xml' } : {}) };
  const site = name ?? 'Casa di Vetro';
  const colours = { theme_color: accent ?? ownAccent, background_color: '#ffffff' };
  return accept({ name: site, short_name: site, start_url: '/', display: 'minimal-ui', icons: [icon], ...colours });
}

/** The crest as a file. */
export async function showCrest(house: House): Promise<Outcome<FileAnswer>> {
  const { crest } = await readTown(house);
  if (crest === null) return refuse('not-found', 'This town has no crest here.');
  const bytes = await readFile(house.files.pathOf(crest.sha256));
  return accept({ type: crestTypes[crest.kind], name: `crest.${crest.kind}`, bytes });
}

/** The crest as those draw it who read files; null while the town has none. */
export async function findCrestFile(house: House): Promise<{ path: string; kind: 'png' | 'svg' } | null> {
  const { crest } = await readTown(house);
  return crest === null ? null : { path: house.files.pathOf(crest.sha256), kind: crest.kind };
}

/** Fields left out stay as they are. */
export async function updateTown(house: House, actor: Actor, input: UpdateTown): Promise<Outcome<Town>> {
  return house.queue.run(pictureLine, async () => {
    const before = await readTown(house);
    const { name = before.name, accent = before.accent } = input;
    return write(house, actor, { before, after: { ...before, name: name === '' ? null : name, accent } });
  });
}

/** Takes a crest in: an SVG that is nothing but a drawing, or a PNG, which is written anew. */
export async function putCrest(house: House, actor: Actor, file: IncomingFile): Promise<Outcome<Town>> {
  const permission = requirePermission(actor, 'change-settings');
  if (!permission.ok) return permission;
  const read = await readFile(file.path);
  const isSvg = isHarmlessSvg(read.toString('utf8'));
  const bytes = isSvg ? read : await house.portraits.makeCrest(file.path);
  if (bytes === null) {
    const detail =
      'This file is no crest that can be shown: send a PNG, or an SVG that is only a drawing, without scripts, pictures or links.';
    return refuse('bad-picture', detail);
  }
  return house.queue.run(pictureLine, async () => {
    const kept = await house.files.receive(Readable.from([bytes]), maxCrestBytes);
    if (kept === null) return refuse('bad-picture', 'This crest is too large: make it smaller.');
    await house.files.keep(kept);
    const before = await readTown(house);
    const crest = { sha256: kept.sha256, kind: isSvg ? ('svg' as const) : ('png' as const) };
    return write(house, actor, { before, after: { ...before, crest } });
  });
}

/** Takes it away; the house of glass stands there again. */
export async function removeCrest(house: House, actor: Actor): Promise<Outcome<Town>> {
  return house.queue.run(pictureLine, async () => {
    const before = await readTown(house);
    return write(house, actor, { before, after: { ...before, crest: null } });
  });
}

async function readTown({ db }: House): Promise<StoredTown> {
  const text = await readSetting(db, townSetting);
  return text === null ? { name: null, accent: null, crest: null } : storedSchema.parse(JSON.parse(text));
}

async function write(
  house: House,
  actor: Actor,
  { before, after }: { before: StoredTown; after: StoredTown },
): Promise<Outcome<Town>> {
  const permission = requirePermission(actor, 'change-settings');
  if (!permission.ok) return permission;
  await inTransaction(house.db, async (db) => {
    await writeSetting(db, townSetting, JSON.stringify(after));
    const act = { action: 'settings.town-changed', sessionId: null, atMs: house.now(), before, after };
    await writeAudit(house, db, actor, act);
  });
  if (before.crest?.sha256 !== after.crest?.sha256) await dropPicture(house, before.crest?.sha256 ?? null);
  return accept(toTown(after));
}

function toTown({ name, accent, crest }: StoredTown): Town {
  return { name, accent, crest: crest === null ? null : `/api/town/crest?version=${crest.sha256.slice(0, 16)}` };
}
