// Which sessions are in memory: the live ones, and archived ones for as long as someone watches them.
// Must not know HTTP.
import type { WithheldPiece } from '../takes/withheld-piece.ts';
import { OriginSession, type PlayedTake } from './origin-session.ts';
import type { WaitingLineOptions } from './waiting-line.ts';

/** Long enough that what a session has just recorded is sealed before it is read from disk. */
const keepUnusedMs = 10 * 60 * 1000;

export interface SessionShelfOptions {
  readonly loadSession: (sessionId: string) => Promise<readonly PlayedTake[] | null>;
  readonly loadWithheld: (sessionId: string) => Promise<readonly WithheldPiece[]>;
  readonly waiting: WaitingLineOptions;
}

interface Shelved {
  readonly session: OriginSession;
  usedAtMs: number;
}

export class SessionShelf {
  readonly #options: SessionShelfOptions;
  readonly #shelved = new Map<string, Shelved>();
  /** Changes since the start: they are newer than what a load under way has read. */
  readonly #withheld = new Map<string, readonly WithheldPiece[]>();
  readonly #loading = new Map<string, Promise<OriginSession | null>>();

  constructor(options: SessionShelfOptions) {
    this.#options = options;
  }

  /** What is in memory now. */
  peek(sessionId: string): OriginSession | null {
    return this.#shelved.get(sessionId)?.session ?? null;
  }

  /** At once when it is in memory; null when nobody knows it. */
  find(sessionId: string): OriginSession | null | Promise<OriginSession | null> {
    const shelved = this.#shelved.get(sessionId);
    if (shelved === undefined) return this.#loadOnce(sessionId);
    shelved.usedAtMs = this.#options.waiting.monotonicMs();
    return shelved.session;
  }

  /** Makes a session live, with the takes it has already. */
  async open(sessionId: string): Promise<void> {
    const session = (await this.find(sessionId)) ?? this.peek(sessionId) ?? this.#shelve(sessionId, []);
    session.reopen();
  }

  /** It is answered from memory for a while yet: its last take may not be sealed. */
  end(sessionId: string): void {
    const shelved = this.#shelved.get(sessionId);
    if (shelved?.session.isLive !== true) return;
    shelved.usedAtMs = this.#options.waiting.monotonicMs();
    shelved.session.end();
  }

  /** The next request reads an archived session anew; a live one stays. */
  forget(sessionId: string): void {
    if (this.peek(sessionId)?.isLive === false) this.#shelved.delete(sessionId);
  }

  /** These segments of the session, and no others, are out of public view from this moment on. */
  withhold(sessionId: string, pieces: readonly WithheldPiece[]): void {
    this.#withheld.set(sessionId, pieces);
    this.peek(sessionId)?.withhold(pieces);
  }

  dismissAll(): void {
    for (const { session } of this.#shelved.values()) session.dismiss();
  }

  #loadOnce(sessionId: string): Promise<OriginSession | null> {
    const underWay = this.#loading.get(sessionId);
    if (underWay !== undefined) return underWay;
    this.#dropUnused();
    const loading = this.#load(sessionId).finally(() => this.#loading.delete(sessionId));
    this.#loading.set(sessionId, loading);
    return loading;
  }

  async #load(sessionId: string): Promise<OriginSession | null> {
    const { loadSession, loadWithheld } = this.#options;
    const [takes, withheld] = await Promise.all([loadSession(sessionId), loadWithheld(sessionId)]);
    const known = this.peek(sessionId);
    if (known !== null || takes === null) return known;
    const session = this.#shelve(sessionId, takes);
    session.withhold(this.#withheld.get(sessionId) ?? withheld);
    return session;
  }

  #shelve(sessionId: string, takes: readonly PlayedTake[]): OriginSession {
    const session = new OriginSession(sessionId, takes, this.#options.waiting);
    this.#shelved.set(sessionId, { session, usedAtMs: this.#options.waiting.monotonicMs() });
    return session;
  }

  #dropUnused(): void {
    const oldest = this.#options.waiting.monotonicMs() - keepUnusedMs;
    for (const [sessionId, { session, usedAtMs }] of this.#shelved) {
      if (!session.isLive && usedAtMs < oldest) this.#shelved.delete(sessionId);
    }
  }
}
