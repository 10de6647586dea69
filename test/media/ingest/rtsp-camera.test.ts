// An IP camera that is fetched: RTSP with a password, its packets inside the connection, a real ffmpeg on both sides.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createFeedHub } from '../../../media/ingest/feed-hub.ts';
import { createAllowedAddresses } from '../../../media/ingest/pull/allowed-addresses.ts';
import { readPullAddress } from '../../../media/ingest/pull/pull-address.ts';
import { createFeedSources } from '../../../media/ingest/relay/feed-sources.ts';
import { scheduleByTimer } from '../../../media/ingest/schedule.ts';
import { openRtspCamera, type RtspCamera } from '../../support/rtsp-camera.ts';
import { waitFor } from '../../support/wait-for.ts';

const login = { user: 'clerk', password: 'wonderful' };
const patient = { deadlineMs: 30_000 };
const lines: string[] = [];
const say = (facts: object, sentence: string): void => void lines.push(`${sentence} ${JSON.stringify(facts)}`);
const log = { debug: () => undefined, info: say, warn: say, error: say };
const [now, monotonicMs] = [Date.now, () => performance.now()];
const hub = createFeedHub({ now, monotonicMs, log });
const gone: string[] = [];
hub.onGone((reason) => gone.push(reason));
let folder: string;
let camera: RtspCamera;
let sources: ReturnType<typeof createFeedSources>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-rtsp-'));
  const film = join(folder, 'film.mp4');
  const input = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25', '-f', 'lavfi', '-i', 'sine=r=48000', '-t', '4'];
  const codecs = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '25',
    '-bf',
    '0',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
  ];
  await promisify(execFile)('ffmpeg', ['-v', 'error', ...input, ...codecs, film]);
  camera = await openRtspCamera(film, login);
  sources = createFeedSources({
    tools: {
      ...{ ffmpeg: 'ffmpeg', pidFolder: join(folder, 'pids'), now, monotonicMs, schedule: scheduleByTimer, log },
      onPublish: (publication) => hub.attach(publication),
    },
    host: '127.0.0.1',
    allowed: createAllowedAddresses(['127.0.0.1']),
    authority: null,
    onChange: () => undefined,
  });
});

afterAll(async () => {
  await sources?.close();
  hub.stop();
  await camera?.close();
  await rm(folder, { recursive: true, force: true });
});

function fetchCamera(password: string): void {
  const read = readPullAddress(`rtsp://${login.user}:${password}@${camera.host}/main`);
  if (read.kind === 'refused') throw new Error(read.sentence);
  sources.pull('s1', read.address);
}

it('is refused with a wrong password, in a word of the desk', async () => {
  fetchCamera('forgotten');
  await waitFor(() => sources.reports('s1')[0]?.problem === 'source-refused', {
    ...patient,
    describe: 'a refusal',
  });
  expect(camera.asked).not.toContain('PLAY');
});

it('gives picture, sound and all of its health with the right one, which stands in no log', async () => {
  fetchCamera(login.password);
  await waitFor(
    () => {
      const { keyframeIntervalSeconds, soundDriftMs, droppedFrames, framesPerSecond, kilobitsPerSecond } = hub.report();
      return ![keyframeIntervalSeconds, soundDriftMs, droppedFrames, framesPerSecond, kilobitsPerSecond].includes(null);
    },
    { ...patient, describe: 'all of its health' },
  );
  const format = { videoCodec: 'h264', audioCodec: 'aac', width: 320, height: 180 };
  expect(hub.report()).toMatchObject({ ...format, kind: 'pull', remoteAddress: `rtsp://•••@${camera.host}/main` });
  expect(hub.report().keyframeIntervalSeconds).toBeCloseTo(1, 0);
  expect(lines.join()).not.toContain(login.password);
});

it('is gone when it is switched off, and is looked for again', async () => {
  await camera.close();
  await waitFor(() => gone.length > 0 && sources.reports('s1')[0]?.problem === 'source-unreachable', {
    ...patient,
    describe: 'nobody answers',
  });
});
