// The composition root: builds everything, starts it in order, stops it in reverse within one deadline.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { HeldFile } from '../db/hold-file.ts';
import { openDatabase, type OpenDatabase } from '../db/open.ts';
import { createSearchPool } from '../db/search/search-pool.ts';
import { ffmpegNeeds, findFfmpeg, probeOf } from '../media/ffmpeg/capabilities.ts';
import { encoderNames } from '../media/recipes/video-encoder.ts';
import { createLiveEngine, type RunningLiveEngine } from '../media/live/create-live-engine.ts';
import { openBlobStore } from '../media/blobs/blob-store.ts';
import { createRecordedViews } from '../media/stills/recorded-views.ts';
import { createRecordings } from '../media/uploads/recordings.ts';
import { createUploadShelf } from '../media/uploads/upload-shelf.ts';
import { createClock } from './clock.ts';
import { readConfig, type Config } from './config.ts';
import { signInCookieName } from './contract/sign-in-cookie.ts';
import { holdDataFolder } from './data-folder.ts';
import { createTextReader } from './documents/text-reader.ts';
import { encoderHost, rtmpsUrl, rtmpUrl } from './encoder-addresses.ts';
import { createAddressOf } from './http/client-address.ts';
import { createApp } from './http/create-app.ts';
import { createMetrics } from './http/metrics.ts';
import { serverOptions, tuneServer } from './http/tune-server.ts';
import { createMailCouriers } from './jobs/due-courier.ts';
import { keepSearchWhole } from './jobs/keep-search-whole.ts';
import { createPost } from './jobs/post-webhook.ts';
import { createTextCourier } from './jobs/text-courier.ts';
import { createUploadWorker } from './jobs/upload-worker.ts';
import { createWebhookCourier } from './jobs/webhook-courier.ts';
import { createLog } from './log.ts';
import { mailerOf } from './mail.ts';
import { createOpenIdDoor } from './openid.ts';
import { createGateway, type Gateway } from './realtime/gateway.ts';
import { keepSecrets } from './secrets.ts';
import { admitFeed } from './usecases/admit-feed.ts';
import { ensureAdministrator } from './usecases/ensure-administrator.ts';
import { giveBackupKeys } from './usecases/give-backup-keys.ts';
import { createHouse, type House } from './usecases/house.ts';
import { makeSetupLink } from './usecases/make-setup-link.ts';
import { recordTakes } from './usecases/record-take.ts';
import { resumeAfterStart } from './usecases/resume-after-start.ts';
import { slateWords } from './usecases/slate-words.ts';
import { sweepPictures } from './usecases/sweep-pictures.ts';
import { findCrestFile } from './usecases/town.ts';
import { resumeSources } from './usecases/resume-sources.ts';
import { readableCertificate, readAuthority, refuseAddress, refuseFeedPort, StartRefused } from './start-refused.ts';
import { createVisitorCheck, createWithheldDoor } from './visitors.ts';
import { stopOnSignals, type Running } from './stop-on-signals.ts';

/** After opening the doors the server stays dark for the encoder's own delay (contract). */
const darkGuardMs = 2000;

