// A hostile member of staff: every field of every request of the desk replaced by what nobody should send, ids of other
// sessions and bodies, and two clerks at the same instant. Nothing is an internal fault, nothing is written twice.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CouncilLog, WrittenEntry } from '../../../server/contract/council-log.ts';
import type { Roster } from '../../../server/contract/roster.ts';
import type { PlacedMark, Session } from '../../../server/contract/sessions.ts';
import { createTestServer, type Answer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let session: Session;
let people: string[];
let entry: WrittenEntry['entry'];
let mark: PlacedMark;

const ask = (method: string, address: string, body?: unknown): Promise<Answer> =>
  server.askAsStaff(method, address, body === undefined ? {} : { body });
async function hold(body: string): Promise<Session> {
  const agenda = [{ title: 'Roll call', children: [{ title: 'Names' }] }, { title: 'Budget' }];
  const input = { title: `Evening of the ${body}`, body, scheduledAt: '2026-11-22T20:00:00Z', agenda };
  const made = (await ask('POST', '/api/sessions', input)).json<Session>();
  await ask('POST', `/api/sessions/${made.id}/commands`, { command: 'go-live' });
  return made;
}
const speech = (speaker: string) => ({ kind: 'speech', personId: null, speaker, group: null, speechKind: 'question' });
const itemOf = (of: Session, index = 0): string => of.agenda[index]?.id ?? '';

beforeAll(async () => {
  server = await createTestServer();
  session = await hold('Council');
  const members = [{ name: 'Ada Lumini', role: 'mayor' }, { name: 'Bruno Vetrai' }];
  const roster = (await ask('PUT', `/api/bodies/${session.bodyId}/roster`, { members })).json<Roster>();
  people = roster.members.map(({ personId }) => personId);
  entry = (await ask('POST', `/api/sessions/${session.id}/log`, { data: speech('Guest') })).json<WrittenEntry>().entry;
  mark = (await ask('POST', `/api/sessions/${session.id}/marks`, { agendaItemId: itemOf(session) })).json<PlacedMark>();
});
afterAll(() => server.close());

/** Requests as they should be; what a route is asked is made worse from here, one field at a time. */
function goodRequests(): [method: string, address: string, body: unknown][] {
  const at = `/api/sessions/${session.id}`;
  const item = itemOf(session);
  const [personId = ''] = people;
  const counts = { present: 2, for: 2, against: 0, abstained: 0, blank: 0 };
  const vote = { kind: 'vote', subject: 'Budget', method: 'roll-call', majority: 'simple', counts, note: null };
  const ballots = [{ personId, choice: 'for' }];
  const quorum = { seats: 16, firstCall: 'half', secondCall: 'third', mayorCounts: false };
  const legal = { regulationUrl: 'https://example.org/r', privacyNotice: 'x', whoMaySuspend: 'the chair' };
  const agenda = [{ title: 'New', number: '9', type: 'motion', children: [{ title: 'Below' }] }];
  return [
    ['POST', '/api/sessions', { title: 'T', body: 'B', scheduledAt: '2026-12-01T20:00:00Z', review: true, agenda }],
    ['PATCH', at, { title: 'Another title', scheduledAt: '2026-12-01T20:00:00Z' }],
    ['POST', `${at}/marks`, { agendaItemId: item, at: new Date().toISOString(), seen: 'x' }],
    ['PATCH', `${at}/marks/${mark.id}`, { bySeconds: 0, note: 'n' }],
    ['POST', `${at}/log`, { commandId: 'c', at: new Date().toISOString(), agendaItemId: item, data: speech('A') }],
    ['POST', `${at}/log`, { data: { kind: 'attendance', personId, isPresent: true } }],
    ['POST', `${at}/log`, { data: { ...vote, ballots } }],
    ['POST', `${at}/log`, { agendaItemId: item, data: { kind: 'item', status: 'suspended' } }],
    [
      'PATCH',
      `${at}/log/${entry.id}`,
      { version: 99, at: entry.at, until: null, agendaItemId: null, data: speech('B') },
    ],
    ['POST', `${at}/commands`, { command: 'recess', reason: 'x', expectedAt: '2026-12-01T20:00:00Z' }],
    ['PUT', `${at}/agenda`, { agenda: session.agenda }],
    [
      'PUT',
      `/api/bodies/${session.bodyId}/roster`,
      { members: [{ personId, name: 'Ada', group: 'G', role: 'mayor' }] },
    ],
    ['PATCH', `/api/bodies/${session.bodyId}`, { quorum, legal, publicLog: { votes: true } }],
    ['POST', '/api/accounts', { email: 'a@example.org', role: 'clerk', bodies: { [session.bodyId]: 'clerk' } }],
    ['POST', '/api/tokens', { name: 'n', scopes: ['run-sessions'], expiresAt: '2027-01-01T00:00:00Z' }],
    ['POST', '/api/webhooks', { url: 'https://hooks.example.org/x', events: ['session.live'] }],
    ['PUT', '/api/search/synonyms', { synonyms: 'a = b' }],
    ['POST', `${at}/feed/sources`, { kind: 'pull', url: 'rtsp://camera.example.org/' }],
  ];
}

const nasty: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  '\u0000',
  '\uD800',
  '__proto__',
  'x'.repeat(70_000),
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00Z',
  [],
  [null],
  {},
  { constructor: { prototype: { isAdministrator: true } } },
];

