import { idempotencyKeyHeader, idempotencyReplayedHeader } from './idempotency.ts';
import { answersOf, objectAt, operationsOf, type Json } from './openapi-json.ts';

/**
 * Names the headers that no contract writes out: Idempotency-Key on operations that take it,
 * those of a page on lists, and X-Next-Cursor where a list has a cursor. Changes `document` in
 * place and answers it.
 */
export function describeHeaders<Document extends object>(document: Document): Document {
  for (const { operation } of operationsOf(document)) {
    const names = parameterNames(operation);
    if (operation['x-idempotent'] === true) {
      operation['parameters'] = [...parametersOf(operation), idempotencyParameter];
      addAnswerHeaders(operation, idempotencyHeaders);
    }
    if (names.has('page')) addAnswerHeaders(operation, pageHeaders);
    if (names.has('cursor')) addAnswerHeaders(operation, cursorHeaders);
  }
  return document;
}

const text = (description: string) => ({ description, schema: { type: 'string' } });
const count = (description: string) => ({ description, schema: { type: 'integer', minimum: 0 } });

const idempotencyParameter = {
  name: idempotencyKeyHeader,
  in: 'header',
  required: false,
  description:
    'Makes a repetition harmless: the same key with the same request, by the same caller, is answered for a day as it was the first time. With another request it is a 409.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  example: '0b1f6a9e-6c5e-4a7e-9a0e-5f2d5a1c8b77',
};

const idempotencyHeaders = {
  [idempotencyReplayedHeader]: {
    description: 'true: nothing was done now, this is the answer of the first request.',
    schema: { type: 'string', enum: ['true'] },
  },
};

const pageHeaders = {
  'X-Total-Count': count('Entries of the whole list. Absent where `cursor` was given.'),
  'X-Page': count('This page, from 1. Absent where `cursor` was given.'),
  'X-Per-Page': count('Entries of a full page.'),
  Link: text('RFC 8288: next, prev, first and last page.'),
};

const cursorHeaders = {
  'X-Next-Cursor': text('Give it back as `cursor` to go on. Absent: there is no more.'),
};

function addAnswerHeaders(operation: Json, headers: Json): void {
  for (const [status, answer] of answersOf(operation)) {
    if (!status.startsWith('2')) continue;
    answer['headers'] = { ...objectAt(answer, 'headers'), ...headers };
  }
}

function parametersOf(operation: Json): readonly unknown[] {
  const parameters = operation['parameters'];
  return Array.isArray(parameters) ? parameters : [];
}

function parameterNames(operation: Json): ReadonlySet<unknown> {
  return new Set(parametersOf(operation).map((one) => objectAt(one)['name']));
}
