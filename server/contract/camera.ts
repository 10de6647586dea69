// What a desk's page and the server promise each other about its camera (Socket.IO, namespace /camera, path /socket.io).
import { z } from 'zod';
import type { Ack } from './socket-events.ts';

/** Bytes that may be sent at once, and that may wait for their acknowledgement. */
export const cameraLimits = { pieceBytes: 12 * 1024, windowBytes: 256 * 1024 } as const;

/** A recording as `MediaRecorder` makes it: its container, and whether its pictures need no encoding. */
export const beginCameraSchema = z.object({
  sessionId: z.string().min(1).max(64),
  cameraId: z.string().regex(/^[\w-]{8,64}$/),
  container: z.enum(['matroska', 'mp4']),
  pictures: z.enum(['h264', 'other']),
});
export type BeginCamera = z.infer<typeof beginCameraSchema>;

/**
 * Why a recording is over without the sender's wish. `broken`: begin another one; `doors-closed`: begin another one when
 * the doors are open, until then that is refused.
 */
export type CameraOver = 'taken-over' | 'stopped' | 'doors-closed' | 'broken';

export interface CameraToServerEvents {
  /** Announces a recording; the pieces that follow belong to it, from its first byte on. It replaces the one before, and
   * ends with the connection. */
  'camera:begin': (input: BeginCamera, ack: (answer: Ack<object>) => void) => void;
  /** The next bytes, at most `pieceBytes`; acknowledged when they have been taken. Whoever sends more than `windowBytes`
   * ahead of the acknowledgements is cut off at four times as much. */
  'camera:piece': (bytes: Uint8Array, ack: (answer: Ack<object>) => void) => void;
}

export interface ServerToCameraEvents {
  'camera:over': (over: { code: CameraOver; detail: string }) => void;
  /** Asks for nothing but the acknowledgement: its round trip is what the desk shows. */
  'camera:echo': (ack: () => void) => void;
}
