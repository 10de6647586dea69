// Lets the camera of a desk's page send to a session: whoever may put the session on air may also show it.
import type { CameraFeed } from '../../media/ingest/relay/camera-feed.ts';
import type { Actor } from '../contract/accounts.ts';
import type { BeginCamera, CameraOver } from '../contract/camera.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { acceptsFeed } from '../domain/session-machine.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** The connection that a camera sends by. */
export interface CameraSender {
  readonly address: string;
  /** Ms; null until it was measured. */
  readonly roundTripMs: () => number | null;
  readonly onOver: (over: { code: CameraOver; detail: string }) => void;
}

const overSentences: Readonly<Record<CameraOver, string>> = {
  'taken-over': 'Another encoder sends to this session now; start the camera again to take its place.',
  stopped: 'The camera was stopped from a desk, or the session takes no feed any more.',
  'doors-closed': 'The doors are closed: nothing of the camera is taken until they are open.',
  broken: 'The recording could not be used any further; begin another one.',
};

/** Where the bytes of one recording go. It is in the trail once for each page that sends. */
export async function openCamera(
  house: House,
  actor: Actor,
  { sessionId, cameraId, container, pictures }: BeginCamera,
  { address, roundTripMs, onOver }: CameraSender,
): Promise<Outcome<CameraFeed>> {
  const found = await findSessionFor(house, actor, 'run-command', sessionId);
  if (!found.ok) return found;
  const { state } = found.value;
  if (!acceptsFeed(state)) return refuse('command-not-allowed', 'This session takes no feed any more.');
  if (state === 'closed') return refuse('doors-closed', overSentences['doors-closed']);
  const answer = house.live.sources.cameras.open(sessionId, {
    ...{ cameraId, roundTripMs, remoteAddress: address },
    sender: actor.kind === 'staff' ? actor.email : 'staff',
    format: container === 'mp4' ? 'mov' : 'matroska',
    video: pictures === 'h264' ? 'copy' : 'encode',
    onOver: (code) => onOver({ code, detail: overSentences[code] }),
  });
  if (answer.kind === 'doors-closed') return refuse('doors-closed', overSentences['doors-closed']);
  if (answer.kind === 'taken')
    return refuse('camera-taken', `Another camera is sending to this session (${answer.by}); stop it there first.`);
  const after = { kind: 'camera', from: address };
  if (answer.isNew)
    await writeAudit(house, house.db, actor, { action: 'session.source-started', sessionId, atMs: house.now(), after });
  return accept(answer.camera);
}
