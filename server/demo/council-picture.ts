// The simulated encoder's argument list: a drawn council chamber with a clock and the item in words, and a murmur like speech.
// Pure; must not know processes.

/** What the simulated encoder sends. */
export interface CouncilPicture {
  /** Whole RTMP address with the stream key. */
  readonly address: string;
  readonly width: number;
  readonly height: number;
  /** File with the words at the bottom; read again for every frame. Null where ffmpeg has no font to write with. */
  readonly words: { readonly captionFile: string; readonly clockFile: string; readonly fontFile: string } | null;
}

/** What stands in the clock file: ffmpeg's own expansion. */
export const clockText = '%{localtime:%H\\:%M\\:%S}';

const framesPerSecond = 25;
const keyframeEveryFrames = 50;

/** ffmpeg's arguments for {@link CouncilPicture}. */
export function councilPictureArguments(picture: CouncilPicture): string[] {
  const { address, width, height } = picture;
  const graph = [
    `[0:v]${[...chamber(picture), ...words(picture)].join(',')}[room]`,
    '[1:a]asplit[heard][seen]',
    `[seen]showwaves=s=${even(width / 4)}x${even(height / 12)}:mode=cline:rate=${framesPerSecond}:colors=white[waves]`,
    `[room][waves]overlay=x=${even(width * 0.72)}:y=${even(height * 0.87)}[picture]`,
  ].join(';');
  return [
    // `fatal`: that the server hangs up when the session is adjourned is no news.
    ...['-hide_banner', '-nostdin', '-loglevel', 'fatal'],
    ...['-re', '-f', 'lavfi', '-i', `color=c=0xe8dcc8:size=${width}x${height}:rate=${framesPerSecond}`],
    ...['-re', '-f', 'lavfi', '-i', `aevalsrc='${murmur}':s=24000:c=mono`],
    ...['-filter_complex', graph, '-map', '[picture]', '-map', '[heard]'],
    ...['-c:v', 'libx264', '-preset', 'superfast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-b:v', '900k'],
    ...['-g', String(keyframeEveryFrames), '-keyint_min', String(keyframeEveryFrames), '-sc_threshold', '0'],
    ...['-c:a', 'aac', '-b:a', '96k', '-ar', '48000', '-ac', '2'],
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', address],
  ];
}

/** A voice without words: a wandering pitch with two overtones, in syllables, with a breath every nine seconds. */
const murmur = [
  '0.22*gt(sin(2*PI*0.11*t),-0.85)',
  'max(0,sin(2*PI*3.1*t+1.3*sin(2*PI*0.7*t)))',
  '(sin(2*PI*118*t+7*sin(2*PI*0.9*t))+0.5*sin(2*PI*236*t+14*sin(2*PI*0.9*t))+0.25*sin(2*PI*610*t))',
].join('*');

/** Wall, floor, flags, the presidency's table, and five seats whose lamps light in turn. */
function chamber({ width, height }: CouncilPicture): string[] {
  const box = (left: number, top: number, wide: number, high: number, colour: string, when = '') =>
    `drawbox=x=${even(left * width)}:y=${even(top * height)}:w=${even(wide * width)}:h=${even(high * height)}:c=${colour}:t=fill${when}`;
  const seats = [0, 1, 2, 3, 4].flatMap((seat) => {
    const left = 0.2 + seat * 0.13;
    return [
      box(left, 0.36, 0.05, 0.09, '0xd9a77f'),
      box(left - 0.015, 0.45, 0.08, 0.13, seat === 2 ? '0x24476b' : '0x4a4a55'),
      box(left + 0.02, 0.56, 0.01, 0.03, 'red', `:enable='eq(mod(floor(t/8),5),${seat})'`),
    ];
  });
  return [
    box(0, 0.62, 1, 0.38, '0x8a6f52'),
    ...[
      box(0.05, 0.12, 0.03, 0.3, '0x2e8b57'),
      box(0.08, 0.12, 0.03, 0.3, 'white'),
      box(0.11, 0.12, 0.03, 0.3, '0xb22234'),
    ],
    ...[box(0.87, 0.12, 0.09, 0.3, '0x1f3f8f'), box(0.9, 0.24, 0.03, 0.05, 'gold')],
    ...seats,
    ...[box(0.14, 0.58, 0.72, 0.16, '0x5b3a22'), box(0.14, 0.58, 0.72, 0.02, '0x7a5233')],
    box(0, 0.84, 1, 0.16, '0x17324d'),
  ];
}

function words({ height, words: files }: CouncilPicture): string[] {
  if (files === null) return [];
  const text = (file: string, share: number, place: string) =>
    `drawtext=fontfile=${files.fontFile}:textfile=${file}:reload=1:fontcolor=white:fontsize=${Math.round(height * share)}:${place}`;
  return [
    text(files.captionFile, 0.042, `x=w*0.03:y=h*0.86:line_spacing=${Math.round(height * 0.012)}`),
    text(files.clockFile, 0.06, 'x=w-tw-w*0.03:y=h*0.03:box=1:boxcolor=0x17324d:boxborderw=8'),
  ];
}

function even(value: number): number {
  return 2 * Math.round(value / 2);
}
