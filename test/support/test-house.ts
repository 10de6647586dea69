// A house for medium tests: a real database in a folder of its own, live media as a double, a clock that tests may set.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../db/open.ts';
import { openBlobStore } from '../../media/blobs/blob-store.ts';
import { createSearchReader } from '../../db/search/search-reader.ts';
import type { Schedule } from '../../media/ingest/schedule.ts';
import type { Recordings } from '../../media/uploads/recordings.ts';
import { createUploadShelf } from '../../media/uploads/upload-shelf.ts';
import type { Actor } from '../../server/contract/accounts.ts';
import type { DocumentFormat } from '../../server/contract/documents.ts';
import type { BroadcastEvent } from '../../server/contract/socket-events.ts';
import { readAgendaFile } from '../../server/documents/agenda-file.ts';
import { readDocumentText } from '../../server/documents/document-text.ts';
import { createHouse } from '../../server/usecases/house.ts';
import type { House, Log, Mailer, OpenIdDoor } from '../../server/usecases/house.ts';
import type { ReadText } from '../../server/documents/text-reader.ts';
import { createFakeLiveEngine } from './fake-live-engine.ts';
import type { FakeLiveEngine } from './fake-live-engine.ts';

/** Collects what is logged, as JSON text. */
export interface HeardLog extends Log {
  readonly lines: string[];
}

export interface TestHouse {
  readonly house: House;
  readonly live: FakeLiveEngine;
  readonly log: HeardLog;
  /** What was broadcast, in order. */
  readonly told: BroadcastEvent[];
  /** Also hears every broadcast. */
  onBroadcast: (event: BroadcastEvent) => void;
  /** Takes the mails; nobody reads them unless a test does. */
  onMail: Mailer['send'];
  /** Data folder, removed by `close`. */
  readonly folder: string;
  /** Moves the clock; until then it is the machine's. */
  setNow(ms: number): void;
  close(): Promise<void>;
}

/** Staff that may do everything. */
export const clerk: Actor = { kind: 'staff', accountId: 'clerk-1', email: 'clerk@example.org', role: 'administrator' };
export const nobody: Actor = { kind: 'public' };

export async function createTestHouse(
  options: { openId?: OpenIdDoor; schedule?: Schedule; recordings?: Recordings } = {},
): Promise<TestHouse> {
  const folder = await mkdtemp(path.join(tmpdir(), 'casa-test-'));
  const file = path.join(folder, 'casa.sqlite');
  const database = await openDatabase({ file });
  const reader = createSearchReader(file);
  const live = createFakeLiveEngine();
  const log = createHeardLog();
  const told: BroadcastEvent[] = [];
  let nowMs: number | null = null;
  const house = createHouse({
    db: database.db,
    search: reader,
    live,
    uploads: createUploadShelf({ folder: path.join(folder, 'uploads') }),
    recordings: options.recordings ?? noRecordings,
    files: await openBlobStore({ root: path.join(folder, 'files'), newId: randomUUID }),
    texts: { readAgenda: readAgendaFile, readDocument: readHere },
    stills: { still: () => Promise.resolve(Buffer.from('a picture')), forget: () => undefined },
    waveforms: { look: () => Promise.resolve({ kind: 'none' }), forget: () => Promise.resolve() },
    portraits: {
      make: async (path) => ((await readFile(path)).subarray(0, 3).equals(jpeg) ? jpeg : null),
      makeCrest: async (path) => ((await readFile(path)).subarray(0, 4).equals(png) ? png : null),
    },
    now: () => nowMs ?? Date.now(),
    newId: randomUUID,
    broadcast: (event) => {
      told.push(event);
      result.onBroadcast(event);
    },
    openId: options.openId ?? null,
    mail: { send: (mail) => result.onMail(mail) },
    secrets: { streamKeySecret: 'a secret for tests' },
    settings: {
      rtmpUrl: 'rtmp://localhost:1935/live',
      rtmpsUrl: null,
      srt: { host: 'localhost', first: 8890, count: 2 },
      darkGuardMs: 2000,
      publicOrigin: 'https://streaming.example.it',
      takesRoot: path.join(folder, 'takes'),
      uploadLimitBytes: 1e9,
    },
    log,
    ...(options.schedule === undefined ? {} : { schedule: options.schedule }),
  });
  const result: TestHouse = {
    house,
    live,
    log,
    told,
    onBroadcast: () => undefined,
    onMail: () => Promise.resolve(),
    folder,
    setNow: (ms) => void (nowMs = ms),
    async close() {
      await reader.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return result;
}

/** Reads in this thread; the thread of its own has its own test. */
async function readHere(file: string, format: DocumentFormat): Promise<ReadText> {
  const texts: { page: number; text: string }[] = [];
  const bytes = new Uint8Array(await readFile(file));
  const { pages } = await readDocumentText(bytes, format, (page) => void texts.push(page));
  return { state: texts.length === 0 ? 'none' : 'read', pages, texts, reason: null };
}
/** How every JPEG and every PNG begins. */
const jpeg = Buffer.from([0xff, 0xd8, 0xff]);
const png = Buffer.from('\x89PNG', 'latin1');
const noRecordings: Recordings = {
  judge: () => Promise.reject(new Error('no file is judged here')),
  makeTake: () => Promise.reject(new Error('no take is made here')),
};

function createHeardLog(): HeardLog {
  const lines: string[] = [];
  const hear = (details: object, message: string): void => {
    const { err, ...facts } = { err: undefined, ...details };
    lines.push(JSON.stringify({ ...facts, message, ...(err === undefined ? {} : { err: String(err) }) }));
  };
  return { lines, debug: hear, info: hear, warn: hear, error: hear };
}