/** Every body in which one field, at any depth, is one of these. */
function worsened(value: unknown): unknown[] {
  if (value === null || typeof value !== 'object') return [...nasty];
  return [
    ...nasty,
    ...Object.entries(value).flatMap(([name, part]) =>
      worsened(part).map((worse) =>
        Array.isArray(value)
          ? value.map((one: unknown, index) => (String(index) === name ? worse : one))
          : { ...value, [name]: worse },
      ),
    ),
  ];
}

describe('a request of the desk with a field that nobody should send', () => {
  it('is answered, refused in words or harmless, and never an internal fault', async () => {
    for (const [method, address, body] of goodRequests()) {
      for (const worse of worsened(body)) {
        const answer = await ask(method, address, worse);
        const what = [method, address, JSON.stringify(worse).slice(0, 300)];
        expect([...what, answer.status, answer.status < 500 || answer.text.includes('"unavailable"')]).toEqual([
          ...what,
          answer.status,
          true,
        ]);
      }
    }
  });

  it('leaves everything readable', async () => {
    for (const part of [
      '',
      '/log',
      '/trail',
      '/minutes?lang=en&format=html',
      '/minutes?lang=it&format=akn',
      '/record',
    ]) {
      const answer = await ask('GET', `/api/sessions/${session.id}${part}`);
      expect([part, answer.status]).toEqual([part, 200]);
    }
    expect((await ask('GET', '/api/sessions?limit=100')).status).toBe(200);
    expect(Object.hasOwn(Object.prototype, 'isAdministrator')).toBe(false);
  });

  it('is refused when it is nested without end', async () => {
    const deep = (levels: number): string =>
      `{"agenda":${'[{"title":"x","children":'.repeat(levels)}[]${'}]'.repeat(levels)}}`;
    for (const levels of [7, 500, 30_000]) {
      const headers = { 'content-type': 'application/json' };
      const address = `/api/sessions/${session.id}/agenda`;
      const answer = await server.askAsStaff('PUT', address, { body: deep(levels), headers });
      expect([levels, answer.status]).toEqual([levels, 400]);
    }
  });

  it.each(['__proto__', 'constructor', '%00', '%2e%2e%2f', '%F0%9F%8F%9B', 'x'.repeat(300), '%E0%A4%A', "'or''='"])(
    'is refused for a session or entry called %s',
    async (id) => {
      for (const [method, address] of [
        ['GET', `/api/sessions/${id}`],
        ['GET', `/api/sessions/${id}/log`],
        ['DELETE', `/api/sessions/${session.id}/log/${id}`],
        ['DELETE', `/api/sessions/${session.id}/marks/${id}`],
        ['GET', `/api/bodies/${id}`],
        ['GET', `/api/sessions?cursor=${id}&from=${id}&state=${id}`],
        ['GET', `/api/audit?session=${id}&cursor=${id}`],
      ] as const) {
        const { status } = await ask(method, address);
        expect([method, address, status < 500]).toEqual([method, address, true]);
      }
    },
  );
});

