// What a media file is, read from ffprobe's answer. Pure; knows no process.

export interface MediaTrack {
  readonly index: number;
  readonly kind: 'video' | 'audio' | 'other';
  /** ffmpeg's name of the codec: `h264`, `aac` … */
  readonly codec: string | null;
  readonly pixelFormat: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly sampleRate: number | null;
  readonly channels: number | null;
}

/** Facts about a media file; what ffprobe does not know is null. */
export interface MediaFacts {
  readonly startSeconds: number | null;
  readonly durationSeconds: number | null;
  readonly tracks: readonly MediaTrack[];
}

type Answer = Readonly<Record<string, unknown>>;

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== 'N/A' && value !== 'unknown' ? value : null;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** `30000/1001` → 29.97; `0/0` → null. */
function rateOf(value: unknown): number | null {
  const [over, under] = String(value).split('/').map(Number);
  return over === undefined || under === undefined || !(over / under > 0) || under === 0 ? null : over / under;
}

function trackOf(stream: Answer, position: number): MediaTrack {
  const kind = stream['codec_type'];
  return {
    index: numberOf(stream['index']) ?? position,
    kind: kind === 'video' || kind === 'audio' ? kind : 'other',
    codec: textOf(stream['codec_name']),
    pixelFormat: textOf(stream['pix_fmt']),
    width: numberOf(stream['width']),
    height: numberOf(stream['height']),
    framesPerSecond: rateOf(stream['avg_frame_rate']),
    sampleRate: numberOf(stream['sample_rate']),
    channels: numberOf(stream['channels']),
  };
}

/** Parses ffprobe's `-show_format -show_streams` answer as fluent-ffmpeg hands it over. */
export function mediaFactsOf(answer: { readonly format: object; readonly streams: readonly object[] }): MediaFacts {
  const format = answer.format as Answer;
  return {
    startSeconds: numberOf(format['start_time']),
    durationSeconds: numberOf(format['duration']),
    tracks: answer.streams.map((stream, position) => trackOf(stream as Answer, position)),
  };
}
