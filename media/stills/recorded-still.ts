// Pictures of recorded moments, out of takes that may still be growing: cuts the one segment out, one ffmpeg at a time,
// and keeps the newest answers in memory. Knows takes and seconds, not sessions' rules.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTakeReader, readTake } from '../takes/take-reader.ts';
import { takeFolder } from '../takes/take-format.ts';
import type { RungRecord } from '../takes/take-record.ts';
import { makeStill } from './still.ts';

/** A moment of a take. */
export interface RecordedMoment {
  readonly sessionId: string;
  readonly takeId: string;
  /** Seconds from the start of the take. */
  readonly seconds: number;
  /** Pixels across. */
  readonly width: number;
}

/** Makes stills, one after the other. */
export interface RecordedStills {
  /** A JPEG; null when the take has no picture there, `busy` when too many wait already. Throws when ffmpeg fails. */
  still(moment: RecordedMoment): Promise<Buffer | null | 'busy'>;
  /** Pictures of this session are not kept any longer. */
  forget(sessionId: string): void;
  close(): Promise<void>;
}

/** A visitor's page asks for some twenty; beyond a few such pages waiting makes no sense. */
const longestLine = 60;
/** About 20 kB each. */
const keptStills = 1500;
/** A picture this near to the end of a segment may be missing in it. */
const lastPictureSeconds = 0.2;

/** @param options.root folder of all takes */
export function createRecordedStills(options: { readonly root: string; readonly ffmpeg: string }): RecordedStills {
  const reader = createTakeReader(options.root, { maxOpenFiles: 4 });
  const known = new Map<string, Buffer>();
  const underway = new Map<string, Promise<Buffer | null>>();
  let line: Promise<unknown> = Promise.resolve();
  const cut = async (moment: RecordedMoment): Promise<Buffer | null> => {
    const { rungs } = await readTake(takeFolder(options.root, moment));
    const place = placeOf(rungs, moment.seconds);
    if (place === null) return null;
    const address = { ...moment, rung: place.rung.name };
    const film = Buffer.concat([
      await reader.readRange(address, 0, place.rung.initLength),
      await reader.readRange(address, place.segment.offset, place.segment.length),
    ]);
    return pictureOf(film, { ffmpeg: options.ffmpeg, atSeconds: place.atSeconds, width: moment.width });
  };
  const remember = (key: string, still: Buffer | null): void => {
    if (still === null) return;
    known.set(key, still);
    const oldest = known.keys().next();
    if (known.size > keptStills && oldest.done === false) known.delete(oldest.value);
  };
  return {
    async still(moment) {
      const key = [moment.sessionId, moment.takeId, moment.seconds, moment.width].join(' ');
      const ready = known.get(key) ?? underway.get(key);
      if (ready !== undefined) return ready;
      if (underway.size >= longestLine) return 'busy';
      const made = line.then(() => cut(moment));
      underway.set(key, made);
      line = made.then(
        (still) => remember(key, still),
        () => undefined,
      );
      return made.finally(() => underway.delete(key));
    },
    forget(sessionId) {
      for (const key of known.keys()) if (key.startsWith(`${sessionId} `)) known.delete(key);
    },
    async close() {
      await line;
      await reader.close();
    },
  };
}

/** The smallest pictures are enough; a moment after the last segment means its last picture. */
function placeOf(rungs: readonly RungRecord[], seconds: number) {
  const [rung] = rungs
    .filter((one) => one.kind === 'video' && one.height !== null)
    .toSorted((one, other) => (one.height ?? 0) - (other.height ?? 0));
  const segment = rung?.segments.findLast((one) => one.startSeconds <= seconds) ?? rung?.segments[0];
  if (rung === undefined || segment === undefined) return null;
  const inside = seconds - segment.startSeconds;
  const atSeconds = Math.max(0, Math.min(inside, segment.durationSeconds - lastPictureSeconds));
  return { rung, segment, atSeconds };
}

async function pictureOf(film: Buffer, job: { ffmpeg: string; atSeconds: number; width: number }): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'casa-still-'));
  try {
    const file = join(folder, 'moment.mp4');
    await writeFile(file, film);
    return await makeStill({ ...job, file });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
