// Answers `session.mp4`: the whole of an ended session as one file, made on the fly, with single ranges for resuming.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ReadRange } from './answer-media.ts';
import { parseByteRange } from './byte-range.ts';
import { planDownload, type DownloadPlan } from './download-plan.ts';
import type { OriginSession } from './origin-session.ts';
import { noSuchRange, notEnded, nothingRecorded } from './problems.ts';
import { cacheHeader, sendProblem, startAnswer, type Exchange } from './respond.ts';

/** A plan is good until its session, opened again, gets another take, or something of it is withheld. */
interface KnownPlan {
  readonly state: string;
  readonly plan: Promise<DownloadPlan | null>;
}

const plans = new WeakMap<OriginSession, KnownPlan>();

export async function answerDownload(exchange: Exchange, session: OriginSession, readRange: ReadRange): Promise<void> {
  if (session.isLive) return sendProblem(exchange, notEnded);
  const plan = await planOf(session, readRange);
  if (plan === null) return sendProblem(exchange, nothingRecorded);
  const { request, response } = exchange;
  const asked = request.headers['if-range'] === undefined || request.headers['if-range'] === `"${plan.tag}"`;
  const range = asked ? parseByteRange(request.headers.range, plan.size) : null;
  if (range === 'unsatisfiable') return sendProblem(exchange, noSuchRange);
  const { first, last } = range ?? { first: 0, last: plan.size - 1 };
  const head = downloadHead(exchange, session.id, plan);
  if (range !== null) head.push('Content-Range', `bytes ${first}-${last}/${plan.size}`);
  startAnswer(response, range === null ? 200 : 206, last + 1 - first, head);
  if (request.method === 'HEAD') response.end();
  else await pour(plan.read(first, last), response);
}

function planOf(session: OriginSession, readRange: ReadRange): Promise<DownloadPlan | null> {
  const state = `${session.takeIds.length} ${session.withholdings}`;
  const known = plans.get(session);
  if (known?.state === state) return known.plan;
  const plan = planDownload(session, readRange);
  plans.set(session, { state, plan });
  plan.catch(() => plans.delete(session));
  return plan;
}

function downloadHead(exchange: Exchange, sessionId: string, plan: DownloadPlan): string[] {
  return [
    'Content-Type',
    'video/mp4',
    'Content-Disposition',
    `attachment; filename="session-${sessionId}.mp4"`,
    'Cache-Control',
    cacheHeader(exchange.shared, { seconds: null }),
    'Accept-Ranges',
    'bytes',
    'ETag',
    `"${plan.tag}"`,
    ...(plan.takesLeftOut > 0 ? ['X-Takes-Left-Out', `${plan.takesLeftOut}`] : []),
  ];
}

/** Reads on only when the socket has taken what it got, so that a slow reader costs one segment of memory. */
async function pour(chunks: AsyncGenerator<Buffer>, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    for await (const chunk of chunks) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await once(response, 'drain', { signal: gone.signal });
    }
    response.end();
  } catch (error) {
    if (gone.signal.aborted) return;
    response.destroy();
    throw error;
  }
}
