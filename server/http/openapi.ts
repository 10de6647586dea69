// Makes the OpenAPI 3.1 document from the table of routes and the contract's schemas. Must not know what handlers do.
// OpenAPI 3.1 is JSON Schema 2020-12, which zod writes itself, recursive agendas included.
import { z } from 'zod';
import { problemSchema, problemStatus } from '../contract/problems.ts';
import type { ProblemCode } from '../contract/problems.ts';
import { scopeActions, scopes } from '../contract/api-tokens.ts';
import type { Scope } from '../contract/api-tokens.ts';
import type { Action } from '../contract/permissions.ts';
import type { RouteDescription } from './route.ts';
import { namedSchemas } from './named-schemas.ts';

type Json = Record<string, unknown>;

/** Version of the API that the document describes; the first number changes only when something old stops working. */
const apiVersion = '1.0.0';

/** The document; `cookieName` is the sign-in cookie's. */
export function describeRoutes(routes: readonly RouteDescription[], cookieName: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Casa di Vetro',
      version: apiVersion,
      description: 'Live streaming, chat and a permanent searchable archive for council sessions.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/' }],
    paths: pathsOf(routes),
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        signIn: { type: 'apiKey', in: 'cookie', name: cookieName },
        token: { type: 'http', scheme: 'bearer', description: 'An API token; its scopes say what it may do.' },
      },
    },
  };
}

function pathsOf(routes: readonly RouteDescription[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const methods = (paths[route.path] ??= {});
    methods[route.method] = operationOf(route);
  }
  return paths;
}

function operationOf(route: RouteDescription): Json {
  const parameters = [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    ...parametersOf('header', route.headers),
  ];
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...descriptionOf(route),
    tags: [route.subject],
    security: securityOf(route),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.streamType === undefined ? {} : { requestBody: { required: true, content: { [route.streamType]: {} } } }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(route.bodyType, route.body) } }),
    responses: { [route.status]: successOf(route), ...refusalsOf(route) },
  };
}

/** Which permission the operation needs, for those who write programs against it. */
function descriptionOf({ access }: RouteDescription): Json {
  if (access === 'public' || access === 'any-staff') return {};
  if (access === 'own-account') return { description: 'For a signed-in person; not for API tokens.' };
  const names = scopesFor(access);
  const tokens = names.length === 0 ? 'not for API tokens' : `API tokens: scope ${names.join(' or ')}`;
  return { description: `Needs the permission \`${access}\` (${tokens}).` };
}

function securityOf({ access }: RouteDescription): Json[] {
  if (access === 'public') return [];
  const isForTokens = access === 'any-staff' || (access !== 'own-account' && scopesFor(access).length > 0);
  return isForTokens ? [{ signIn: [] }, { token: [] }] : [{ signIn: [] }];
}

function scopesFor(action: Action): Scope[] {
  return scopes.filter((scope) => scopeActions[scope].includes(action));
}

function operationIdOf(route: RouteDescription): string {
  const words = route.path.split(/[^\w]+/).filter((word) => word !== '' && word !== 'api');
  return [route.method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
}

function successOf(route: RouteDescription): Json {
  if (route.status === 204 || (route.answer === undefined && route.answerType === undefined))
    return { description: 'done' };
  if (route.status === 302)
    return { description: route.summary, headers: { Location: { schema: { type: 'string' } } } };
  return { description: route.summary, content: contentOf(route.answerType, route.answer) };
}

function contentOf(mediaType: string | undefined, schema: z.ZodType | undefined): Json {
  // Bytes are no string: OpenAPI 3.1 leaves their schema empty.
  if (mediaType === 'image/jpeg') return { [mediaType]: {} };
  if (mediaType === 'application/octet-stream') return { [mediaType]: {} };
  return { [mediaType ?? 'application/json']: { schema: schema === undefined ? { type: 'string' } : referTo(schema) } };
}

function refusalsOf(route: RouteDescription): Json {
  const codes = new Set<ProblemCode>(route.refusals);
  if (route.access !== 'public') codes.add('not-signed-in').add('not-allowed');
  if (route.method !== 'get' && route.method !== 'head') codes.add('foreign-origin');
  if (route.body !== undefined || route.query !== undefined) codes.add('invalid-input');
  if (route.body !== undefined) codes.add('bad-request').add('too-large').add('unsupported-media-type');
  const content = { 'application/problem+json': { schema: referTo(problemSchema) } };
  const statuses = new Set([...codes].map((code) => problemStatus[code]));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const description = [...codes].filter((code) => problemStatus[code] === status).join(', ');
      return [status, { description, content }];
    }),
  );
}

function referTo(schema: z.ZodType): Json {
  const name = [...namedSchemas].find(([, known]) => known === schema)?.[0];
  return name === undefined ? inlineSchema(schema) : { $ref: `#/components/schemas/${name}` };
}

function parametersOf(place: 'path' | 'query' | 'header', schema: z.ZodType | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties, required } = z
    .object({ properties: z.record(z.string(), z.looseObject({})), required: z.array(z.string()).default([]) })
    .parse(inlineSchema(schema));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(typeof property['description'] === 'string' ? { description: property['description'] } : {}),
    schema: property,
  }));
}

/** Answers are described by what is on the wire, which for an instant is the text before it is normalised: zod's input side. */
function inlineSchema(schema: z.ZodType): Json {
  return withoutIdentity(z.toJSONSchema(schema, { io: 'input', metadata: z.registry<{ id?: string }>() }));
}

function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of namedSchemas) registry.add(schema, { id: name });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutIdentity(schema)]));
}

/** Inside the document a schema needs neither its dialect nor an address of its own. */
function withoutIdentity(schema: object): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}
