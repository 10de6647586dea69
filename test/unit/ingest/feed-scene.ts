// One session's feed hub on a clock moved by hand, with encoders that play pictures and sound into it.
import type { FeedHub } from '../../../media/ingest/feed-hub.ts';
import { createFeedHub } from '../../../media/ingest/feed-hub.ts';
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import type { PublicationSource } from '../../../media/ingest/publication.ts';
import { createPublication } from '../../../media/ingest/publication.ts';
import type { HandClock, WrittenLog } from './samples.ts';
import { createHandClock, createWrittenLog, picture, sound } from './samples.ts';

/** A hub, what it told, and encoders that join it. */
export interface Scene {
  readonly hub: FeedHub;
  readonly clock: HandClock;
  readonly log: WrittenLog;
  readonly tags: FlvTag[];
  readonly gone: string[];
  readonly closes: string[];
  changes: number;
  join(remoteAddress?: string, isBackup?: boolean): PublicationSource;
  /** Pictures at 25 a second with a keyframe every `keyframeMs`, and sound, for `seconds` of both clocks. */
  play(source: PublicationSource, seconds: number, more?: { keyframeMs?: number; only?: 'video' | 'audio' }): void;
}

export function createScene(): Scene {
  const clock = createHandClock();
  const log = createWrittenLog();
  const now = (): number => 1_800_000_000_000 + clock.now();
  const hub = createFeedHub({ now, monotonicMs: clock.now, schedule: clock.schedule, log });
  const scene: Scene = {
    ...{ hub, clock, log, tags: [], gone: [], closes: [], changes: 0 },
    join(remoteAddress = '192.0.2.7', isBackup = false) {
      const disconnect = (reason: string): void => void scene.closes.push(reason);
      const source = createPublication({ sessionId: 's1', kind: 'rtmp', isBackup, remoteAddress, disconnect });
      hub.attach(source.publication);
      return source;
    },
    play(source, seconds, { keyframeMs = 2_000, only } = {}) {
      for (let left = seconds * 25; left > 0; left -= 1) {
        const atMs = clock.now();
        if (only !== 'audio') source.deliver(picture(atMs, { isKeyframe: atMs % keyframeMs === 0 }));
        if (only !== 'video') source.deliver(sound(atMs));
        clock.advance(40);
      }
    },
  };
  hub.onTag((tag) => scene.tags.push(tag));
  hub.onGone((reason) => scene.gone.push(reason));
  hub.onChange(() => (scene.changes += 1));
  return scene;
}
