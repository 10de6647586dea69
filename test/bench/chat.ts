// 500 viewers on one session: how long a clerk's click and a chat message take to reach all of their pages.
// Server in a process of its own, viewers in this one. The last line is one JSON object; times in milliseconds.
import { performance } from 'node:perf_hooks';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../../server/contract/socket-events.ts';
import { ApiClient } from '../support/api-client.ts';
import { startServer } from '../support/running-server.ts';

type Viewer = Socket<ServerToClientEvents, ClientToServerEvents>;

const viewerCount = Number(process.argv[2] ?? 500);
const clicks = 30;
/** Connections are opened in groups, as people arrive. */
const arriveTogether = 50;

const server = await startServer({ LOG_LEVEL: 'warn' });
try {
  await measure();
} finally {
  await server.dispose();
}

async function measure(): Promise<void> {
  const clerk = new ApiClient(server.url);
  await clerk.signIn();
  const agenda = Array.from({ length: clicks }, (_item, index) => ({ title: `Item ${index + 1}` }));
  const session = await clerk.createSession({ title: 'Chat', scheduledAt: '2026-01-01T18:00:00Z', agenda });
  await clerk.command(session.id, 'go-live');
  const viewers = await arrive(session.id);
  try {
    const click = await spread(viewers, 'marks:changed', session.agenda, (item) => clerk.mark(session.id, item.id));
    const chat = await spread(viewers, 'chat:message', viewers.slice(0, clicks), (viewer) => say(viewer, session.id));
    process.stdout.write(`${JSON.stringify({ bench: 'chat', viewers: viewers.length, clicks, click, chat })}\n`);
  } finally {
    for (const viewer of viewers) viewer.disconnect();
  }
}

async function arrive(sessionId: string): Promise<Viewer[]> {
  const viewers: Viewer[] = [];
  while (viewers.length < viewerCount) {
    const group = Array.from({ length: Math.min(arriveTogether, viewerCount - viewers.length) }, connect);
    await Promise.all(group.map((viewer) => joined(viewer, sessionId)));
    viewers.push(...group);
    process.stderr.write(`${viewers.length} of ${viewerCount} viewers\n`);
  }
  return viewers;
}

function connect(): Viewer {
  return io(server.url, { transports: ['websocket'], forceNew: true, reconnection: false });
}

async function joined(viewer: Viewer, sessionId: string): Promise<void> {
  const answer = await viewer.timeout(30_000).emitWithAck('session:join', { sessionId });
  if (!answer.ok) throw new Error(answer.detail);
}

async function say(viewer: Viewer, sessionId: string): Promise<void> {
  const answer = await viewer.emitWithAck('chat:send', { sessionId, displayName: 'Bench', text: 'Good evening' });
  if (!answer.ok) throw new Error(answer.detail);
}

/** Does one thing after the other; each is over when every viewer has heard of it. */
async function spread<Thing>(
  viewers: readonly Viewer[],
  event: 'marks:changed' | 'chat:message',
  things: readonly Thing[],
  act: (thing: Thing) => Promise<unknown>,
): Promise<object> {
  const delays: number[] = [];
  for (const thing of things) {
    const begun = performance.now();
    const heard = viewers.map(
      (viewer) =>
        new Promise<void>((resolve) => viewer.once(event, () => resolve(void delays.push(performance.now() - begun)))),
    );
    await Promise.all([act(thing), ...heard]);
  }
  delays.sort((one, other) => one - other);
  const at = (share: number): number => Math.round((delays[Math.floor((delays.length - 1) * share)] ?? 0) * 10) / 10;
  return { p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}
