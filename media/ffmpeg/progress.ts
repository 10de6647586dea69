// Reads the key=value blocks that ffmpeg writes for `-progress`. Pure; knows nothing of processes.

/** One block of `-progress`. Unknown or `N/A` values are null. */
export interface Progress {
  readonly frame: number | null;
  readonly framesPerSecond: number | null;
  /** Seconds of output written so far. */
  readonly outSeconds: number | null;
  readonly bytes: number | null;
  readonly droppedFrames: number | null;
  readonly duplicatedFrames: number | null;
  /** Media seconds a wall-clock second; below 1 for long means that the machine does not keep up. */
  readonly speed: number | null;
  readonly ended: boolean;
}

/** A line longer than this is no progress line and is dropped. */
const longestLine = 1024;

function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const match = /^\s*(-?\d+(?:\.\d+)?)(?:x|kbits\/s)?\s*$/.exec(text);
  return match === null ? null : Number(match[1]);
}

function progressOf(block: ReadonlyMap<string, string>, ended: boolean): Progress {
  const microseconds = numberOf(block.get('out_time_us'));
  return {
    frame: numberOf(block.get('frame')),
    framesPerSecond: numberOf(block.get('fps')),
    outSeconds: microseconds === null ? null : microseconds / 1e6,
    bytes: numberOf(block.get('total_size')),
    droppedFrames: numberOf(block.get('drop_frames')),
    duplicatedFrames: numberOf(block.get('dup_frames')),
    speed: numberOf(block.get('speed')),
    ended,
  };
}

/** Makes a reader that takes text as it comes (cut anywhere) and gives back the blocks which that text completed. */
export function createProgressReader(): (text: string) => Progress[] {
  let rest = '';
  let block = new Map<string, string>();
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine);
    const complete: Progress[] = [];
    for (const line of lines) {
      const at = line.indexOf('=');
      if (at <= 0 || line.length > longestLine) continue;
      const key = line.slice(0, at).trim();
      if (key === 'progress') {
        complete.push(progressOf(block, line.slice(at + 1).trim() === 'end'));
        block = new Map();
      } else {
        block.set(key, line.slice(at + 1));
      }
    }
    return complete;
  };
}
