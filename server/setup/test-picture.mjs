// The argument list of the developers' fake encoder: a test picture and a tone over RTMP.

/**
 * @typedef {object} TestPicture
 * @property {string} address whole RTMP address with the stream key
 * @property {string} size e.g. `1280x720`
 * @property {number} framesPerSecond
 * @property {number} keyframeSeconds
 * @property {number | undefined} seconds ends by itself after this long
 */

/**
 * @param {TestPicture} picture
 * @returns {string[]}
 */
export function testPictureArguments({ address, size, framesPerSecond, keyframeSeconds, seconds }) {
  const keyframes = String(Math.max(1, Math.round(framesPerSecond * keyframeSeconds)));
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'warning', '-stats'],
    ...['-re', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${framesPerSecond}`],
    ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:beep_factor=4:sample_rate=48000'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-b:v', '2500k'],
    ...['-g', keyframes, '-keyint_min', keyframes, '-sc_threshold', '0'],
    ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
    ...(seconds === undefined ? [] : ['-t', String(seconds)]),
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', address],
  ];
}

export const feedUsage =
  'npm run feed -- <RTMP address>/<stream key> [--size 1280x720] [--fps 25] [--keyframe-seconds 2] [--seconds 60]';

/**
 * Reads the arguments of `npm run feed`; a string is what is wrong with them.
 * @param {{ positionals: readonly string[], values: Record<string, string | undefined> }} given
 * @returns {TestPicture | string}
 */
export function readFeedArguments({ positionals, values }) {
  const address = positionals[0] ?? '';
  if (!/^rtmps?:\/\/[^/]+\/.+/.test(address))
    return `The first argument is the RTMP address with the stream key: ${feedUsage}`;
  const size = values['size'] ?? '1280x720';
  if (!/^\d{2,4}x\d{2,4}$/.test(size)) return `--size is "${size}", but must look like 1280x720.`;
  const numbers = { fps: 25, 'keyframe-seconds': 2, seconds: undefined };
  for (const [name, fallback] of Object.entries(numbers)) {
    const number = values[name] === undefined ? fallback : Number(values[name]);
    if (number !== undefined && !(number > 0 && number <= 86_400))
      return `--${name} is "${values[name]}", but must be a number above 0.`;
    Object.assign(numbers, { [name]: number });
  }
  return {
    address,
    size,
    framesPerSecond: numbers.fps,
    keyframeSeconds: numbers['keyframe-seconds'],
    seconds: numbers.seconds,
  };
}
