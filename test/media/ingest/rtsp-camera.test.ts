// An IP camera that is fetched: RTSP with a password, its packets inside the connection, a real ffmpeg on both sides.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createFeedHub } from '../../../media/ingest/feed-hub.ts';
import { createAllowedAddresses } from '../../../media/ingest/pull/allowed-addresses.ts';
import { readPullAddress } from '../../../media/ingest/pull/pull-address.ts';
import { createFeedSources } from '../../../media/ingest/relay/feed-sources.ts';
import { scheduleByTimer } from '../../../media/ingest/schedule.ts';
import { makeCertificate } from '../../support/self-signed.ts';
import { openRtspCamera, type RtspCamera } from '../../support/rtsp-camera.ts';
import { waitFor } from '../../support/wait-for.ts';

const login = { user: 'clerk', password: 'wonderful' };
const lines: string[] = [];
const say = (facts: object, sentence: string): void => void lines.push(`${sentence} ${JSON.stringify(facts)}`);
const log = { debug: () => undefined, info: say, warn: say, error: say };
const [now, monotonicMs] = [Date.now, () => performance.now()];
const hub = createFeedHub({ now, monotonicMs, log });
const gone: string[] = [];
hub.onGone((reason) => gone.push(reason));
let folder: string;
let camera: RtspCamera;
/** The same camera behind TLS, at a certificate of its own. */
let door: Server;
let authority: string;
let sources: ReturnType<typeof createFeedSources>;
let trusting: ReturnType<typeof createFeedSources>;

function makeSources(trusted: string | null): ReturnType<typeof createFeedSources> {
  return createFeedSources({
    tools: {
      ...{ ffmpeg: 'ffmpeg', pidFolder: join(folder, 'pids'), now, monotonicMs, schedule: scheduleByTimer, log },
      onPublish: (publication) => hub.attach(publication),
    },
    host: '127.0.0.1',
    allowed: createAllowedAddresses(['127.0.0.1']),
    authority: trusted,
    onChange: () => undefined,
  });
}

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
  const certificate = await makeCertificate();
  authority = certificate.cert;
  door = createServer(certificate, (outer) => {
    const inner = connect(Number(camera.host.split(':')[1]), '127.0.0.1');
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
    ] as const)
      one.on('error', () => other.destroy()).pipe(other);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  sources = makeSources(null);
  trusting = makeSources(authority);
});

afterAll(async () => {
  await sources?.close();
  await trusting?.close();
  door?.close();
  hub.stop();
  await camera?.close();
  await rm(folder, { recursive: true, force: true });
});

function fetchCamera(password: string, from = sources, place = `rtsp://${camera.host}`): void {
  const read = readPullAddress(`${place.replace('//', `//${login.user}:${password}@`)}/main`);
  if (read.kind === 'refused') throw new Error(read.sentence);
  from.pull('s1', read.address);
}

function behindTls(): string {
  const address = door.address();
  return `rtsps://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

it('is refused with a wrong password, in a word of the desk', async () => {
  fetchCamera('forgotten');
  await waitFor(() => sources.reports('s1')[0]?.problem === 'source-refused', {
    describe: 'a refusal',
  });
  expect(camera.asked).not.toContain('PLAY');
});

it('is not spoken to behind TLS when its certificate is not trusted, and is when it is', async () => {
  camera.asked.length = 0;
  fetchCamera(login.password, sources, behindTls());
  await waitFor(() => sources.reports('s1')[0]?.problem === 'source-untrusted', { describe: 'no trust' });
  expect(camera.asked).toEqual([]);
  await sources.stop('s1', 'pull');
  fetchCamera(login.password, trusting, behindTls());
  await waitFor(() => hub.report().kind === 'pull' && hub.report().width === 320, {
    describe: 'a picture',
  });
  await trusting.stop('s1', 'pull');
  expect(lines.join()).not.toContain(login.password);
});

it('gives picture, sound and all of its health with the right one, which stands in no log', async () => {
  fetchCamera(login.password);
  await waitFor(
    () => {
      const { keyframeIntervalSeconds, soundDriftMs, droppedFrames, framesPerSecond, kilobitsPerSecond } = hub.report();
      return ![keyframeIntervalSeconds, soundDriftMs, droppedFrames, framesPerSecond, kilobitsPerSecond].includes(null);
    },
    { describe: 'all of its health' },
  );
  const format = { videoCodec: 'h264', audioCodec: 'aac', width: 320, height: 180 };
  expect(hub.report()).toMatchObject({ ...format, kind: 'pull', remoteAddress: `rtsp://•••@${camera.host}/main` });
  expect(hub.report().keyframeIntervalSeconds).toBeCloseTo(1, 0);
  expect(lines.join()).not.toContain(login.password);
});

it('is gone when it is switched off, and is looked for again', async () => {
  await camera.close();
  await waitFor(() => gone.length > 0 && sources.reports('s1')[0]?.problem === 'source-unreachable', {
    describe: 'nobody answers',
  });
});
