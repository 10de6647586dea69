// Which rungs a take has, decided from facts about the encoder's picture; pure.

/** What the ladder depends on. */
export interface SourceFacts {
  /** `h264`, `hevc`, `vp6`, … as the feed says; null when unknown. */
  readonly videoCodec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  /** `4:2:0`, `4:2:2`, …; null when unknown. */
  readonly chroma: string | null;
  readonly bitDepth: number | null;
  /** Each picture may be two half pictures of two instants (broadcast cameras); unknown means no. */
  readonly isInterlaced?: boolean | null;
  /** Largest interval between the last keyframes; null while fewer than two were seen. */
  readonly keyframeIntervalSeconds: number | null;
  /** As measured; unknown until a second was seen. */
  readonly framesPerSecond?: number | null;
}

/** How a rung is made. */
export type RungRecipe =
  | { readonly kind: 'copy' }
  | { readonly kind: 'encode'; readonly height: number; readonly kilobits: number }
  | { readonly kind: 'sound'; readonly kilobits: number; readonly channels: 1 | 2 };

export interface LadderRung {
  readonly name: string;
  /** Place in the session's ladder, 0 best; null when recorded but not played. */
  readonly variant: number | null;
  readonly recipe: RungRecipe;
}

/** `source`: all rungs cut at the encoder's keyframes. `timed`: keyframes are forced every two seconds. */
export interface Ladder {
  readonly cut: 'source' | 'timed';
  /** By which encoded rungs share out their bits; the pictures keep their own times. */
  readonly framesPerSecond: number;
  /** Encoded rungs get whole pictures of the half ones. */
  readonly isInterlaced: boolean;
  readonly rungs: readonly LadderRung[];
  /** Names of the rungs that the machine could not hold. */
  readonly leftOut: readonly string[];
}

/** A copied rung needs a keyframe at least this often to be played live (segments round to two seconds). */
const longestLiveKeyframeIntervalSeconds = 2.4;

const encodedHeights = [
  { height: 1080, kilobits: 4500 },
  { height: 720, kilobits: 2500 },
  { height: 480, kilobits: 1200 },
  { height: 360, kilobits: 700 },
  { height: 240, kilobits: 400 },
] as const;
const smallest = { height: 240, kilobits: 400 } as const;
const tallestEncodedHeight = 720;
/** Below a copied source two small rungs cost less than one of 720p, and reach the slow lines too. */
const tallestBelowSource = 480;
const sounds: readonly LadderRung[] = [
  { name: 'audio', variant: 0, recipe: { kind: 'sound', kilobits: 96, channels: 2 } },
  // For sound alone over thin lines: with what the container adds it stays below 48 kbit/s.
  { name: 'audio-low', variant: 1, recipe: { kind: 'sound', kilobits: 36, channels: 1 } },
];
const usualFramesPerSecond = 25;
const mostFramesPerSecond = 120;

/** What an operator and the machine want of the ladder. */
export interface LadderWishes {
  /** Heights of the encoded rungs, in any order; null: as many as two cores hold in real time. */
  readonly heights: readonly number[] | null;
  /** Encoded rungs left out from the top, because the machine could not keep up. */
  readonly reduceBy: number;
}

export const usualWishes: LadderWishes = { heights: null, reduceBy: 0 };

/**
 * Where players can show the encoder's own picture and its keyframes come often enough, it is the best rung, untouched,
 * with two small encoded rungs below it (or those asked for); else two rungs are encoded and the source is recorded beside
 * them. A copied best rung with two small ones costs 40 % less than three encoded ones: both ladders hold real time on two
 * processors. At least one rung of picture is always played.
 */
