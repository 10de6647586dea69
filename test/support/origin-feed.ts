// What the origin benchmark serves and asks for: one session with picture and sound, and single segments of two sizes.

/** A part of 0.333 s: 1.2 Mbit/s of picture, 96 kbit/s of sound. */
export const originFeed = {
  sessionId: 's',
  takeId: 't',
  partsInSegment: 6,
  partMs: 1000 / 3,
  rungs: [
    { name: '480p', kind: 'video', variant: 0, playlist: 'v0.m3u8', partBytes: 50_000 },
    { name: 'audio', kind: 'audio', variant: 0, playlist: 'audio.m3u8', partBytes: 4_000 },
  ],
} as const;

/** Bytes of the segments with which throughput is compared; each stands in a session `size-<bytes>` of its own. */
export const segmentSizes = [60_000, 200_000] as const;