async function start(config: Config, log: Logger): Promise<Running> {
  const ffmpeg = config.ffmpegPath ?? 'ffmpeg';
  const ffprobe = probeOf(ffmpeg);
  const needs = { ...ffmpegNeeds, encoders: [...ffmpegNeeds.encoders, encoderNames[config.videoEncoder]] };
  // Half a second, during which all the rest is built.
  const asked = findFfmpeg({ ffmpeg, ffprobe, needs });
  const folder = await holdDataFolder(config.dataDir);
  const [database, secrets] = [
    await openDatabase({ file: config.databaseFile, log }),
    await keepSecrets(config.dataDir),
  ];
  const clock = createClock();
  const takesRoot = join(config.dataDir, 'takes');
  const search = createSearchPool({ file: database.file, workers: 2 });
  if (config.rtmps !== null) await readableCertificate(config.rtmps);
  const runFolder = join(config.dataDir, 'run');
  const ladder = { heights: config.ladderHeights, encoder: config.videoEncoder };
  const engine = createLiveEngine({
    takesRoot,
    runFolder,
    ffmpeg,
    rtmp: { host: config.host ?? '::', port: config.rtmpPort },
    rtmps: config.rtmps === null ? null : { host: config.host ?? '::', ...config.rtmps },
    pullNetworks: config.pullNetworks,
    pullAuthority: await readAuthority(config),
    ...clock,
    newId: randomUUID,
    log,
    admit: async (streamKey) => {
      const answer = await admitFeed(house, streamKey);
      return answer.ok ? { ok: true, ...answer.value } : { ok: false, reason: answer.refusal.detail };
    },
    authorize: (sessionId, request) => mayWatch(sessionId, request),
    withheld: createWithheldDoor(() => ({ house, cookieName })),
    ladder,
    slates: {
      ...{ notYet: slateWords.notYet, lost: slateWords.lost, others: [slateWords.recess, slateWords.closed] },
      crest: () => findCrestFile(house),
    },
    events: {
      takeStarted: (take) => recorder.takeStarted(take),
      takeSealed: (seal) => recorder.takeSealed(seal),
      feedChanged: (sessionId) => recorder.feedChanged(sessionId),
    },
  });
  const texts = createTextReader();
  const cache = join(config.dataDir, 'waveforms');
  const views = createRecordedViews({ root: takesRoot, cache, ffmpeg, log });
  const house = createHouse({
    db: database.db,
    search,
    live: engine,
    ...views,
    uploads: createUploadShelf({ folder: join(config.dataDir, 'uploads') }),
    recordings: createRecordings({
      ...{ ffmpeg, ffprobe, takesRoot, ladder, log, ...clock, isOnAir: () => engine.onAirCount() > 0 },
      pidFolder: join(runFolder, 'pids'),
    }),
    texts,
    files: await openBlobStore({ root: join(config.dataDir, 'files'), newId: randomUUID }),
    now: clock.now,
    newId: randomUUID,
    broadcast: (event) => gateway.broadcast(event),
    mail: mailerOf(config),
    openId: config.openId === null ? null : createOpenIdDoor(config.openId),
    secrets,
    settings: {
      rtmpUrl: rtmpUrl(config),
      rtmpsUrl: rtmpsUrl(config),
      srt: { host: encoderHost(config), ...config.srtPorts },
      darkGuardMs,
      takesRoot,
      publicOrigin: config.publicOrigin,
      uploadLimitBytes: config.uploadLimitBytes,
    },
    log,
  });
  const cookieName = signInCookieName({ secure: config.publicOrigin?.startsWith('https:') === true });
  const mayWatch = createVisitorCheck(house, cookieName);
  const recorder = recordTakes(house);
  const courier = createWebhookCourier(house, createPost({ allowPrivate: config.allowsPrivateWebhooks }));
  const uploadWorker = createUploadWorker(house);
  const web = createWeb({ config, house, engine });
  const textCourier = createTextCourier(house);
  const { server, gateway } = web;
  const tools = await asked;
  if (tools.kind === 'unusable') throw new StartRefused(tools.sentence);
  await sweepPictures(house);
  await engine.recover();
  await giveBackupKeys(house);
  await resumeAfterStart(house);
  await resumeSources(house);
  await engine.start().catch((error: unknown) => refuseFeedPort(error, config));
  await listen(server, config);
  await welcome(house, config, log);
  courier.start();
  textCourier.start();
  await uploadWorker.start();
  web.ready();
  announce(config, server, engine);
  const renewal = keepSearchWhole(house);
  const mails = createMailCouriers(house);
  mails.start();
  return {
    stop: (reason) => {
      const jobs = [
        uploadWorker,
        courier,
        renewal,
        mails,
        { stop: () => Promise.all([textCourier.stop(), texts.close()]) },
      ];
      return stopAll({ reason, log, web, engine, jobs, views, search, database, folder });
    },
  };
}

interface Web {
  readonly server: Server;
  readonly gateway: Gateway;
  ready(): void;
  stop(): Promise<void>;
}

