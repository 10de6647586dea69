// The argument list of an ffmpeg that brings a feed into the form every feed has here: FLV with H.264 and AAC on pipe:3.
// Pure: a source in, arguments out, and where the source is secret, the script that is given on standard input instead.
import { onlyThisFormat } from '../ffmpeg/file-input.ts';
import { wholePictures } from './video-encoder.ts';

/** Where a relayed feed comes from. */
export type RelaySource =
  | { readonly kind: 'test' }
  /** Waits for one SRT encoder at a time. The passphrase has 10 to 79 characters. */
  | { readonly kind: 'srt'; readonly host: string; readonly port: number; readonly passphrase: string }
  /** An address that was checked, with its credentials; options belong to its protocol. */
  | {
      readonly kind: 'pull';
      readonly url: string;
      readonly options: Readonly<Record<string, string>>;
      /** Of a protocol that has no option for it; null where it has, or needs none. */
      readonly proxy: string | null;
    }
  /** A browser's recording on standard input. */
  | { readonly kind: 'camera'; readonly format: 'matroska' | 'mov' }
  | { readonly kind: 'file'; readonly path: string; readonly format: string; readonly pace: 'real-time' | 'fast' };

/** `copy` where the pictures are H.264 already; `plain`: without what this ffmpeg may lack (fonts). */
export type RelayVideo = 'copy' | 'encode';

export interface RelayPlan {
  readonly args: readonly string[];
  /** What to write to standard input before closing it; null when nothing is, or when media go there. */
  readonly script: string | null;
  /** What is added to its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What no log may show. */
  readonly secrets: readonly string[];
}

/** The plan for one source. `isPlain` leaves out what the machine may not have: fonts for the test signal's clock. */
export function relayPlan(source: RelaySource, video: RelayVideo, isPlain = false): RelayPlan {
  const { input, script } = inputOf(source, isPlain);
  const environment = source.kind === 'pull' && source.proxy !== null ? proxyEnvironment(source.proxy) : {};
  return { args: [...quiet, ...input, ...outputOf(video)], script, environment, secrets: secretsOf(source) };
}

/** No host goes past the proxy, whatever the server's own environment says. */
const proxyEnvironment = (proxy: string): Record<string, string> => ({ http_proxy: proxy, no_proxy: '' });

function secretsOf(source: RelaySource): string[] {
  if (source.kind === 'srt') return [source.passphrase];
  if (source.kind !== 'pull') return [];
  return [source.url, ...Object.values(source.options), ...(source.proxy === null ? [] : [source.proxy])];
}

const quiet = ['-hide_banner', '-loglevel', 'warning', '-nostats'];

function inputOf(source: RelaySource, isPlain: boolean): { input: string[]; script: string | null } {
  switch (source.kind) {
    case 'test':
      return { input: testSignal(isPlain), script: null };
    case 'srt':
      return secretInput(srtListener(source), {}, 'srt,udp');
    case 'pull':
      return secretInput(source.url, source.options, pullProtocols);
    case 'camera':
      return { input: cameraInput(source.format), script: null };
    case 'file':
      return { input: fileInput(source), script: null };
    default:
      return source satisfies never;
  }
}

/**
 * One recording as it is made, in one format. Half a second of it is enough to know its streams: by itself ffmpeg looks for
 * two to five, in which nobody sees anything. Not `nobuffer`: that throws away what it looked at, the first keyframe with it.
 */
function cameraInput(format: string): string[] {
  const quick = ['-fpsprobesize', '0', '-analyzeduration', '500000', '-probesize', '200000'];
  return [...quick, '-protocol_whitelist', 'pipe', '-format_whitelist', format, '-f', format, '-i', 'pipe:0'];
}

/** Bars, the time of the server and a tone that beeps each second. */
function testSignal(isPlain: boolean): string[] {
  const clock = [
    'drawbox=y=ih*0.4:h=ih*0.2:w=iw:color=black@0.75:t=fill',
    "drawtext=text='%{localtime\\:%T}':fontsize=h/7:fontcolor=white:x=(w-tw)/2:y=(h-th)/2",
  ];
  const bars = isPlain ? 'testsrc2=s=1280x720:r=25' : ['smptehdbars=s=1280x720:r=25', ...clock].join(',');
  const tone = 'sine=frequency=1000:beep_factor=2:sample_rate=48000,volume=-12dB';
  return ['-re', '-f', 'lavfi', '-i', `${bars}[out0];${tone}[out1]`];
}

/** Silent for 5 s: the encoder is gone, and the port waits for the next one. */
const srtSilenceMicroseconds = 5_000_000;

function srtListener({ host, port, passphrase }: Extract<RelaySource, { kind: 'srt' }>): string {
  const place = host.includes(':') ? `[${host}]` : host;
  const options = { mode: 'listener', passphrase, pbkeylen: '16', timeout: String(srtSilenceMicroseconds) };
  return `srt://${place}:${port}?${new URLSearchParams(options).toString()}`;
}

/** Everything an address may lead to; not `file`, which a playlist could name. */
const pullProtocols = 'rtsp,rtp,srtp,rtcp,srt,udp,tcp,tls,http,https,httpproxy,crypto';

/** The list of processes is for everyone to read: what is secret comes by standard input, as a list of one entry. */
function secretInput(
  url: string,
  options: Readonly<Record<string, string>>,
  protocols: string,
): { input: string[]; script: string } {
  const lines = [
    'ffconcat version 1.0',
    `file ${quoted(url)}`,
    ...Object.entries(options).map(([name, value]) => `option ${name} ${quoted(value)}`),
  ];
  const input = ['-protocol_whitelist', `pipe,${protocols}`, '-safe', '0', '-f', 'concat', '-i', 'pipe:0'];
  return { input, script: `${lines.join('\n')}\n` };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** One local file in one format, nothing it refers to. */
function fileInput({ path, format, pace }: Extract<RelaySource, { kind: 'file' }>): string[] {
  const pacing = pace === 'real-time' ? ['-re'] : [];
  return ['-nostdin', ...pacing, ...onlyThisFormat(format), '-i', `file:${path}`];
}

function outputOf(video: RelayVideo): string[] {
  return [
    ...['-map', '0:v:0', ...(video === 'copy' ? ['-c:v', 'copy'] : encoded)],
    ...['-map', '0:a:0?', '-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2', '-af', 'aresample=async=1000'],
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', '-flush_packets', '1', 'pipe:3'],
  ];
}

const encoded = [
  ...['-vf', `${wholePictures},scale=-2:'min(1080,ih)',format=yuv420p`],
  ...['-fps_mode', 'passthrough', '-enc_time_base', '1:90000'],
  ...['-c:v', 'libx264', '-preset', 'superfast', '-tune', 'zerolatency', '-profile:v', 'main', '-bf', '0'],
  ...['-force_key_frames', 'expr:gte(t,n_forced*2-0.005)', '-g', '100000', '-sc_threshold', '0'],
  ...['-b:v', '3000k', '-maxrate', '3000k', '-bufsize', '3000k'],
];
