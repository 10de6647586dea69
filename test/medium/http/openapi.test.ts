// The OpenAPI document: structure, completeness, and that it says what the routes do.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

interface Operation {
  operationId: string;
  security: object[];
  parameters?: { name: string; in: string; required: boolean }[];
  responses: Record<string, { description: string }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
}

let server: TestServer;
let text: string;
let document: Document;
beforeAll(async () => {
  server = await createTestServer();
  text = (await server.ask('GET', '/api/openapi.json')).text;
  document = JSON.parse(text) as Document;
});
afterAll(() => server.close());

const operations = (): [string, string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [method, path, operation]),
  );

describe('the OpenAPI document', () => {
  it('is version 3.1 and every reference in it leads somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1] ?? reference;
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
  });

  it('lists every address of the contract', () => {
    const expected = [
      'get /healthz',
      'get /readyz',
      'get /metrics',
      'get /api/openapi.json',
      'post /api/sign-in',
      'post /api/sign-out',
      'get /api/me',
      'get /api/sign-in/me',
      'get /api/me/sign-ins',
      'delete /api/me/sign-ins/{id}',
      'post /api/setup',
      'post /api/choose-password',
      'put /api/me/password',
      'post /api/me/sign-out-everywhere',
      'post /api/me/second-factor',
      'put /api/me/second-factor',
      'post /api/me/second-factor/codes',
      'post /api/me/second-factor/remove',
      'post /api/accounts/{id}/remove-second-factor',
      'get /api/settings/sign-in',
      'put /api/settings/sign-in',
      'get /api/tokens',
      'post /api/tokens',
      'delete /api/tokens/{id}',
      'get /api/audit',
      'get /api/webhooks',
      'post /api/webhooks',
      'delete /api/webhooks/{id}',
      'post /api/webhooks/{id}/test',
      'get /api/webhooks/{id}/deliveries',
      'get /api/sign-in/ways',
      'get /api/sign-in/openid',
      'get /api/sign-in/openid/callback',
      'get /api/accounts',
      'post /api/accounts',
      'patch /api/accounts/{id}',
      'post /api/accounts/{id}/reset',
      'post /api/accounts/{id}/sign-out',
      'post /api/sessions',
      'get /api/sessions',
      'get /api/sessions/{id}',
      'patch /api/sessions/{id}',
      'put /api/sessions/{id}/agenda',
      'post /api/sessions/{id}/commands',
      'post /api/sessions/{id}/marks',
      'delete /api/sessions/{id}/marks/{markId}',
      'get /api/sessions/{id}/feed',
      'post /api/sessions/{id}/stream-key',
      'post /api/sessions/{id}/feed/sources',
      'post /api/sessions/{id}/preview',
      'post /api/sessions/{id}/rehearsal',
      'get /api/sessions/{id}/rehearsal',
      'delete /api/sessions/{id}/feed/sources/{kind}',
      'delete /api/sessions/{id}/uploads/{uploadId}',
      'get /api/sessions/{id}/uploads',
      'head /api/sessions/{id}/uploads/{uploadId}',
      'patch /api/sessions/{id}/uploads/{uploadId}',
      'post /api/sessions/{id}/uploads',
      'post /api/sessions/{id}/uploads/{uploadId}/play',
      'post /api/sessions/{id}/uploads/{uploadId}/retry',
      'put /api/sessions/{id}/transcript',
      'get /api/sessions/{id}/transcript',
      'get /api/sessions/{id}/record',
      'get /api/sessions/{id}/still',
      'get /api/sessions/{id}/withheld-ranges',
      'get /api/sessions/{id}/publish-check',
      'get /api/sessions/{id}/waveform',
      'get /api/sessions/{id}/versions',
      'get /api/sessions/{id}/versions/{version}',
      'get /api/sessions/{id}/versions/{version}/transcript',
      'get /api/sessions/{id}/versions/{version}/documents/{documentId}/file',
      'post /api/sessions/{id}/correction',
      'post /api/sessions/{id}/correction/close',
      'post /api/sessions/{id}/withheld-ranges',
      'post /api/sessions/{id}/withheld-ranges/{rangeId}/lift',
      'post /api/sessions/{id}/withheld-ranges/{rangeId}/destroy',
      'get /api/sessions/{id}/chat',
      'delete /api/sessions/{id}/chat/{messageId}',
      'get /api/bodies',
      'get /api/search',
      'get /api/search/suggestions',
      'get /api/search/alerts',
      'post /api/search/askings',
      'post /api/search/alerts',
      'post /api/search/alerts/confirm',
      'post /api/search/alerts/leave/{key}',
      'post /api/bodies/{id}/subscriptions',
      'post /api/convocations/confirm',
      'post /api/convocations/leave/{key}',
      'get /api/sessions/{id}/convocation',
      'post /api/sessions/{id}/convocation',
      'get /api/bodies/{id}/contacts',
      'put /api/bodies/{id}/contacts',
      'get /api/town',
      'patch /api/town',
      'get /api/town/style.css',
      'get /api/town/manifest.json',
      'get /api/town/crest',
      'put /api/town/crest',
      'delete /api/town/crest',
      'post /api/sessions/{id}/log/all-present',
      'post /api/sessions/{id}/documents/{documentId}/read',
      'patch /api/sessions/{id}/chat',
      'get /api/sessions/{id}/chat/waiting',
      'post /api/sessions/{id}/chat/{messageId}/approve',
      'get /api/people/{id}/photo',
      'put /api/bodies/{id}/members/{personId}/photo',
      'delete /api/bodies/{id}/members/{personId}/photo',
      'get /api/sessions/{id}/minutes',
      'post /api/agendas/read',
      'get /api/calendar.ics',
      'get /api/bodies/{id}/calendar.ics',
      'get /api/sessions/{id}/calendar.ics',
      'patch /api/sessions/{id}/agenda/{itemId}',
      'post /api/sessions/{id}/duplicate',
      'get /api/sessions/{id}/documents',
      'post /api/sessions/{id}/documents',
      'patch /api/sessions/{id}/documents/{documentId}',
      'delete /api/sessions/{id}/documents/{documentId}',
      'get /api/sessions/{id}/documents/{documentId}/file',
      'put /api/sessions/{id}/documents/{documentId}/file',
      'get /api/sessions/{id}/documents/{documentId}/text',
      'get /api/bodies/{id}',
      'patch /api/bodies/{id}',
      'get /api/bodies/{id}/roster',
      'put /api/bodies/{id}/roster',
      'post /api/rosters/preview',
      'get /api/sessions/{id}/log',
      'post /api/sessions/{id}/log',
      'patch /api/sessions/{id}/log/{entryId}',
      'delete /api/sessions/{id}/log/{entryId}',
      'patch /api/sessions/{id}/marks/{markId}',
      'get /api/sessions/{id}/trail',
      'get /api/search/feed',
      'get /api/search/synonyms',
      'put /api/search/synonyms',
      'get /hls/{id}/master.m3u8',
    ];
    expect(
      operations()
        .map(([method, path]) => `${method} ${path}`)
        .sort(),
    ).toEqual(expected.sort());
  });

  it('gives every operation its own id, its path parameters and an answer', () => {
    const ids = operations().map(([, , operation]) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, path, operation] of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const described = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      expect(described).toEqual(inPath);
      expect(Object.keys(operation.responses).some((status) => /^[23]/.test(status))).toBe(true);
    }
  });

  it('says which operations are public, and they are', async () => {
    for (const [method, path, operation] of operations()) {
      if (path.startsWith('/hls')) continue;
      const answer = await server.ask(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'some-id'));
      const isPublic = operation.security.length === 0;
      expect([path, answer.status === 401]).toEqual([path, !isPublic]);
    }
  });

  it('describes the recursive agenda by name', () => {
    expect(JSON.stringify(document.components.schemas['AgendaItem'])).toContain('#/components/schemas/AgendaItem');
    expect(JSON.stringify(document.components.schemas['NewSession'])).toContain('date-time');
  });
});
