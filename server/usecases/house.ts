// What every use case may reach: the database, live media, the clock, chance and the pages. Must not know HTTP or sockets.
import type { Db } from '../../db/open.ts';
import type { SearchIndex } from '../../db/search/search-index.ts';
import type { BlobStore } from '../../media/blobs/blob-store.ts';
import type { Schedule } from '../../media/ingest/schedule.ts';
import type { LiveEngine } from '../../media/live/live-engine.ts';
import type { RecordedStills } from '../../media/stills/recorded-still.ts';
import type { Portraits } from '../../media/stills/portrait.ts';
import type { RecordedWaveforms } from '../../media/stills/recorded-waveforms.ts';
import type { Recordings } from '../../media/uploads/recordings.ts';
import type { UploadShelf } from '../../media/uploads/upload-shelf.ts';
import type { BroadcastEvent } from '../contract/socket-events.ts';
import type { TextReader } from '../documents/text-reader.ts';
import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';
import { createRehearsalStage } from './rehearsal-stage.ts';
import type { RehearsalStage } from './rehearsal-stage.ts';
import { createSessionQueue } from './session-queue.ts';
import type { SessionQueue } from './session-queue.ts';
import { createSignInWatch } from './sign-in-watch.ts';
import type { SignInWatch } from './sign-in-watch.ts';
import { createVisibility } from './visibility.ts';
import type { VisibilityBook } from './visibility.ts';
import { createWorkshopBell } from './workshop-bell.ts';
import type { WorkshopBell } from './workshop-bell.ts';

/** The log as use cases, HTTP and sockets need it; pino's shape. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Settings that decide what use cases answer. */
export interface HouseSettings {
  /** Address encoders publish to, without the key: `rtmp://host:1935/live`. */
  readonly rtmpUrl: string;
  /** The same with TLS; null without a certificate. */
  readonly rtmpsUrl: string | null;
  /** Under which name SRT encoders find the server, and which ports sessions may have; 0 ports: SRT is off. */
  readonly srt: { readonly host: string; readonly first: number; readonly count: number };
  /** After `open-doors` the server stays dark this long: the encoder's own delay. */
  readonly darkGuardMs: number;
  /** PUBLIC_URL's origin, for links that leave the site; null when it is not set. */
  readonly publicOrigin: string | null;
  /** Folder of all takes: `<takesRoot>/<sessionId>/<takeId>/`. */
  readonly takesRoot: string;
  /** The largest recording that may be sent as a file, in bytes; 0: none. */
  readonly uploadLimitBytes: number;
}

/** Sends mail; throws when the mail server does not take it. */
export interface Mailer {
  send(mail: {
    to: string;
    subject: string;
    text: string;
    headers?: Readonly<Record<string, string>>;
    messageId?: string;
  }): Promise<void>;
}

/** What a provider of identities must send back unchanged. */
export interface OpenIdChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom a provider vouches for; `subject` is its own name for the person, which never passes to somebody else. */
export interface VouchedPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly isVerified: boolean;
}

/** The way to the operator's provider of identities. Both throw when it does not answer or does not vouch. */
export interface OpenIdDoor {
  /** The provider as people know it. */
  readonly name: string;
  begin(): Promise<{ url: string; checks: OpenIdChecks }>;
  finish(search: string, checks: OpenIdChecks): Promise<VouchedPerson>;
}

/** What the composition root puts together. */
export interface HouseParts {
  readonly db: Db;
  readonly search: Pick<SearchIndex, 'search' | 'complete'>;
  readonly live: LiveEngine;
  /** Files that came from outside. */
  readonly files: BlobStore;
  readonly texts: Pick<TextReader, 'readDocument' | 'readAgenda'>;
  readonly stills: Pick<RecordedStills, 'still' | 'forget'>;
  readonly waveforms: Pick<RecordedWaveforms, 'look' | 'forget'>;
  readonly portraits: Portraits;
  /** The bytes of recordings that are sent as files. */
  readonly uploads: UploadShelf;
  /** Judges such files and makes takes of them. */
  readonly recordings: Recordings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new unique id. */
  readonly newId: () => string;
  /** Tells the pages; called only after commit. */
  readonly broadcast: (event: BroadcastEvent) => void;
  /** How rehearsals wait; by a timer unless told. */
  readonly schedule?: Schedule;
  /** Null while mail is off. */
  readonly mail: Mailer | null;
  /** Null while there is no provider of identities. */
  readonly openId: OpenIdDoor | null;
  readonly secrets: { readonly streamKeySecret: string };
  readonly settings: HouseSettings;
  readonly log: Log;
}

/** Everything a use case may reach. One object, made once. */
export interface House extends HouseParts {
  /** Who may see which session, kept in memory. */
  readonly visibility: VisibilityBook;
  /** Commands of one session, one after the other. */
  readonly queue: SessionQueue;
  /** Who holds connections open hears here that sign-ins have ended or changed. */
  readonly signIns: SignInWatch;
  /** Rings when a webhook waits to be delivered. */
  readonly webhooks: Bell;
  /** Rings when a mail waits to be sent. */
  readonly outgoing: Bell;
  /** Rings when the text of a file waits to be read. */
  readonly unread: Bell;
  /** Rings when a file waits to be worked on. */
  readonly workshop: WorkshopBell;
  /** Session id → instant (ms) before which `open-doors` keeps the server dark. */
  readonly darkUntil: Map<string, number>;
  /** Rehearsals that go on. */
  readonly rehearsals: RehearsalStage;
}

/** Makes the house out of its parts. */
export function createHouse(parts: HouseParts): House {
  return {
    ...parts,
    visibility: createVisibility(parts.db),
    queue: createSessionQueue(),
    signIns: createSignInWatch(),
    webhooks: createBell(),
    outgoing: createBell(),
    unread: createBell(),
    workshop: createWorkshopBell(),
    darkUntil: new Map(),
    rehearsals: createRehearsalStage(parts.schedule),
  };
}
