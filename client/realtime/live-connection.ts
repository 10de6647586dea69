// The socket as a store: joins one session at a time, keeps its chat and viewers, tells of changes. No React in here.
import type { ChatMessage, SendChat } from '../../server/contract/chat.ts';
import type { ClerkPresence } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import type { Ack, ClientToServerEvents, ServerToClientEvents } from '../../server/contract/socket-events.ts';

/** What the store needs of a socket.io client; tests hand in a small double. */
export interface LiveSocket {
  readonly connected: boolean;
  connect(): unknown;
  disconnect(): unknown;
  on(event: 'connect' | 'disconnect', listener: () => void): unknown;
  on<Name extends keyof ServerToClientEvents>(event: Name, listener: ServerToClientEvents[Name]): unknown;
  emit<Name extends keyof ClientToServerEvents>(event: Name, ...args: Parameters<ClientToServerEvents[Name]>): unknown;
}

/** What is known of the joined session's conversation. */
export interface LiveSnapshot {
  readonly connection: 'connecting' | 'joined' | 'lost';
  readonly sessionId: string | null;
  /** Oldest first. */
  readonly messages: readonly ChatMessage[];
  readonly viewers: number | null;
  /** Who sits at the desk, oneself included; empty away from it. */
  readonly clerks: readonly ClerkPresence[];
}

/** "Fetch that again", or the session itself as it stood on joining. */
export type LiveChange =
  | { readonly kind: 'session' | 'agenda' | 'marks' | 'log' | 'chat' | 'queue'; readonly sessionId: string }
  | { readonly kind: 'joined'; readonly session: Session };

/** The answer to a sent message. */
export type SendOutcome = Ack<{ message: ChatMessage; waits: boolean }>;

const nowhere: LiveSnapshot = { connection: 'connecting', sessionId: null, messages: [], viewers: null, clerks: [] };
const offline: SendOutcome = { ok: false, code: 'unreachable', detail: 'not connected' };

/** Messages older than this many are dropped from the page. */
const keptMessages = 500;

/** The live side of the pages; no socket is opened before a session is joined, and it must not connect by itself. */
export class LiveConnection {
  readonly #openSocket: () => Promise<LiveSocket>;
  readonly #listeners = new Set<() => void>();
  readonly #changeListeners = new Set<(change: LiveChange) => void>();
  readonly #pending = new Set<(outcome: SendOutcome) => void>();
  #snapshot = nowhere;
  #socket: LiveSocket | null = null;
  #isOpening = false;
  #isAtDesk = false;

  /** `openSocket` fetches the socket's code and makes a socket; asked for with the first join, and again when it failed. */
  constructor(openSocket: () => Promise<LiveSocket>) {
    this.#openSocket = openSocket;
  }

