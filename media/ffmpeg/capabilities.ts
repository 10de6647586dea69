// Finds ffmpeg and ffprobe and tells whether they can do what the recipes need. Knows what is needed, not what for.
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { runTool } from './run.ts';
import type { ToolResult } from './run.ts';

export interface FfmpegVersion {
  readonly text: string;
  /** Null for a build from source between releases. */
  readonly release: { readonly major: number; readonly minor: number } | null;
  /** Version of libavutil, which every build names. */
  readonly libavutil: { readonly major: number; readonly minor: number } | null;
}

export interface FfmpegNeeds {
  readonly encoders: readonly string[];
  readonly demuxers: readonly string[];
  readonly muxers: readonly string[];
  readonly filters: readonly string[];
}

/** What the ladder, the recording and the stills ask for. */
export const ffmpegNeeds: FfmpegNeeds = {
  encoders: ['libx264', 'aac', 'mjpeg'],
  demuxers: ['flv', 'mov'],
  muxers: ['mp4', 'flv', 'mjpeg'],
  filters: ['scale', 'split', 'format', 'aresample'],
};

export interface FfmpegCapabilities {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly version: FfmpegVersion;
}

/** `unusable` has one sentence for the person at the terminal: what is missing and how to get it. */
export type FfmpegSearch =
  | { readonly kind: 'found'; readonly capabilities: FfmpegCapabilities }
  | { readonly kind: 'unusable'; readonly sentence: string };

/** 5.1 is the first release with `-fps_mode` and `-force_key_frames source`; its libavutil is 57.28. */
const oldestRelease = { major: 5, minor: 1 };
const oldestLibavutil = { major: 57, minor: 28 };
const howToInstall = 'Install it with: apt-get install ffmpeg';
const answerDeadlineMs = 15_000;

/** Reads the output of `ffmpeg -version`; null when that is not ffmpeg's. */
export function parseVersion(output: string): FfmpegVersion | null {
  const text = /^ff(?:mpeg|probe) version (\S+)/m.exec(output)?.[1];
  if (text === undefined) return null;
  const release = /^n?(\d+)\.(\d+)/.exec(text);
  const library = /^libavutil\s+(\d+)\.\s*(\d+)\./m.exec(output);
  const pair = (match: RegExpExecArray | null) =>
    match === null ? null : { major: Number(match[1]), minor: Number(match[2]) };
  return { text, release: pair(release), libavutil: pair(library) };
}

/** Is this build new enough? The library decides where the release is unknown. */
export function isNewEnough(version: FfmpegVersion): boolean {
  const [found, oldest] =
    version.release === null ? [version.libavutil, oldestLibavutil] : [version.release, oldestRelease];
  if (found === null) return false;
  return found.major > oldest.major || (found.major === oldest.major && found.minor >= oldest.minor);
}

/** Names in the tables of `-encoders`, `-demuxers`, `-muxers` and `-filters`: flags, then the name (or names, with commas). */
export function parseNames(output: string): ReadonlySet<string> {
  const names = output
    .split('\n')
    .map((line) => /^ [A-Z. |]{2,6} +([\w,.-]+) +\S/.exec(line)?.[1])
    .filter((name) => name !== undefined);
  return new Set(names.flatMap((name) => name.split(',')));
}

/** What `needs` asks for and `present` lacks, in words: `encoder libx264, demuxer flv`. */
export function missingNames(
  needs: FfmpegNeeds,
  present: { readonly [Kind in keyof FfmpegNeeds]: ReadonlySet<string> },
): string {
  const kinds = ['encoders', 'demuxers', 'muxers', 'filters'] as const;
  return kinds
    .flatMap((kind) =>
      needs[kind].filter((name) => !present[kind].has(name)).map((name) => `${kind.slice(0, -1)} ${name}`),
    )
    .join(', ');
}

function saidBy(result: ToolResult): string | null {
  return result.kind === 'ended' && result.code === 0 ? result.stdout : null;
}

function unusable(sentence: string): FfmpegSearch {
  return { kind: 'unusable', sentence: `${sentence} ${howToInstall}` };
}

/** Why a program did not answer `-version`, as one sentence. */
function noAnswer(binary: string, result: ToolResult): FfmpegSearch {
  if (result.kind === 'missing') return unusable(`${binary} was not found (${result.reason}).`);
  if (result.kind === 'too-slow') return unusable(`${binary} did not answer within 15 seconds.`);
  return unusable(`${binary} does not run (exit code ${String(result.code)}).`);
}

async function present(ffmpeg: string): Promise<{ [Kind in keyof FfmpegNeeds]: ReadonlySet<string> }> {
  const list = async (kind: keyof FfmpegNeeds): Promise<ReadonlySet<string>> =>
    parseNames(saidBy(await runTool(ffmpeg, ['-hide_banner', `-${kind}`], { deadlineMs: answerDeadlineMs })) ?? '');
  const [encoders, demuxers, muxers, filters] = await Promise.all([
    list('encoders'),
    list('demuxers'),
    list('muxers'),
    list('filters'),
  ]);
  return { encoders, demuxers, muxers, filters };
}

/** The ffprobe that was built with this ffmpeg lies beside it; a distribution may put it elsewhere on the PATH. */
export function probeOf(ffmpeg: string): string {
  const beside = join(dirname(ffmpeg), 'ffprobe');
  return isAbsolute(ffmpeg) && existsSync(beside) ? beside : 'ffprobe';
}

/** Looks at ffmpeg and ffprobe: at the given paths, else on the PATH. */
export async function findFfmpeg(
  options: { ffmpeg?: string; ffprobe?: string; needs?: FfmpegNeeds } = {},
): Promise<FfmpegSearch> {
  const { ffmpeg = 'ffmpeg', needs = ffmpegNeeds } = options;
  const ffprobe = options.ffprobe ?? probeOf(ffmpeg);
  const ask = (binary: string): Promise<ToolResult> => runTool(binary, ['-version'], { deadlineMs: answerDeadlineMs });
  // All at once: on a busy machine with a cold disk one answer takes seconds, and every start waits for them.
  const [answer, probeAnswer, names] = await Promise.all([ask(ffmpeg), ask(ffprobe), present(ffmpeg)]);
  const version = parseVersion(saidBy(answer) ?? '');
  if (version === null) return noAnswer(ffmpeg, answer);
  if (parseVersion(saidBy(probeAnswer) ?? '') === null) return noAnswer(ffprobe, probeAnswer);
  if (!isNewEnough(version)) return unusable(`ffmpeg ${version.text} is too old: 5.1 or newer is needed.`);
  const missing = missingNames(needs, names);
  if (missing !== '') return unusable(`ffmpeg ${version.text} was built without: ${missing}.`);
  return { kind: 'found', capabilities: { ffmpeg, ffprobe, version } };
}