export function chooseLadder(source: SourceFacts, wishes: LadderWishes = usualWishes): Ladder {
  const framesPerSecond = pictureRate(source.framesPerSecond ?? null);
  const isSourcePlayed = isPlayableEverywhere(source) && hasOftenKeyframes(source);
  const wanted =
    wishes.heights === null ? usualRungs(source, isSourcePlayed) : askedRungs(source, wishes.heights, isSourcePlayed);
  const leftOut = wanted.slice(0, Math.min(wishes.reduceBy, wanted.length - (isSourcePlayed ? 0 : 1)));
  const played = wanted
    .slice(leftOut.length)
    .map((rung, index) => ({ ...rung, variant: index + (isSourcePlayed ? 1 : 0) }));
  const own: LadderRung = { name: 'source', variant: isSourcePlayed ? 0 : null, recipe: { kind: 'copy' } };
  return {
    cut: isSourcePlayed ? 'source' : 'timed',
    framesPerSecond,
    isInterlaced: source.isInterlaced === true,
    rungs: [...(source.videoCodec === 'h264' ? [own] : []), ...played, ...sounds],
    leftOut: leftOut.map((rung) => rung.name),
  };
}

/** The rungs as players and archives know them. */
export function takeRungs({ rungs }: Ladder): { name: string; variant: number | null; kind: 'audio' | 'video' }[] {
  return rungs.map(({ name, variant, recipe }) => ({
    name,
    variant,
    kind: recipe.kind === 'sound' ? 'audio' : 'video',
  }));
}

/** Can one more encoded rung be left out? */
export function canBeReduced({ rungs }: Ladder): boolean {
  return rungs.some((rung) => rung.recipe.kind === 'encode') && rungs.filter(isPlayedPicture).length > 1;
}

function isPlayedPicture(rung: LadderRung): boolean {
  return rung.recipe.kind !== 'sound' && rung.variant !== null;
}

function usualRungs(source: SourceFacts, isSourcePlayed: boolean): LadderRung[] {
  const height = source.height ?? tallestEncodedHeight;
  if (isSourcePlayed) return lowRungs(height);
  const top = encoded(Math.min(height, tallestEncodedHeight));
  return [top, encoded(height * 0.75, top.name)];
}

/** 480p and 240p for what is tall enough, else what fits below the source. */
function lowRungs(sourceHeight: number): LadderRung[] {
  const low = encoded(Math.min(sourceHeight * 0.75, tallestBelowSource));
  const lowest = encoded(smallest.height);
  return low.name === lowest.name ? [low] : [low, lowest];
}

/** Those that are no taller than the source (smaller, where the source itself is played); the smallest one if none is. */
function askedRungs(source: SourceFacts, heights: readonly number[], isSourcePlayed: boolean): LadderRung[] {
  const limit = source.height ?? tallestEncodedHeight;
  const fitting = encodedHeights.filter(
    ({ height }) => heights.includes(height) && (isSourcePlayed ? height < limit : height <= limit),
  );
  const rungs = fitting.length === 0 && !isSourcePlayed ? [smallest] : fitting;
  return rungs.map((rung) => ({ name: `${rung.height}p`, variant: 0, recipe: { kind: 'encode', ...rung } }));
}

function pictureRate(measured: number | null): number {
  return Math.min(mostFramesPerSecond, Math.max(1, Math.round(measured ?? usualFramesPerSecond)));
}

/** H.264 with 8 bits and 4:2:0 is what every browser and phone decodes; of half pictures they show combs at every movement. */
function isPlayableEverywhere({ videoCodec, chroma, bitDepth, isInterlaced }: SourceFacts): boolean {
  return videoCodec === 'h264' && chroma === '4:2:0' && bitDepth === 8 && isInterlaced !== true;
}

function hasOftenKeyframes(source: SourceFacts): boolean {
  const interval = source.keyframeIntervalSeconds;
  return interval !== null && interval <= longestLiveKeyframeIntervalSeconds;
}

/** The tallest encoded rung that is no taller than `height`, below the rung `above` where one is named. */
function encoded(height: number, above?: string): LadderRung {
  const fits = encodedHeights.filter((rung) => rung.height <= height && rung.height <= tallestEncodedHeight);
  const rung = fits.find((candidate) => `${candidate.height}p` !== above) ?? smallest;
  const name = `${rung.height}p` === above ? `${rung.height}p-low` : `${rung.height}p`;
  const kilobits = name.endsWith('-low') ? rung.kilobits / 2 : rung.kilobits;
  return { name, variant: 0, recipe: { kind: 'encode', height: rung.height, kilobits } };
}
