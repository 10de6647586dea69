// What to do when a point of the rehearsal fails, for the API; the pages translate by the point.
import type { RehearsalPoint } from '../contract/rehearsal.ts';

/** One cure a point. */
export const rehearsalCures: Readonly<Record<RehearsalPoint, string>> = {
  feed: 'The feed was interrupted: check the encoder and its network cable, and rehearse again.',
  picture: 'Set the encoder to H.264 with at least 640×360 and 25 pictures a second.',
  keyframes: 'Set the keyframe interval of the encoder to 2 s.',
  black: 'The picture was black: take the cap off the camera, check its cable and the scene of the encoder.',
  frozen: 'The picture stood still: check the camera and its cable, and restart the encoder if nothing moves.',
  sound: 'No sound was heard: switch the microphones on and speak; check the audio source of the encoder.',
  silence: 'The sound fell silent: check the mixer, and that the encoder uses it.',
  clipping: 'The sound was too loud: turn the input of the encoder down until the meter stays below −6 dB.',
  drift: 'Sound and picture run apart: restart the encoder and use one sound device at 48 kHz.',
  bitrate: 'The bitrate was not steady: use a cable instead of Wi-Fi, set a constant bitrate, or a lower one.',
  'real-time': 'This machine does not keep up: choose fewer or smaller qualities (LADDER), or a smaller picture.',
  disk: 'There is no room for two sessions: make room on the disk before you begin.',
  clock: 'The clock of this machine was set: check its time service, and restart the server.',
};
