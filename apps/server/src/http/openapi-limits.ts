import { apiPrefix } from './api-prefix.ts';
import { answersOf, objectAt, operationsOf, type Json } from './openapi-json.ts';

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
  for (const { path, operation } of operationsOf(document)) {
    if (!path.startsWith(`${apiPrefix}/`)) continue;
    for (const [status, answer] of answersOf(operation)) {
      if (answer['$ref'] === undefined) addTo(answer, status);
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