/** HTTP with live media in front of Express, and sockets beside it. */
function createWeb({ config, house, engine }: { config: Config; house: House; engine: RunningLiveEngine }): Web {
  let isReady = false;
  const addressOf = createAddressOf(config.trustedProxies);
  const server = createServer(serverOptions);
  const metrics = createMetrics({
    socketCount: () => gateway.socketCount(),
    onAirCount: () => engine.onAirCount(),
    problemCounts: () => engine.problemCounts(),
  });
  const clientFolder = join(import.meta.dirname, '..', 'client');
  const app = createApp({
    house,
    metrics,
    addressOf,
    publicOrigin: config.publicOrigin,
    clientFolder,
    isReady: () => isReady,
  });
  tuneServer(server);
  server.on('request', (request, response) => {
    if (!engine.handle(request, response)) app(request, response);
  });
  // After the listener above: the gateway hides its own path only from listeners that are there before it.
  const gateway = createGateway({ house, httpServer: server, addressOf, publicOrigin: config.publicOrigin });
  return {
    server,
    gateway,
    ready: () => void (isReady = true),
    stop: async () => {
      isReady = false;
      gateway.stop();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The first administrator: from the settings, or by a link that works once. */
async function welcome(house: House, config: Config, log: Logger): Promise<void> {
  if (config.administrator !== null) {
    const answer = await ensureAdministrator(house, config.administrator);
    log.info({ administrator: answer }, 'first administrator');
    return;
  }
  const link = await makeSetupLink(house);
  if (link === null) return;
  const site = config.publicOrigin ?? `http://localhost:${config.port}`;
  tell(`Create the first administrator here (the link works once, for 24 hours):\n    ${site}${link}`);
}

async function listen(server: Server, config: Config): Promise<void> {
  server.listen({ port: config.port, ...(config.host === null ? {} : { host: config.host }) });
  await once(server, 'listening').catch((error: unknown) =>
    refuseAddress(error, { setting: 'PORT', port: config.port, host: config.host }),
  );
}

function announce(config: Config, server: Server, engine: RunningLiveEngine): void {
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : config.port;
  tell(`Casa di Vetro is ready.\n    Citizens:  ${config.publicOrigin ?? `http://localhost:${port}`}/`);
  tell(`    Staff:     ${config.publicOrigin ?? `http://localhost:${port}`}/desk`);
  tell(`    Encoders:  ${rtmpUrl({ ...config, rtmpPort: engine.rtmpPort })} (stream key: on the desk of each session)`);
}

/** For the person at the terminal; never goes through the structured log. */
function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

interface Stopping {
  readonly reason: string;
  readonly log: Logger;
  readonly web: Web;
  readonly engine: RunningLiveEngine;
  readonly views: { close(): Promise<void> };
  readonly jobs: readonly { stop(): Promise<unknown> }[];
  readonly search: { close(): Promise<void> };
  readonly database: OpenDatabase;
  readonly folder: HeldFile;
}

async function stopAll(stopping: Stopping): Promise<void> {
  const { reason, log, web, engine, jobs, views, search, database, folder } = stopping;
  log.info({ reason }, 'stopping');
  await engine.stop(reason);
  await web.stop();
  await Promise.all(jobs.map((job) => job.stop()));
  await views.close();
  await search.close();
  await database.close();
  folder.release();
  log.info({ reason }, 'stopped');
}

async function main(): Promise<void> {
  const answer = readConfig(process.env);
  if (!answer.ok) {
    tell(answer.sentence);
    process.exit(1);
  }
  const log = createLog({ level: answer.config.logLevel, output: process.stdout });
  for (const notice of answer.config.notices) log.warn({}, notice);
  try {
    stopOnSignals(await start(answer.config, log), log);
  } catch (error) {
    const isOwn = error instanceof StartRefused || (error instanceof Error && /^Database/.test(error.name));
    tell(isOwn ? error.message : `The server could not start: ${error instanceof Error ? error.stack : String(error)}`);
    process.exit(1);
  }
}

await main();
