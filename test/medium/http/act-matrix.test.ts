// Every act of a clerk in every state of a session, over HTTP: marks, the log, corrections. Who may do them at all is
// role-matrix.test.ts; commands are command-matrix.test.ts. The table is written by hand and fails for acts that are not in it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entryDataSchema, type EntryData } from '../../../server/contract/council-log.ts';
import type { Roster } from '../../../server/contract/roster.ts';
import { sessionStates, type Command, type Session, type SessionState } from '../../../server/contract/sessions.ts';
import { allRoutes } from '../../../server/http/all-routes.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

/** The way into each state; the session has been on air for a minute where it has been at all. */
const wayTo: Record<SessionState, readonly Command[]> = {
  scheduled: [],
  live: ['go-live'],
  recess: ['go-live', 'recess'],
  closed: ['go-live', 'close-doors'],
  ended: ['go-live', 'adjourn'],
  cancelled: ['cancel'],
};

interface Stage {
  readonly session: Session;
  /** An instant at which the session was on air, if it ever was. */
  readonly onAirAt: string;
  readonly markId: string;
  readonly entry: { readonly id: string; readonly version: number };
}

interface Act {
  readonly route: string;
  readonly ask: (stage: Stage) => { query?: string; body?: object };
  /** Status and code in each state; the states that are left out are like `else`. */
  readonly answers: Partial<Record<SessionState | 'else', string>>;
}

const note = 'A correction';
let memberId = '';
const enter = (data: EntryData, answers: Act['answers'], at?: (stage: Stage) => string): Act => ({
  route: 'post /api/sessions/{id}/log',
  ask: (stage) => ({
    body: {
      ...{ data: data.kind === 'attendance' ? { ...data, personId: memberId } : data, note },
      ...(data.kind === 'item' && { agendaItemId: stage.session.agenda[1]?.id }),
      ...(at !== undefined && { at: at(stage) }),
    },
  }),
  answers,
});
const counts = { present: 3, for: 2, against: 1, abstained: 0, blank: 0 };
const entries: Record<EntryData['kind'], EntryData> = {
  attendance: { kind: 'attendance', personId: 'the member', isPresent: true },
  speech: { kind: 'speech', personId: null, speaker: 'Ada', group: null, speechKind: 'contribution' },
  item: { kind: 'item', status: 'deferred' },
  vote: { kind: 'vote', subject: 'Budget', method: 'electronic', majority: 'simple', counts, ballots: [], note: null },
  note: { kind: 'note', text: 'The hall is cold' },
};
const anyTime = { else: '201', ended: '409 log-not-open', cancelled: '409 log-not-open' };
const afterwards = { else: '201', scheduled: '409 log-not-open', cancelled: '409 log-not-open' };

const acts: Readonly<Record<string, Act>> = {
  'marks an item now': {
    route: 'post /api/sessions/{id}/marks',
    ask: ({ session }) => ({ body: { agendaItemId: session.agenda[1]?.id } }),
    answers: { else: '409 mark-not-on-air', live: '201' },
  },
  'marks an item at an instant that was on air': {
    route: 'post /api/sessions/{id}/marks',
    ask: ({ session, onAirAt }) => ({ body: { agendaItemId: session.agenda[1]?.id, at: onAirAt } }),
    answers: { else: '201', scheduled: '409 mark-not-on-air', cancelled: '409 mark-not-on-air' },
  },
  'moves a mark': {
    route: 'patch /api/sessions/{id}/marks/{markId}',
    ask: () => ({ body: { bySeconds: 1, note } }),
    answers: { else: '200', scheduled: '404 mark-not-found', cancelled: '404 mark-not-found' },
  },
  'takes a mark back': {
    route: 'delete /api/sessions/{id}/marks/{markId}',
    ask: () => ({}),
    answers: { else: '204' },
  },
  'writes down who is there': enter(entries.attendance, anyTime),
  'writes down a fate of an item': enter(entries.item, anyTime),
  'writes a note': enter(entries.note, anyTime),
  'writes down who speaks': enter(entries.speech, { else: '409 log-not-open', live: '201' }),
  'writes down a vote': enter(entries.vote, { else: '409 log-not-open', live: '201', closed: '201' }),
  'writes down a speech of a time on air': enter(entries.speech, afterwards, ({ onAirAt }) => onAirAt),
  'writes down a vote of a time on air': enter(entries.vote, afterwards, ({ onAirAt }) => onAirAt),
  'writes down everyone as present': {
    route: 'post /api/sessions/{id}/log/all-present',
    ask: () => ({ body: { note } }),
    answers: { else: '200', ended: '409 log-not-open', cancelled: '409 log-not-open' },
  },
  'changes an entry': {
    route: 'patch /api/sessions/{id}/log/{entryId}',
    ask: ({ entry }) => ({ body: { version: entry.version, data: { kind: 'note', text: 'It is warm' }, note } }),
    answers: { else: '200', cancelled: '409 log-not-open' },
  },
  'takes an entry out': {
    route: 'delete /api/sessions/{id}/log/{entryId}',
    ask: ({ entry }) => ({ query: `?version=${entry.version}&note=${note}` }),
    answers: { else: '204' },
  },
  'opens a correction': {
    route: 'post /api/sessions/{id}/correction',
    ask: () => ({}),
    answers: { else: '409 command-not-allowed', ended: '200' },
  },
  'closes a correction that is not open': {
    route: 'post /api/sessions/{id}/correction/close',
    ask: () => ({ body: { note } }),
    answers: { else: '200' },
  },
};

