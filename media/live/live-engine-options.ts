// What the live engine is made of: folders, addresses, decisions and clocks that come from outside.
import type { HlsOriginOptions, WithheldDoor } from '../origin/hls-origin.ts';
import type { SlateCrest, SlateText } from '../recipes/slate-arguments.ts';
import type { VideoEncoder } from '../recipes/video-encoder.ts';
import type { FeedDoorOptions } from './feed-doors.ts';
import type { LiveEngineEvents } from './live-engine.ts';
import type { MachineWatchOptions } from './machine-watch.ts';

export interface LiveEngineOptions extends FeedDoorOptions {
  /** Folder of all takes: `<root>/<sessionId>/<takeId>/`. */
  readonly takesRoot: string;
  readonly authorize: HlsOriginOptions['authorize'];
  /** What of sessions is withheld, and from whom; nothing unless told. */
  readonly withheld?: WithheldDoor;
  /**
   * Words of the slates while on air: before anything was recorded, and after pictures stopped coming. `others` are
   * likely to be asked for and drawn beforehand.
   */
  readonly slates: {
    readonly notYet: SlateText;
    readonly lost: SlateText;
    readonly others: readonly SlateText[];
    /** The town's crest as it is now; left out: slates have none. */
    readonly crest?: () => Promise<SlateCrest | null>;
  };
  readonly events: LiveEngineEvents;
  /** What is encoded (null: by the source), and by what. */
  readonly ladder: { readonly heights: readonly number[] | null; readonly encoder: VideoEncoder };
  /** The machine's own unless told. */
  readonly disk?: MachineWatchOptions['disk'];
  readonly wallMs?: MachineWatchOptions['wallMs'];
  readonly newId: () => string;
}
