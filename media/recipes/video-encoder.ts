// How a rung's picture is encoded, by each kind of encoder: software, and the hardware of usual small machines.
// Pure: a rung in, options out. Decoding and scaling stay in software, so that every source works everywhere.

/** `software` x264 · `vaapi` Intel and AMD graphics · `nvenc` NVIDIA · `v4l2` boards such as the Raspberry Pi 4. */
export const videoEncoders = ['software', 'vaapi', 'nvenc', 'v4l2'] as const;
export type VideoEncoder = (typeof videoEncoders)[number];

/** ffmpeg's name of each, which its build must have. */
export const encoderNames: Readonly<Record<VideoEncoder, string>> = {
  software: 'libx264',
  vaapi: 'h264_vaapi',
  nvenc: 'h264_nvenc',
  v4l2: 'h264_v4l2m2m',
};

export interface EncodedPicture {
  readonly height: number;
  readonly kilobits: number;
  /** ffmpeg's `-force_key_frames`. */
  readonly keyframes: string;
  /** By which bits are shared out. */
  readonly framesPerSecond: number;
  readonly isInterlaced: boolean;
}

/** Options before the input: the device where there is one. */
export function deviceArguments(encoder: VideoEncoder): string[] {
  return encoder === 'vaapi' ? ['-vaapi_device', '/dev/dri/renderD128'] : [];
}

/** `passthrough` hands every picture on at once: the default frame-rate handling would hold them for a second. */
export function encoderArguments(encoder: VideoEncoder, picture: EncodedPicture): string[] {
  const rate = `${picture.kilobits}k`;
  return [
    ...[
      '-vf',
      `${picture.isInterlaced ? `${wholePictures},` : ''}scale=-2:${picture.height},${upload[encoder]}`,
      '-fps_mode',
      'passthrough',
      '-enc_time_base',
      '1:90000',
    ],
    ...['-c:v', encoderNames[encoder], ...ownOptions(encoder, picture)],
    ...[
      '-force_key_frames',
      picture.keyframes,
      '-g',
      '100000',
      ...(encoder === 'software' ? ['-sc_threshold', '0'] : []),
    ],
    ...['-b:v', rate, '-maxrate', rate, '-bufsize', rate],
  ];
}

/** A whole picture for each two halves, a picture later; what is marked as whole stays as it is. */
export const wholePictures = 'bwdif=mode=send_frame:deint=interlaced';

const upload: Readonly<Record<VideoEncoder, string>> = {
  software: 'format=yuv420p',
  vaapi: 'format=nv12,hwupload',
  nvenc: 'format=yuv420p',
  v4l2: 'format=yuv420p',
};

/**
 * No B-frames and no lookahead anywhere; forced keyframes must be ones that a player can begin with (IDR). The rate is told
 * to x264 alone: where the picture's headers are silent about it ffmpeg guesses FLV's thousand a second, and every picture
 * would get a fortieth of its bits.
 */
function ownOptions(encoder: VideoEncoder, { framesPerSecond }: EncodedPicture): string[] {
  switch (encoder) {
    case 'software':
      return [
        ...['-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'main', '-bf', '0'],
        ...['-x264-params', `fps=${framesPerSecond}`],
      ];
    case 'vaapi':
      return ['-profile:v', 'main', '-bf', '0', '-rc_mode', 'CBR', '-async_depth', '1'];
    case 'nvenc':
      return [
        ...['-preset', 'p3', '-tune', 'ull', '-profile:v', 'main', '-bf', '0', '-rc', 'cbr'],
        ...['-zerolatency', '1', '-delay', '0', '-forced-idr', '1', '-no-scenecut', '1'],
      ];
    case 'v4l2':
      return ['-bf', '0', '-num_output_buffers', '8', '-num_capture_buffers', '8'];
    default:
      return encoder satisfies never;
  }
}
