import { apiPrefix } from './api-prefix.ts';

/** JSON of an OpenAPI document; only what is described here is looked at. */
type Json = Record<string, unknown>;

const integer = { type: 'integer', minimum: 0 };

const headers: Readonly<Record<string, Json>> = {
  'X-RateLimit-Limit': {
    description: "Requests per hour of the caller's plan. Absent where limits are switched off.",
    schema: integer,
  },
  'X-RateLimit-Remaining': { description: 'Requests that may follow at once.', schema: integer },
  'X-RateLimit-Reset': {
    description: 'Unix seconds: from then on the whole burst is there again.',
    schema: integer,
  },
  'Retry-After': { description: 'Seconds to wait before the next try.', schema: integer },
};

/** Names the headers of the rate limit on every answer of the API. Changes `document` in place and answers it. */
export function describeLimits<Document extends object>(document: Document): Document {
  const components = objectAt(document, 'components');
  components['headers'] = { ...objectAt(components, 'headers'), ...headers };
  if ('components' in document) document.components = components;
  for (const [path, item] of Object.entries(objectAt(document, 'paths'))) {
    if (!path.startsWith(`${apiPrefix}/`)) continue;
    for (const operation of Object.values(isObject(item) ? item : {})) {
      for (const [status, answer] of Object.entries(objectAt(operation, 'responses'))) {
        if (isObject(answer) && answer['$ref'] === undefined) addTo(answer, status);
      }
    }
  }
  return document;
}

function addTo(answer: Json, status: string): void {
  const names = Object.keys(headers).filter((name) => name !== 'Retry-After' || status === '429');
  answer['headers'] = {
    ...objectAt(answer, 'headers'),
    ...Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  };
}

function objectAt(value: unknown, key: string): Json {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
