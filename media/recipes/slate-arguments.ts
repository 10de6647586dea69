// The argument list that draws a slate: the town's crest and words on a plain ground, and silence, as short fragments to be repeated for ever.
// Pure: words in, string[] out.

/** What stands on a slate. Lines are shown as they are, on one line each. */
export interface SlateText {
  readonly headline: string;
  /** The same in another language. */
  readonly subline: string;
  /** A smaller third line (an expected time); null for none. */
  readonly detail: string | null;
}

/** The town's crest: a file that is read as what it is said to be. */
export interface SlateCrest {
  readonly path: string;
  readonly kind: 'png' | 'svg';
}

/** One picture a part: three a second, six a segment. */
export const slatePicturesPerSecond = 3;
/** Length of what is drawn: one segment. */
export const slateSeconds = 2;

/** Sizes of the two pictures, best first; written to pipe:3 and pipe:4, the sound to pipe:5. */
export const slateSizes = [
  { name: 'slate', width: 1280, height: 720 },
  { name: 'slate-low', width: 640, height: 360 },
] as const;

const ground = '0x17324d';

/** Letters and crest of this picture are scaled down for the smaller one. */
const largest = slateSizes[0];
/** The crest stands above the words, on a white plate as in the pages' headers: a dark one would not be seen on the ground. */
const plateSize = 174;
const crestSize = 150;
const plateMiddle = 0.18;

/** `text` null draws the plain ground: for an ffmpeg that has no font to write with. `crest` null leaves it out. */
export function slateArguments(text: SlateText | null, crest: SlateCrest | null): string[] {
  const rate = String(slatePicturesPerSecond);
  const keyframes = String(slatePicturesPerSecond * slateSeconds);
  const size = `${largest.width}x${largest.height}`;
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error'],
    ...['-f', 'lavfi', '-i', `color=c=${ground}:size=${size}:rate=${rate}:duration=${slateSeconds}`],
    ...['-f', 'lavfi', '-i', `anullsrc=channel_layout=stereo:sample_rate=48000:duration=${slateSeconds}`],
    ...(crest === null ? [] : ['-f', `${crest.kind}_pipe`, '-i', crest.path]),
    ...['-filter_complex', graph(text, crest !== null)],
    ...slateSizes.flatMap((_, index) => [
      ...['-map', `[v${index}]`],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'main', '-bf', '0'],
      ...['-crf', '26', '-g', keyframes, '-keyint_min', keyframes, '-sc_threshold', '0', '-threads', '1'],
      ...['-video_track_timescale', '90000', ...fragments, `pipe:${index + 3}`],
    ]),
    ...['-map', '1:a:0', '-c:a', 'aac', '-b:a', '48k', '-ar', '48000', '-ac', '2', ...fragments, 'pipe:5'],
  ];
}

function graph(text: SlateText | null, hasCrest: boolean): string {
  const ends = slateSizes.map((_, index) => `[s${index}]`).join('');
  return [
    ...(hasCrest ? crestOnPlate : []),
    `${hasCrest ? '[on]' : '[0:v]'}${[...words(text), `split=${slateSizes.length}`].join(',')}${ends}`,
    ...slateSizes.map(({ width, height }, index) => `[s${index}]scale=${width}:${height},format=yuv420p[v${index}]`),
  ].join(';');
}

const crestOnPlate = [
  `color=c=white:size=${plateSize}x${plateSize}:rate=${slatePicturesPerSecond}:duration=${slateSeconds}[plate]`,
  `[2:v]scale=w=${crestSize}:h=${crestSize}:force_original_aspect_ratio=decrease,format=rgba[crest]`,
  '[plate][crest]overlay=x=(W-w)/2:y=(H-h)/2[plated]',
  `[0:v][plated]overlay=x=(W-w)/2:y=H*${plateMiddle}-h/2[on]`,
];

/** As for live rungs: a fragment a picture, beginning well after zero because of AAC priming. */
const fragments = [
  ...['-movflags', '+cmaf+frag_discont+frag_every_frame+skip_trailer', '-output_ts_offset', '10'],
  ...['-flush_packets', '1', '-f', 'mp4'],
];

function words(text: SlateText | null): string[] {
  if (text === null) return [];
  const { headline, subline, detail } = text;
  return [
    line(headline, sizeThatFits(headline, 64), 0.4),
    line(subline, sizeThatFits(subline, 40), 0.53),
    ...(detail === null ? [] : [line(detail, sizeThatFits(detail, 36), 0.66)]),
  ];
}

/** A letter is about 0.6 of its size wide; nine tenths of the picture may be used. */
function sizeThatFits(text: string, size: number): number {
  return Math.min(size, Math.floor((largest.width * 0.9) / (0.6 * Math.max(1, text.length))));
}

function line(text: string, size: number, share: number): string {
  const shown = escapeForFilter(text);
  return `drawtext=expansion=none:text=${shown}:fontcolor=white:fontsize=${size}:x=(w-tw)/2:y=h*${share}-th/2`;
}

/** First for the option's value, then for the filter graph (ffmpeg-filters, "Notes on filtergraph escaping"). */
export function escapeForFilter(text: string): string {
  const printable = text.replaceAll(/\p{Cc}/gu, ' ');
  return printable.replaceAll(/[\\':]/g, '\\$&').replaceAll(/[\\'[\],;]/g, '\\$&');
}
