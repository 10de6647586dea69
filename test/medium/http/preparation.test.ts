// Before a session: what is said of items and of the session, the next one out of the last, and calendars to subscribe to.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '../../../server/contract/sessions.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const scheduledAt = '2026-12-03T20:00:00Z';
async function create(more: object = {}): Promise<Session> {
  const agenda = [{ title: 'Appello' }, { title: 'Surroga', children: [{ title: 'Parere' }] }];
  const body = { title: 'Seduta, ordinaria', body: 'Consiglio', scheduledAt, agenda, ...more };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
}
const change = async (session: Session, body: object) =>
  (
    await server.askAsStaff('PATCH', `/api/sessions/${session.id}/agenda/${session.agenda[1]?.id}`, { body })
  ).json<Session>();

describe('an agenda item', () => {
  it('says what it is, who presents it, and that it must not be broadcast; what is left out stays', async () => {
    const session = await create();
    await change(session, { sharedType: 'appointment', type: 'surroga', rapporteur: 'Ada Lumini', noBroadcast: true });
    const changed = await change(session, { description: 'Nomina del consigliere che subentra.', plannedClosed: true });
    expect(changed.agenda[1]).toMatchObject({
      title: 'Surroga',
      type: 'surroga',
      sharedType: 'appointment',
      rapporteur: 'Ada Lumini',
      description: 'Nomina del consigliere che subentra.',
      plannedClosed: true,
      noBroadcast: true,
    });
    const again = await change(session, { description: '', noBroadcast: false });
    expect(again.agenda[1]).not.toHaveProperty('description');
    expect(again.agenda[1]).not.toHaveProperty('noBroadcast');
  });

  it('keeps all of that, and its marks, when the agenda is imported again', async () => {
    const session = await create();
    await change(session, { rapporteur: 'Ada Lumini', noBroadcast: true });
    const [first, second] = session.agenda;
    await server.askAsStaff('POST', `/api/sessions/${session.id}/commands`, { body: { command: 'go-live' } });
    const mark = { body: { agendaItemId: second?.id } };
    expect((await server.askAsStaff('POST', `/api/sessions/${session.id}/marks`, mark)).status).toBe(201);
    const agenda = [
      { id: first?.id, title: 'Appello nominale' },
      { id: second?.id, title: 'Surroga di un consigliere' },
      { title: 'Nuovo punto' },
    ];
    const answer = await server.askAsStaff('PUT', `/api/sessions/${session.id}/agenda`, { body: { agenda } });
    const items = answer.json<Session>().agenda;
    expect(items.map((item) => item.title)).toEqual(['Appello nominale', 'Surroga di un consigliere', 'Nuovo punto']);
    expect(items[1]).toMatchObject({ rapporteur: 'Ada Lumini', noBroadcast: true, marks: [expect.anything()] });
  });
});

describe('a session', () => {
  it('says where it is held, in which call, and with which words it was convened', async () => {
    const session = await create({ place: 'Sala consiliare', convocation: 'È convocato il consiglio.' });
    const body = { call: 2, secondCallAt: '2026-12-04T20:00:00Z', place: 'Teatro' };
    const changed = (await server.askAsStaff('PATCH', `/api/sessions/${session.id}`, { body })).json<Session>();
    expect(changed).toMatchObject({ ...body, secondCallAt: '2026-12-04T20:00:00.000Z' });
    expect(changed.convocation).toBe('È convocato il consiglio.');
  });

  it('is the model of the next one: body, place and agenda, private, without marks and documents', async () => {
    const session = await create({ place: 'Sala consiliare' });
    await change(session, { sharedType: 'appointment', rapporteur: 'Ada Lumini' });
    const body = { scheduledAt: '2027-01-14T20:00:00Z' };
    const answer = await server.askAsStaff('POST', `/api/sessions/${session.id}/duplicate`, { body });
    const next = answer.json<Session>();
    expect(next).toMatchObject({ title: session.title, bodyId: session.bodyId, place: 'Sala consiliare' });
    expect(next.publication).toBe('private');
    expect(next.agenda.map((item) => item.title)).toEqual(['Appello', 'Surroga']);
    expect(next.agenda[1]).toMatchObject({ sharedType: 'appointment', children: [{ title: 'Parere' }] });
    expect(next.agenda[1]).not.toHaveProperty('rapporteur');
    expect(next.agenda[1]?.id).not.toBe(session.agenda[1]?.id);
  });
});

describe('the calendar', () => {
  it('holds what is public, of the town or of one body, and says what was cancelled', async () => {
    const session = await create({ place: 'Sala consiliare' });
    const other = await create({ title: 'Altra', body: 'Commissione' });
    const secret = await create({ title: 'Riservata', publication: 'private' });
    await server.askAsStaff('POST', `/api/sessions/${other.id}/commands`, { body: { command: 'cancel' } });
    const town = await server.ask('GET', '/api/calendar.ics');
    expect(town.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(town.text).toContain(`UID:${session.id}@casa-di-vetro\r\n`);
    expect(town.text).toContain('SUMMARY:Consiglio: Seduta\\, ordinaria\r\n');
    expect(town.text).toContain('STATUS:CANCELLED');
    expect(town.text).not.toContain(secret.id);
    const body = await server.ask('GET', `/api/bodies/${session.bodyId}/calendar.ics`);
    expect(body.text).toContain(session.id);
    expect(body.text).not.toContain(other.id);
    expect((await server.ask('GET', '/api/bodies/none/calendar.ics')).status).toBe(404);
  });

  it('of one session reminds an hour before, and a private one has none', async () => {
    const session = await create();
    const one = await server.ask('GET', `/api/sessions/${session.id}/calendar.ics`);
    expect(one.text).toContain('TRIGGER:-PT60M\r\n');
    expect(one.text).toContain('DTSTART:20261203T200000Z\r\n');
    const secret = await create({ publication: 'private' });
    expect((await server.ask('GET', `/api/sessions/${secret.id}/calendar.ics`)).status).toBe(404);
  });
});