let server: TestServer;
const nowMs = Date.now();
beforeAll(async () => {
  server = await createTestServer();
  const { bodyId } = (await stageOf('scheduled')).session;
  const body = { members: [{ name: 'Ada Lumini' }] };
  const roster = (await server.askAsStaff('PUT', `/api/bodies/${bodyId}/roster`, { body })).json<Roster>();
  memberId = roster.members[0]?.personId ?? '';
});
afterAll(() => server.close());

const post = (path: string, body: object) => server.askAsStaff('POST', path, { body });

/** A session of its own in that state, with a mark where it was on air and a note in its log. */
async function stageOf(state: SessionState): Promise<Stage> {
  server.setNow(nowMs);
  const input = { title: 'Council', scheduledAt: '2026-11-22T20:00:00Z', agenda: [{ title: 'One' }, { title: 'Two' }] };
  const session = (await post('/api/sessions', input)).json<Session>();
  const path = `/api/sessions/${session.id}`;
  const written = await post(`${path}/log`, { data: entries.note });
  const { entry } = written.json<{ entry: Stage['entry'] }>();
  let markId = 'none';
  for (const command of wayTo[state]) {
    await post(`${path}/commands`, { command });
    if (command !== 'go-live') continue;
    const mark = await post(`${path}/marks`, { agendaItemId: session.agenda[0]?.id });
    markId = mark.json<{ id: string }>().id;
    server.setNow(nowMs + 60_000);
  }
  server.setNow(nowMs + 120_000);
  return { session, markId, entry, onAirAt: new Date(nowMs + 30_000).toISOString() };
}

async function answerTo({ route, ask }: Act, stage: Stage): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const { query = '', body } = ask(stage);
  const address = path
    .replace('{id}', stage.session.id)
    .replace('{markId}', stage.markId)
    .replace('{entryId}', stage.entry.id);
  const answer = await server.askAsStaff(method.toUpperCase(), address + query, body === undefined ? {} : { body });
  if (answer.status < 400) return String(answer.status);
  return `${answer.status} ${answer.json<{ code: string }>().code}`;
}

describe.each(Object.entries(acts))('a clerk who %s', (_, act) => {
  it.each(sessionStates)('gets the answer of the table while the session is %s', async (state) => {
    expect(await answerTo(act, await stageOf(state))).toBe(act.answers[state] ?? act.answers.else);
  });
});

describe('the table', () => {
  it('has every act on marks, log and corrections that the server offers', () => {
    const metrics = createMetrics({ socketCount: () => 0, onAirCount: () => 0, problemCounts: () => new Map() });
    const offered = allRoutes({ house: server.house, metrics, isReady: () => true, cookieName: 'casa_sign_in' })
      .filter(({ method, path }) => method !== 'get' && /^\/api\/sessions\/\{id\}\/(marks|log|correction)/u.test(path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(new Set(Object.values(acts).map(({ route }) => route))).toEqual(new Set(offered));
  });

  it('has every kind of entry', () => {
    const kinds = entryDataSchema.options.map((option) => option.shape.kind.value);
    expect(Object.keys(entries).toSorted()).toEqual(kinds.toSorted());
  });
});
