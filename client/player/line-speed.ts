// How fast the viewer's line is when a player begins: what the player before it measured, else what the browser says of a
// slow one. Without it hls.js begins with the best quality each time, which a slow line never brings. Must not know hls.js.

/** The Network Information API (WICG), where a browser has it. */
export interface Connection {
  readonly effectiveType?: string;
  /** Mbit/s. */
  readonly downlink?: number;
  readonly saveData?: boolean;
}

/** The few fields of a player that are looked at; rates in bits a second, levels from the lowest on. */
export interface MeasuringPlayer {
  readonly levels: readonly { readonly bitrate: number }[];
  readonly abrEwmaDefaultEstimate: number;
  bandwidthEstimate: number;
}

/** What is called fast may be anything from 0.7 Mbit/s on: there the player measures by itself. */
const fast = '4g';
/** The lowest quality is begun with when the line seems to bring it just so. */
const justEnough = 1.05;

export class LineSpeed {
  #bitsPerSecond: number | null;

  constructor(connection: Connection | undefined) {
    this.#bitsPerSecond = saidBy(connection);
  }

  /**
   * A player is given up: what it measured is kept, where there was a choice of qualities to measure with. One that stood
   * still without measuring anything has asked for more than the line brings: the next begins with the lowest.
   */
  leave({ levels, bandwidthEstimate, abrEwmaDefaultEstimate }: MeasuringPlayer, stoodStill: boolean): void {
    if (levels.length < 2) return;
    const isMeasured = bandwidthEstimate !== abrEwmaDefaultEstimate && Number.isFinite(bandwidthEstimate);
    if (isMeasured) this.#bitsPerSecond = bandwidthEstimate;
    else if (stoodStill) this.#bitsPerSecond = 0;
  }

  /** Tells a player what it may begin with, before it asks for anything; a line that is too slow for all gets the lowest. */
  begin(player: MeasuringPlayer): void {
    const lowest = player.levels[0]?.bitrate;
    if (this.#bitsPerSecond === null || lowest === undefined) return;
    player.bandwidthEstimate = Math.max(this.#bitsPerSecond, lowest * justEnough);
  }
}

/** Bits a second; null when nothing is known. */
function saidBy(connection: Connection | undefined): number | null {
  if (connection === undefined) return null;
  if (connection.saveData === true) return 0;
  const { effectiveType = fast, downlink } = connection;
  return effectiveType === fast || downlink === undefined ? null : downlink * 1e6;
}
