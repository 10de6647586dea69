// What a rehearsal finds: one look a second at the feed goes in, a verdict on every point comes out. Pure.
import { rehearsalPoints, type RehearsalPoint } from '../contract/rehearsal.ts';

/** What is seen of a feed in one look; unknown facts are null. */
export interface RehearsalLook {
  readonly status: string;
  readonly videoCodec: string | null;
  readonly audioCodec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly kilobitsPerSecond: number | null;
  readonly keyframeIntervalSeconds: number | null;
  readonly soundDriftMs: number | null;
  readonly audioLevel: { readonly peak: number; readonly rms: number } | null;
  readonly problems: readonly { readonly code: string; readonly fact: string | null }[];
}

/** A verdict; `fact` is what was measured, with its unit. */
export interface PointVerdict {
  readonly point: RehearsalPoint;
  readonly passed: boolean;
  readonly fact: string | null;
}

export const rehearsalSeconds = 60;

/** Below this nobody can read the faces in the hall. */
const leastHeight = 360;
const leastFramesPerSecond = 12;
/** Above it viewers lag behind (contract: a warning above 4 s). */
const mostKeyframeSeconds = 4;
/** What people notice lies above it (ITU-R BT.1359-1: sound 125 ms late). */
const mostDriftMs = 125;
/** Somebody has spoken, or the room was heard. */
const leastSoundDecibels = -55;
/** A second with less than this share of the usual rate. */
const steadyShare = 0.4;

type Judge = (looks: readonly RehearsalLook[]) => Omit<PointVerdict, 'point'>;

/** Every point with its rule. */
const judges: Readonly<Record<RehearsalPoint, Judge>> = {
  feed: (looks) => {
    const missing = looks.filter((look) => look.status !== 'receiving').length;
    return { passed: looks.length > 0 && missing === 0, fact: missing === 0 ? null : `${missing} s` };
  },
  picture: (looks) => {
    const { videoCodec, width, height, framesPerSecond } = newest(looks);
    const isUsable = !hasAny(looks, ['video-codec-unsupported', 'chroma-unsupported', 'no-video', 'transcoder-failed']);
    const isLarge = (height ?? 0) >= leastHeight && (framesPerSecond ?? 0) >= leastFramesPerSecond;
    const size = width === null || height === null ? null : `${width}×${height}`;
    const rate = framesPerSecond === null ? null : `${Math.round(framesPerSecond)}/s`;
    return { passed: videoCodec !== null && isUsable && isLarge, fact: joined([size, rate, videoCodec]) };
  },
  keyframes: (looks) => {
    const seconds = newest(looks).keyframeIntervalSeconds;
    const passed = seconds !== null && seconds <= mostKeyframeSeconds;
    return { passed, fact: seconds === null ? null : `${seconds.toFixed(1)} s` };
  },
  black: absent(['picture-black']),
  frozen: absent(['picture-frozen']),
  sound: (looks) => {
    const loudest = Math.max(...levelsOf(looks).map((level) => level.rms));
    const isUsable = newest(looks).audioCodec !== null && !hasAny(looks, ['no-audio', 'audio-codec-unsupported']);
    const fact = Number.isFinite(loudest) ? `${Math.round(loudest)} dB` : null;
    return { passed: isUsable && loudest >= leastSoundDecibels, fact };
  },
  silence: absent(['sound-silent']),
  clipping: (looks) => {
    const peak = Math.max(...levelsOf(looks).map((level) => level.peak));
    return { passed: !hasAny(looks, ['sound-clipping']), fact: Number.isFinite(peak) ? `${peak.toFixed(1)} dB` : null };
  },
  drift: (looks) => {
    const driftMs = newest(looks).soundDriftMs;
    const passed = Math.abs(driftMs ?? 0) <= mostDriftMs && !hasAny(looks, ['sound-apart']);
    return { passed, fact: driftMs === null ? null : `${Math.round(driftMs)} ms` };
  },
  bitrate: (looks) => {
    const rates = looks.flatMap((look) => look.kilobitsPerSecond ?? []).toSorted((one, other) => one - other);
    const usual = rates[Math.floor(rates.length / 2)] ?? 0;
    const least = rates[0] ?? 0;
    const passed = usual > 0 && least >= usual * steadyShare && !hasAny(looks, ['bitrate-collapsed']);
    return { passed, fact: usual === 0 ? null : `${Math.round(least)}–${Math.round(rates.at(-1) ?? 0)} kbit/s` };
  },
  'real-time': absent(['ladder-reduced', 'transcoder-failed']),
  disk: absent(['disk-filling', 'disk-scarce', 'disk-full']),
  clock: absent(['clock-set']),
};

/** The verdicts on all points, in the order of the list. */
export function judgeRehearsal(looks: readonly RehearsalLook[]): PointVerdict[] {
  return rehearsalPoints.map((point) => ({ point, ...judges[point](looks) }));
}

/** Passes where none of these problems was seen. The fact is that of the first one. */
function absent(codes: readonly string[]): Judge {
  return (looks) => {
    const seen = looks.flatMap((look) => look.problems).find((problem) => codes.includes(problem.code));
    return { passed: looks.length > 0 && seen === undefined, fact: seen?.fact ?? null };
  };
}

function hasAny(looks: readonly RehearsalLook[], codes: readonly string[]): boolean {
  return looks.some((look) => look.problems.some((problem) => codes.includes(problem.code)));
}

function levelsOf(looks: readonly RehearsalLook[]): { peak: number; rms: number }[] {
  return looks.flatMap((look) => look.audioLevel ?? []);
}

const nothing: RehearsalLook = {
  status: 'waiting',
  videoCodec: null,
  audioCodec: null,
  width: null,
  height: null,
  framesPerSecond: null,
  kilobitsPerSecond: null,
  keyframeIntervalSeconds: null,
  soundDriftMs: null,
  audioLevel: null,
  problems: [],
};

/** The last look at a feed that arrived. */
function newest(looks: readonly RehearsalLook[]): RehearsalLook {
  return looks.findLast((look) => look.status === 'receiving') ?? nothing;
}

function joined(facts: readonly (string | null)[]): string | null {
  const known = facts.filter((fact) => fact !== null);
  return known.length === 0 ? null : known.join(', ');
}
