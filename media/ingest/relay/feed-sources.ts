// The sources of all sessions that the server itself opens or fetches: SRT ports, addresses, the test signal, files, cameras.
// Knows no key's meaning and no session state; whoever asks decides who may ask.
import type { AllowedAddresses } from '../pull/allowed-addresses.ts';
import { createGuardedProxy } from '../pull/guarded-proxy.ts';
import type { PullAddress } from '../pull/pull-address.ts';
import { showPullAddress } from '../pull/pull-address.ts';
import type { RelaySource } from '../../recipes/relay-arguments.ts';
import { relayPlan } from '../../recipes/relay-arguments.ts';
import type { CameraDoor } from './camera-door.ts';
import { createCameraDoor } from './camera-door.ts';
import { preparePull } from './pull-plan.ts';
import { createSrtDoor } from '../srt/srt-door.ts';
import type { RelayTools } from './relay-run.ts';
import type { KeptFeed, Prepared, RelayedFeedOptions } from './relayed-feed.ts';
import { createRelayedFeed } from './relayed-feed.ts';
import type { SourceKind, SourceReport } from './source-report.ts';

export interface FeedSources {
  /** Waits on a port for an SRT encoder; with another port or passphrase it begins anew. */
  listenSrt(sessionId: string, door: { port: number; passphrase: string }): void;
  /** Fetches from an address until it is stopped; another address replaces it. */
  pull(sessionId: string, address: PullAddress): void;
  startTest(sessionId: string): void;
  /** Plays a file as if it were an encoder. */
  playFile(sessionId: string, file: { path: string; format: string; name: string }): void;
  /** Cameras of browsers: they come by a socket that somebody else holds. */
  readonly cameras: CameraDoor;
  /** May be fetched from this host now? `unknown`: nobody knows the name. */
  checkHost(host: string): Promise<'allowed' | 'forbidden' | 'unknown'>;
  stop(sessionId: string, kind: SourceKind): Promise<void>;
  stopAll(sessionId: string): Promise<void>;
  reports(sessionId: string): SourceReport[];
  close(): Promise<void>;
}

export interface FeedSourcesOptions {
  readonly tools: RelayTools;
  /** Where SRT listens. */
  readonly host: string;
  readonly allowed: AllowedAddresses;
  /** Certificates (PEM) that are trusted beside the public ones; null: none. */
  readonly authority: string | null;
  readonly onChange: (sessionId: string) => void;
}

const firstTagMs = 20_000;

interface Kept {
  readonly feed: KeptFeed;
  /** Tells whether a request asks for the same again. */
  readonly identity: string;
}

export function createFeedSources(options: FeedSourcesOptions): FeedSources {
  const { tools, host, allowed } = options;
  const proxy = createGuardedProxy(allowed, options.authority);
  const sessions = new Map<string, Map<SourceKind, Kept>>();
  const cameras = createCameraDoor({ tools, onChange: options.onChange });

  function keptOf(sessionId: string): Map<SourceKind, Kept> {
    const kept = sessions.get(sessionId) ?? new Map<SourceKind, Kept>();
    sessions.set(sessionId, kept);
    return kept;
  }

  type Begin = Omit<RelayedFeedOptions, 'tools' | 'sessionId' | 'kind' | 'onOver' | 'onChange'>;

  /** Nothing happens when the same is running already; one that is held begins anew. `make` waits for `gone`. */
  function keep(sessionId: string, kind: SourceKind, identity: string, make: (gone: Promise<void>) => KeptFeed): void {
    const kept = keptOf(sessionId);
    const old = kept.get(kind);
    if (old !== undefined && old.identity === identity && old.feed.state !== 'held') return;
    kept.set(kind, { feed: make(old?.feed.stop() ?? Promise.resolve()), identity });
    options.onChange(sessionId);
  }

  function begin(sessionId: string, kind: SourceKind, identity: string, how: Begin): void {
    keep(sessionId, kind, identity, (gone) => {
      const feed = createRelayedFeed({
        ...how,
        ...{ tools, sessionId, kind },
        prepare: async (video, failures) => (await gone, how.prepare(video, failures)),
        onChange: () => options.onChange(sessionId),
        onOver() {
          const kept = keptOf(sessionId);
          if (kept.get(kind)?.feed === feed) kept.delete(kind);
          options.onChange(sessionId);
        },
      });
      return feed;
    });
  }

  async function stop(sessionId: string, kind: SourceKind): Promise<void> {
    if (kind === 'camera') return cameras.stop(sessionId);
    const feed = sessions.get(sessionId)?.get(kind)?.feed;
    sessions.get(sessionId)?.delete(kind);
    await feed?.stop();
    if (feed !== undefined) options.onChange(sessionId);
  }

  async function stopAll(sessionId: string): Promise<void> {
    const kinds = [...(sessions.get(sessionId)?.keys() ?? [])];
    await Promise.all([...kinds.map((kind) => stop(sessionId, kind)), cameras.forget(sessionId)]);
    sessions.delete(sessionId);
  }

  return {
    listenSrt(sessionId, { port, passphrase }) {
      const onChange = (): void => options.onChange(sessionId);
      keep(sessionId, 'srt', `${port} ${passphrase}`, (gone) =>
        createSrtDoor({ tools, sessionId, host, port, passphrase, gone, onChange }),
      );
    },
    pull(sessionId, address) {
      begin(sessionId, 'pull', address.url.href, {
        ...{ remoteAddress: showPullAddress(address), isLasting: true, firstTagMs, video: 'copy' },
        prepare: (video) => preparePull(address, video, { allowed, proxy }),
      });
    },
    startTest(sessionId) {
      begin(sessionId, 'test', '', {
        ...{ remoteAddress: null, isLasting: true, firstTagMs, video: 'encode' },
        prepare: async (video, failures) => open({ kind: 'test' }, video, failures > 0),
      });
    },
    playFile(sessionId, { path, format, name }) {
      begin(sessionId, 'file', path, {
        ...{ remoteAddress: name, isLasting: false, firstTagMs, video: 'copy' },
        prepare: async (video) => open({ kind: 'file', path, format, pace: 'real-time' }, video),
      });
    },
    checkHost: async (host) => (await allowed.check(host)).kind,
    cameras,
    stop,
    stopAll,
    reports: (sessionId) => [
      ...[...(sessions.get(sessionId) ?? [])].map(([kind, { feed }]) => ({
        ...{ kind, state: feed.state, problem: feed.problem, from: feed.remoteAddress },
      })),
      ...cameras.reports(sessionId),
    ],
    async close() {
      await Promise.all([...[...sessions.keys()].map(stopAll), cameras.close()]);
      await proxy.stop();
    },
  };
}

function open(source: RelaySource, video: 'copy' | 'encode', isPlain = false): Prepared {
  return { kind: 'open', plan: relayPlan(source, video, isPlain) };
}