  readonly getSnapshot = (): LiveSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => addTo(this.#listeners, listener);

  /** Hears of everything that should be fetched again. */
  onChange(listener: (change: LiveChange) => void): () => void {
    return addTo(this.#changeListeners, listener);
  }

  /** Joins a session (and again after every lost connection); the answer leaves it. */
  join(sessionId: string): () => void {
    this.#update({ ...nowhere, sessionId });
    if (this.#socket === null) this.#open();
    else if (this.#socket.connected) this.#askToJoin();
    else this.#socket.connect();
    return () => this.#leave(sessionId);
  }

  /** Sits down at the desk of the joined session (and again after every lost connection); the answer gets up. */
  sitDown(): () => void {
    this.#isAtDesk = true;
    if (this.#snapshot.connection === 'joined') this.#askToSitDown();
    return () => {
      this.#isAtDesk = false;
      const { sessionId } = this.#snapshot;
      if (sessionId !== null && this.#socket?.connected)
        this.#socket.emit('desk:leave', { sessionId }, () => undefined);
      this.#update({ clerks: [] });
    };
  }

  /** Sends a message; never queued while offline, where it would appear minutes later and out of its context. */
  send(message: SendChat): Promise<SendOutcome> {
    const socket = this.#socket;
    if (socket === null || !socket.connected) return Promise.resolve(offline);
    return new Promise((resolve) => {
      this.#pending.add(resolve);
      socket.emit('chat:send', message, (answer) => {
        this.#pending.delete(resolve);
        resolve(answer);
      });
    });
  }

  #open(): void {
    if (this.#isOpening) return;
    this.#isOpening = true;
    this.#openSocket().then(
      (socket) => {
        this.#socket = socket;
        this.#listen(socket);
        socket.connect();
      },
      () => {
        this.#isOpening = false;
        this.#update({ connection: 'lost' });
      },
    );
  }

  #listen(socket: LiveSocket): void {
    socket.on('connect', () => this.#askToJoin());
    socket.on('disconnect', () => this.#connectionLost());
    socket.on('chat:message', (message) => this.#messageArrived(message));
    socket.on('chat:removed', ({ id }) => {
      this.#update({ messages: this.#snapshot.messages.filter((message) => message.id !== id) });
    });
    socket.on('viewers', ({ sessionId, count }) => {
      if (this.#isCurrent(sessionId)) this.#update({ viewers: count });
    });
    socket.on('session:changed', ({ sessionId }) => this.#tell({ kind: 'session', sessionId }));
    socket.on('agenda:changed', ({ sessionId }) => this.#tell({ kind: 'agenda', sessionId }));
    socket.on('chat:changed', ({ sessionId }) => this.#tell({ kind: 'chat', sessionId }));
    socket.on('chat:waiting', ({ sessionId }) => this.#tell({ kind: 'queue', sessionId }));
    socket.on('log:changed', ({ sessionId }) => this.#tell({ kind: 'log', sessionId }));
    socket.on('desk:clerks', ({ sessionId, clerks }) => {
      if (this.#isCurrent(sessionId)) this.#update({ clerks });
    });
    socket.on('marks:changed', ({ sessionId }) => this.#tell({ kind: 'marks', sessionId }));
  }

  #askToJoin(): void {
    const { sessionId } = this.#snapshot;
    if (sessionId === null) return;
    this.#socket?.emit('session:join', { sessionId }, (answer) => {
      if (!this.#isCurrent(sessionId) || !answer.ok) return;
      this.#update({ connection: 'joined', messages: answer.messages });
      this.#tell({ kind: 'joined', session: answer.session });
      if (this.#isAtDesk) this.#askToSitDown();
    });
  }

  #askToSitDown(): void {
    const { sessionId } = this.#snapshot;
    if (sessionId === null) return;
    this.#socket?.emit('desk:join', { sessionId }, (answer) => {
      if (this.#isAtDesk && this.#isCurrent(sessionId) && answer.ok) this.#update({ clerks: answer.clerks });
    });
  }

  #leave(sessionId: string): void {
    if (!this.#isCurrent(sessionId)) return;
    if (this.#socket?.connected) this.#socket.emit('session:leave', { sessionId }, () => undefined);
    this.#update(nowhere);
  }

  #connectionLost(): void {
    for (const settle of this.#pending) settle(offline);
    this.#pending.clear();
    if (this.#snapshot.sessionId !== null) this.#update({ connection: 'lost', viewers: null, clerks: [] });
  }

  #messageArrived(message: ChatMessage): void {
    const { messages } = this.#snapshot;
    if (!this.#isCurrent(message.sessionId) || messages.some((known) => known.id === message.id)) return;
    this.#update({ messages: [...messages, message].slice(-keptMessages) });
  }

  #isCurrent(sessionId: string): boolean {
    return sessionId === this.#snapshot.sessionId;
  }

  #update(change: Partial<LiveSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }

  #tell(change: LiveChange): void {
    for (const listener of this.#changeListeners) listener(change);
  }
}

function addTo<T>(set: Set<T>, member: T): () => void {
  set.add(member);
  return () => {
    set.delete(member);
  };
}
