// What the live engine is made of: folders, addresses, decisions and clocks that come from outside.
import type { MediaLog } from '../media-log.ts';
import type { HlsOriginOptions } from '../origin/hls-origin.ts';
import type { SlateText } from '../recipes/slate-arguments.ts';
import type { VideoEncoder } from '../recipes/video-encoder.ts';
import type { LiveEngineEvents } from './live-engine.ts';
import type { MachineWatchOptions } from './machine-watch.ts';

export interface LiveEngineOptions {
  /** Folder of all takes: `<root>/<sessionId>/<takeId>/`. */
  readonly takesRoot: string;
  /** Folder for what is true only while the server runs (pids of children). */
  readonly runFolder: string;
  readonly ffmpeg: string;
  readonly rtmp: { readonly host: string; readonly port: number };
  /** Decides on a stream key before a publisher may send media. */
  readonly admit: (streamKey: string) => Promise<{ ok: true; sessionId: string } | { ok: false; reason: string }>;
  readonly authorize: HlsOriginOptions['authorize'];
  /**
   * Words of the slates while on air: before anything was recorded, and after pictures stopped coming. `others` are
   * likely to be asked for and drawn beforehand.
   */
  readonly slates: { readonly notYet: SlateText; readonly lost: SlateText; readonly others: readonly SlateText[] };
  readonly events: LiveEngineEvents;
  /** What is encoded (null: by the source), and by what. */
  readonly ladder: { readonly heights: readonly number[] | null; readonly encoder: VideoEncoder };
  /** The machine's own unless told. */
  readonly disk?: MachineWatchOptions['disk'];
  readonly wallMs?: MachineWatchOptions['wallMs'];
  readonly now: () => number;
  readonly monotonicMs: () => number;
  readonly newId: () => string;
  readonly log: MediaLog;
}
