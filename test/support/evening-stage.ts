// The scripted evening on a whole server with a real encoder: the stage that it is acted on, and the acting.
import type { Browser } from 'playwright-core';
import type { CouncilLog } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { ApiClient } from './api-client.ts';
import { welcomeVisitor, type Visitor } from './browser.ts';
import { pointer } from './desk-hands.ts';
import { createClerk } from './evening-clerk.ts';
import type { Act } from './evening-script.ts';
import { publish, type Publisher } from './ffmpeg-publisher.ts';
import { actsInTheRoom, type DoneAct } from './lived-evening.ts';
import { administrator, startServer, type RunningServer } from './running-server.ts';
import { waitFor } from './wait-for.ts';

/** This guest speaks so long that the speech can be split later. */
const talkative = { name: 'Nilo Chiusa', seconds: 5 };
/** Few pictures a second, so that a browser that draws them without a graphics card has time for the desk. */
export const framesPerSecond = 10;
/** With these acts pictures begin. */
const goingOnAir = ['go-live', 'resume', 'open-doors'];

export interface EveningStage {
  readonly server: RunningServer;
  readonly clerk: Visitor;
  /** A signed-in program, which sees what staff see. */
  readonly api: ApiClient;
  readonly sessionId: string;
  /** Acts the evening up to the adjournment; an act begins when the desk has shown the one before. */
  play(): Promise<DoneAct[]>;
  session(): Promise<Session>;
  log(): Promise<CouncilLog>;
  dispose(): Promise<void>;
}

/** Announces the session, and lets an encoder of 320 by 180 pixels publish for it. */
export async function setEveningStage(browser: Browser): Promise<EveningStage> {
  const server = await startServer();
  let encoder: Publisher | null = null;
  const dispose = async (): Promise<void> => {
    encoder?.kill9();
    await encoder?.exited;
    await server.dispose();
  };
  try {
    const visitor = await welcomeVisitor(browser, server.url);
    const clerk = createClerk(visitor.page, pointer());
    const api = new ApiClient(server.url);
    await api.signIn();
    const sessionId = await clerk.announce(administrator);
    await clerk.keepBody();
    const { rtmp } = await api.feed(sessionId);
    encoder = publish({ url: `${rtmp.url}/${rtmp.streamKey}`, size: '320x180', framesPerSecond, keyframeSeconds: 1 });
    const known = async () => (await api.feed(sessionId)).health.keyframeIntervalSeconds !== null;
    await waitFor(known, { describe: 'two keyframes have arrived' });
    const session = (): Promise<Session> => api.session(sessionId);
    const recorded = async (): Promise<number> => (await session()).durationSeconds ?? 0;
    const grows = (before: number, seconds: number) =>
      waitFor(async () => (await recorded()) >= before + seconds, { describe: 'it is recorded' });
    const doAct = async (act: Act): Promise<DoneAct> => {
      const before = await recorded();
      const fromMs = Date.now();
      await clerk.act(act).catch((error: unknown) => {
        throw new Error(`the clerk could not ${act.what} ${act.of}`, { cause: error });
      });
      const untilMs = Date.now();
      if (goingOnAir.includes(act.what)) await grows(before, 0.5);
      if (act.of === talkative.name) await grows(before, talkative.seconds);
      return { act, fromMs, untilMs };
    };
    return {
      ...{ server, clerk: visitor, api, sessionId, session, dispose },
      async play() {
        const done: DoneAct[] = [];
        for (const act of actsInTheRoom) done.push(await doAct(act));
        return done;
      },
      log: async () => (await (await api.send('GET', `/api/sessions/${sessionId}/log`)).json()) as CouncilLog,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
