// The one way in which the RTMP parser says "these bytes are not RTMP": caught by the connection, which ends.

/**
 * The peer broke the protocol or a limit. The message is fixed text and numbers, never the peer's own bytes,
 * because it is logged and those may hold a stream key.
 */
export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation';
}
