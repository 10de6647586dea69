// How a file that somebody sent is opened: by one demuxer, with no protocol but `file`, and by the few decoders and the
// sizes that a recording of a session may have. Pure; both ffprobe and ffmpeg understand these options.

/** A picture may have this many pixels (8K): a small file can declare one that takes all memory. */
export const mostPixels = 7680 * 4320;

/** ffmpeg's names of the decoders; what is not built in is passed over. */
const decoders = {
  /** What cameras, encoders and video editors write. */
  picture: [
    'h264',
    'hevc',
    'mpeg2video',
    'mpeg4',
    'vp8',
    'vp9',
    'libdav1d',
    'libaom-av1',
    'av1',
    'prores',
    'dvvideo',
    'mjpeg',
  ],
  sound: [
    ...['aac', 'aac_latm', 'mp3float', 'mp3', 'mp2float', 'mp2', 'ac3', 'eac3', 'opus', 'libopus', 'vorbis'],
    ...['flac', 'alac', 'amrnb', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_s32be'],
    ...['pcm_f32le', 'pcm_f32be', 'pcm_u8', 'pcm_alaw', 'pcm_mulaw', 'pcm_bluray', 'pcm_dvd'],
  ],
  /** Never shown, but ffprobe opens a decoder for every track and fails where it may not. */
  text: ['mov_text', 'text', 'subrip', 'srt', 'ass', 'ssa', 'webvtt', 'dvbsub', 'cc_dec', 'libzvbi_teletextdec'],
};

const limits = {
  codec_whitelist: Object.values(decoders).flat().join(','),
  max_pixels: String(mostPixels),
  /** Tracks: a camera has three, a broadcaster's multiplex a dozen. */
  max_streams: '32',
  /** Largest block of memory: the index of 48 hours takes a quarter of it. */
  max_alloc: String(2 ** 30),
  /** Bytes and microseconds that are looked at before it is clear what is in the file. */
  probesize: String(20 * 1024 * 1024),
  analyzeduration: '10000000',
};

/** Options that nail an input to one local file in one format (FFmpeg CVE-2016-1897 and its successors). */
export function onlyThisFormat(format: string): string[] {
  const bounds = Object.entries(limits).flatMap(([name, value]) => [`-${name}`, value]);
  return ['-protocol_whitelist', 'file', '-format_whitelist', format, ...bounds, '-f', format];
}
