// A whole server with a session on air from a real encoder: what measurements begin with.
import { loadavg } from 'node:os';
import type { Session } from '../../server/contract/sessions.ts';
import { ApiClient } from './api-client.ts';
import type { Publisher } from './ffmpeg-publisher.ts';
import { startServer, type RunningServer } from './running-server.ts';
import { waitFor } from './wait-for.ts';

export interface OnAir {
  readonly server: RunningServer;
  readonly api: ApiClient;
  readonly encoder: Publisher;
  readonly sessionId: string;
  session(): Promise<Session>;
  dispose(): Promise<void>;
}

/**
 * Starts a server and an encoder, waits until its keyframes are known, goes live and waits for the first playlist.
 * @param start starts the encoder that publishes to an address
 */
export async function goOnAir(start: (url: string) => Publisher): Promise<OnAir> {
  const server = await startServer();
  try {
    return await goOnAirAt(server, start);
  } catch (error) {
    await server.dispose();
    throw error;
  }
}

async function goOnAirAt(server: RunningServer, start: (url: string) => Publisher): Promise<OnAir> {
  const api = new ApiClient(server.url);
  await api.signIn();
  const { id: sessionId } = await api.createSession({
    title: 'A measured session',
    scheduledAt: new Date().toISOString(),
    agenda: [{ number: '1', title: 'First item' }],
  });
  const { rtmp } = await api.feed(sessionId);
  const encoder = start(`${rtmp.url}/${rtmp.streamKey}`);
  try {
    const keyframesKnown = async () => (await api.feed(sessionId)).health.keyframeIntervalSeconds !== null;
    await waitFor(keyframesKnown, { describe: 'two keyframes have arrived' });
    await api.command(sessionId, 'go-live');
    const isRecording = async () => (await api.session(sessionId)).takes.length > 0;
    await waitFor(isRecording, { describe: 'there is something to play' });
  } catch (error) {
    encoder.kill9();
    throw error;
  }
  return {
    server,
    api,
    encoder,
    sessionId,
    session: () => api.session(sessionId),
    async dispose() {
      encoder.kill9();
      await encoder.exited;
      await server.dispose();
    },
  };
}

/** What else keeps the machine busy: processes that want to run, over the last minute. */
export function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}
