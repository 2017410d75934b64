import { STATUS_CODES } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { answersOf, isObject, objectAt, operationsOf, type Json } from './openapi-json.ts';
import { requireOnlyPromises } from './openapi-promises.ts';

/**
 * Makes the generated document say what is meant: bodies whose schema has a default are
 * optional, responses are named by their status, only the contract's fields are promised,
 * schemas that nothing refers to are left out, and a schema of requests has a second name only where it differs.
 * Changes `document` in place and answers it.
 */
export function tidyOpenApi<Document extends object>(document: Document): Document {
  for (const { operation } of operationsOf(document)) {
    tidyBody(operation);
    nameResponses(operation);
  }
  requireOnlyPromises(document);
  leaveOutUnused(document);
  dropInputSuffix(document);
  return document;
}

function tidyBody(operation: Json): void {
  const body = operation['requestBody'];
  if (!isObject(body)) return;
  if ('default' in objectAt(body, 'content', 'application/json', 'schema'))
    body['required'] = false;
}

function nameResponses(operation: Json): void {
  for (const [status, answer] of answersOf(operation)) {
    if (answer['description'] === 'Default Response')
      answer['description'] = describeStatus(status);
  }
}

function describeStatus(status: string): string {
  return meanings[status] ?? STATUS_CODES[status] ?? status;
}

const meanings: Readonly<Record<string, string>> = {
  400: 'Something in the request does not fit; error.details names each field.',
  401: 'No token, or one that is expired, revoked or not valid.',
  403: 'Your role does not include this.',
  404: 'There is no such thing, or it belongs to somebody else.',
  405: 'The path takes other methods; Allow names them.',
  409: 'The resource is in another state than this needs.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  429: 'Too many requests; Retry-After says when to try again.',
  431: 'The headers or the URL are too long.',
  500: 'Trouble on our side; report error.request_id.',
  502: 'A data system broke the connection; try again.',
  503: 'A service we need is not available; try again.',
  504: 'A data system did not answer in time.',
};

/** Again and again, since what is left out may have been the last to refer to something. */
function leaveOutUnused(document: object): void {
  const schemas = objectAt(document, 'components', 'schemas');
  for (let before = -1; before !== Object.keys(schemas).length;) {
    before = Object.keys(schemas).length;
    const text = JSON.stringify(document);
    for (const name of Object.keys(schemas)) {
      if (!text.includes(`"#/components/schemas/${name}"`)) delete schemas[name];
    }
  }
}

/** A named schema of a body comes as `NameInput` beside `Name`; once that is gone or says the same, as `Name`. */
function dropInputSuffix(document: object): void {
  const schemas = objectAt(document, 'components', 'schemas');
  for (const [suffixed, schema] of Object.entries(schemas)) {
    const name = suffixed.replace(/Input$/, '');
    if (name === suffixed) continue;
    if (name in schemas && !isDeepStrictEqual(schema, schemas[name])) continue;
    delete schemas[suffixed];
    schemas[name] = schema;
    pointElsewhere(document, `#/components/schemas/${suffixed}`, `#/components/schemas/${name}`);
  }
}

function pointElsewhere(node: unknown, from: string, to: string): void {
  if (Array.isArray(node)) for (const one of node) pointElsewhere(one, from, to);
  if (!isObject(node)) return;
  if (node['$ref'] === from) node['$ref'] = to;
  for (const one of Object.values(node)) pointElsewhere(one, from, to);
}