describe('what belongs to another session or body', () => {
  it('can be neither named nor changed by way of this one', async () => {
    const other = await hold('Committee');
    const there = `/api/sessions/${other.id}`;
    const [personId = ''] = people;
    const attendance = { kind: 'attendance', personId, isPresent: true };
    const refused = async (method: string, address: string, body?: unknown): Promise<void> => {
      const { status } = await ask(method, address, body);
      expect([method, address, [400, 404, 409].includes(status)]).toEqual([method, address, true]);
    };
    await refused('POST', `${there}/marks`, { agendaItemId: itemOf(session) });
    await refused('POST', `${there}/log`, { agendaItemId: itemOf(session), data: speech('A') });
    await refused('POST', `${there}/log`, { data: attendance });
    await refused('PATCH', `${there}/log/${entry.id}`, { version: entry.version, data: speech('B') });
    await refused('PATCH', `${there}/marks/${mark.id}`, { bySeconds: 1 });
    await ask('PUT', `${there}/agenda`, { agenda: [{ id: itemOf(session), title: 'Stolen' }] });
    await ask('DELETE', `${there}/log/${entry.id}`);
    await ask('DELETE', `${there}/marks/${mark.id}`);
    const log = (await ask('GET', `/api/sessions/${session.id}/log`)).json<CouncilLog>();
    expect(log.entries.map(({ id }) => id)).toContain(entry.id);
    const { agenda } = (await ask('GET', `/api/sessions/${session.id}`)).json<Session>();
    expect(agenda[0]?.title).toBe('Roll call');
    expect(agenda.flatMap(({ marks }) => marks.map(({ id }) => id))).toContain(mark.id);
  });
});

describe('two clerks at the same instant', () => {
  const all = (times: number, act: (index: number) => Promise<Answer>): Promise<Answer[]> =>
    Promise.all(Array.from({ length: times }, (_, index) => act(index)));
  const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).toSorted();

  it('begin an item once, and only one of two items', async () => {
    const evening = await hold('Racing council');
    const at = `/api/sessions/${evening.id}/marks`;
    const same = await all(10, () => ask('POST', at, { agendaItemId: itemOf(evening), seen: null }));
    expect(new Set(same.map((answer) => answer.json()['id'])).size).toBe(1);
    const [seen] = same.map((answer) => answer.json<PlacedMark>().id);
    await ask('DELETE', `${at}/${seen ?? ''}`);
    const different = await all(2, (index) => ask('POST', at, { agendaItemId: itemOf(evening, index), seen: null }));
    expect(statuses(different)).toEqual([201, 409]);
  });

  it('begin a speech once, change an entry once, and give a command once', async () => {
    const evening = await hold('Second racing council');
    const at = `/api/sessions/${evening.id}`;
    const spoken = await all(10, () => ask('POST', `${at}/log`, { data: speech('Ada') }));
    const ids = new Set(spoken.map((answer) => answer.json<WrittenEntry>().entry.id));
    expect(ids.size).toBe(1);
    const changes = await all(5, (index) =>
      ask('PATCH', `${at}/log/${[...ids].join('')}`, { version: 1, data: speech(`Ada ${index}`) }),
    );
    expect(statuses(changes)).toEqual([200, 409, 409, 409, 409]);
    const adjourned = await all(10, () => ask('POST', `${at}/commands`, { command: 'adjourn' }));
    expect(statuses(adjourned)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(adjourned.filter((answer) => answer.json()['changed'] === true)).toHaveLength(1);
  });
});
