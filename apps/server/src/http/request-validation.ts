import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { AiEtlError, nameKnownFields, type ErrorDetail } from '@ai-etl/core';
import { findUnstorableText } from './unstorable-text.ts';

/** Validates a part of the request with its zod schema; what fails is one VALIDATION_ERROR with every finding. */
export const validateRequestPart: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data: unknown) => {
    // Fastify shows an absent part as null; to zod absent is undefined, so that defaults apply.
    const result = schema.safeParse(data ?? undefined, { error: nameKnownFields });
    if (result.success) return storable(result.data, httpPart ?? 'body');
    return { error: validationError(result.error, httpPart ?? 'body') };
  };

function storable(value: unknown, part: string): { value: unknown } | { error: AiEtlError } {
  const details = findUnstorableText(value);
  if (details.length === 0) return { value };
  if (part === 'params') {
    // No id of ours holds it: as any unknown id.
    return { error: new AiEtlError('RESOURCE_NOT_FOUND', 'There is nothing here.', { details }) };
  }
  const fields = details.map((one) => one.field).join(', ');
  const message = `The request is not valid: see ${fields}.`;
  return { error: new AiEtlError('VALIDATION_ERROR', message, { details }) };
}

/** One VALIDATION_ERROR for all issues of a parse with `nameKnownFields`. `part` is body, querystring, params or headers. */
export function validationError(error: z.ZodError, part: string): AiEtlError {
  const details = error.issues.flatMap((issue) => detailsOf(issue, part));
  const fields = [...new Set(details.map((one) => one.field))];
  const named = fields.slice(0, 5).join(', ') + (fields.length > 5 ? ', …' : '');
  return new AiEtlError('VALIDATION_ERROR', `The request is not valid: see ${named}.`, { details });
}

function detailsOf(issue: z.core.$ZodIssue, part: string): readonly ErrorDetail[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: path === '' ? key : `${path}.${key}`,
      error: `unknown field; allowed: ${issue.message}`,
    }));
  }
  const field = path === '' ? (part === 'querystring' ? 'query' : part) : path;
  return [{ field, error: wordingOf(issue) }];
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** What is allowed, rather than which check failed. Schemas may give their own message. */
function wordingOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `required: ${typeNames[issue.expected] ?? issue.expected}`
        : `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((one) => String(one)).join(', ')}`;
    case 'too_small':
      return issue.message.startsWith('Too small') ? leastWording(issue) : issue.message;
    case 'too_big':
      return issue.message.startsWith('Too big') ? mostWording(issue) : issue.message;
    default:
      return issue.message;
  }
}

function leastWording(issue: z.core.$ZodIssueTooSmall): string {
  if (issue.origin === 'string') {
    return issue.minimum === 1
      ? 'must not be empty'
      : `must have at least ${issue.minimum} characters`;
  }
  if (issue.origin === 'array') return `must have at least ${issue.minimum} entries`;
  return `must be at least ${issue.minimum}`;
}

function mostWording(issue: z.core.$ZodIssueTooBig): string {
  if (issue.origin === 'string') return `must have at most ${issue.maximum} characters`;
  if (issue.origin === 'array') return `must have at most ${issue.maximum} entries`;
  return `must be at most ${issue.maximum}`;
}
