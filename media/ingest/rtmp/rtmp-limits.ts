// How much a stranger may ask of the RTMP door. Numbers only.

export interface RtmpLimits {
  /** From the accepted socket to the end of the handshake. */
  readonly handshakeMs: number;
  /** From the accepted socket to an admitted `publish`. */
  readonly publishMs: number;
  /** How long a refused peer may take to read its refusal. */
  readonly lingerMs: number;
  readonly connections: number;
  /** Connections that do not publish yet; one more and the oldest of them gives way. */
  readonly unpublished: number;
  readonly chunkSize: number;
  readonly messageBytes: number;
  readonly chunkStreams: number;
  /** Bytes of unfinished messages held for a peer that does not publish yet. */
  readonly unfinishedBytesBeforePublish: number;
  /** Bytes of unfinished messages held for a publisher. */
  readonly unfinishedBytes: number;
  /** Media sent before `NetStream.Publish.Start`, all of it thrown away. */
  readonly mediaBytesBeforePublish: number;
  /** Answers that the peer does not read. */
  readonly unreadAnswerBytes: number;
}

export const defaultRtmpLimits: RtmpLimits = {
  handshakeMs: 5_000,
  publishMs: 10_000,
  lingerMs: 1_000,
  connections: 100,
  unpublished: 64,
  chunkSize: 65_536,
  messageBytes: 8 * 1_048_576,
  chunkStreams: 32,
  unfinishedBytesBeforePublish: 1_048_576,
  unfinishedBytes: 16 * 1_048_576,
  mediaBytesBeforePublish: 1_048_576,
  unreadAnswerBytes: 65_536,
};
