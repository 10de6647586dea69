// Bytes that real encoders made (x264 and ffmpeg's AAC), and tags built from them.
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import type { IngestFacts, IngestLog } from '../../../media/ingest/ingest-log.ts';
import type { Schedule } from '../../../media/ingest/schedule.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

export const avcConfigs = {
  high720p: hex('0164001fffe1001a6764001facd9405005bb011000000300100000030320f183196001000468ef8fcbfdf8f800'),
  baseline360p: hex('0142c01effe100196742c01eda0280bfe5c044000003000400000300c83c58ba8001000468ce0fc8'),
  high1080p: hex('01640028ffe1001b67640028acd940780227e5c044000003000400000300c83c60c65801000468ef8fcbfdf8f800'),
  high1080i: hex('01640028ffe1001a67640028acd94078044fde0220000003002000000643e2c5b2c001000468fe8fcbfdf8f800'),
  high422At1080i: hex('017a0028ffe1001b677a0028bcd94078044fcb808800000300080000030190f8b16cb001000468fe8fcbfef8f800'),
  high422TenBit: hex('017a001fffe1001a677a001fb6cd9405005bb011000003000100000300320f18319601000468ef8fcbfefafa00'),
  high444At854: hex('01f4001effe1001b67f4001e919b281b07bc5f80880000030008000003019078b16cb001000668ef8f192190fff8f800'),
} as const;

export const aacConfigs = { stereo48k: hex('119056e500'), mono44k: hex('120856e500') } as const;

const base: FlvTag = {
  kind: 'video',
  timestampMs: 0,
  payload: hex('17010000000000000165'),
  arrivedAtMs: 0,
  isSequenceHeader: false,
  isKeyframe: false,
  compositionMs: 0,
};

export function videoHeader(config: Buffer = avcConfigs.high720p): FlvTag {
  return { ...base, payload: Buffer.concat([hex('1700000000'), config]), isSequenceHeader: true };
}

export function audioHeader(config: Buffer = aacConfigs.stereo48k): FlvTag {
  return { ...base, kind: 'audio', payload: Buffer.concat([hex('af00'), config]), isSequenceHeader: true };
}

export function picture(timestampMs: number, more: Partial<FlvTag> = {}): FlvTag {
  return { ...base, timestampMs, ...more };
}

export function sound(timestampMs: number, more: Partial<FlvTag> = {}): FlvTag {
  return { ...base, kind: 'audio', payload: hex('af0121004560'), timestampMs, ...more };
}

export interface WrittenLog extends IngestLog {
  readonly lines: { readonly level: string; readonly facts: IngestFacts; readonly message: string }[];
}

/** A log that can be read back. */
export function createWrittenLog(): WrittenLog {
  const lines: WrittenLog['lines'] = [];
  const at = (level: string) => (facts: IngestFacts, message: string) => void lines.push({ level, facts, message });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

export interface HandClock {
  readonly now: () => number;
  readonly schedule: Schedule;
  /** Lets time pass; what falls due runs on the way, in order. */
  advance(ms: number): void;
  readonly pending: () => number;
}

/** A clock that only moves when told to. */
export function createHandClock(startMs = 0): HandClock {
  let nowMs = startMs;
  const due = new Map<symbol, { readonly atMs: number; readonly run: () => void }>();
  return {
    now: () => nowMs,
    pending: () => due.size,
    schedule(delayMs, run) {
      const id = Symbol('timer');
      due.set(id, { atMs: nowMs + delayMs, run });
      return () => void due.delete(id);
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = [...due].filter(([, one]) => one.atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs)[0];
        if (!next) break;
        due.delete(next[0]);
        nowMs = Math.max(nowMs, next[1].atMs);
        next[1].run();
      }
      nowMs = untilMs;
    },
  };
}
