import type { z } from 'zod';
import { didYouMean, joinWords } from '../nearest-names.ts';

export interface SpecIssue {
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

type Issue = z.core.$ZodIssue;

/** Zod's issues, of a parse with `nameKnownFields`, worded for a person: path, what is wrong, what was allowed. */
export function describeIssues(issues: readonly Issue[]): readonly SpecIssue[] {
  return issues.flatMap((issue) => describeIssue(issue));
}

function describeIssue(issue: Issue): readonly SpecIssue[] {
  const path = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        message: `There is no field "${key}" here.`,
        hint: didYouMean(key, issue.message.split(', ')) ?? `allowed: ${issue.message}`,
      }));
    case 'invalid_type':
      return [describeType(issue, path)];
    case 'invalid_value':
      return [describeValue(issue, path)];
    case 'invalid_union':
      return [describeUnion(issue, path)];
    case 'too_small':
    case 'too_big':
      return [{ path, message: `${lastField(path)} must ${describeBound(issue)}.` }];
    case 'invalid_format':
      return [{ path, message: `${lastField(path)} must look like ${formatText(issue)}.` }];
    default:
      return [{ path, message: `${capitalise(issue.message)}.` }];
  }
}

function describeBound(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const small = issue.code === 'too_small';
  const bound = Number(small ? issue.minimum : issue.maximum);
  const closeness = small ? 'at least' : 'at most';
  if (issue.origin === 'array') {
    const exactly = issue.exact === true ? 'exactly' : closeness;
    return `have ${exactly} ${bound} entr${bound === 1 ? 'y' : 'ies'}`;
  }
  if (issue.origin === 'string') {
    return bound === 1 && small ? 'not be empty' : `have ${closeness} ${bound} characters`;
  }
  if (issue.inclusive === false) return `be ${small ? 'greater' : 'less'} than ${bound}`;
  return `be ${closeness} ${bound}`;
}

/** Patterns that have a name in the schema carry it as their message. */
function formatText(issue: z.core.$ZodIssueInvalidStringFormat): string {
  const written = issue.message.startsWith('Invalid') ? undefined : issue.message;
  return written ?? issue.pattern ?? issue.format;
}

function describeType(issue: z.core.$ZodIssueInvalidType, path: string): SpecIssue {
  const field = lastField(path);
  const expected = typeNames.get(issue.expected) ?? issue.expected;
  return issue.input === undefined
    ? { path, message: `${field} is missing.`, hint: `give ${expected}` }
    : { path, message: `${field} must be ${expected}.` };
}

function describeValue(issue: z.core.$ZodIssueInvalidValue, path: string): SpecIssue {
  const allowed = issue.values.map(String);
  const field = lastField(path);
  if (issue.input === undefined) {
    return { path, message: `${field} is missing.`, hint: allowedText(allowed) };
  }
  const near = typeof issue.input === 'string' ? didYouMean(issue.input, allowed) : undefined;
  const message = `${field} has a value that is not allowed.`;
  const hint = near === undefined ? allowedText(allowed) : `${near} ${allowedText(allowed)}`;
  return { path, message, hint };
}

/** A discriminated union that knows none of the given kinds; other unions have alternatives. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: string): SpecIssue {
  const options =
    'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (options.length > 0) {
    const given = readField(issue.input, issue.discriminator);
    const near = given === undefined ? undefined : didYouMean(given, options);
    const kind = issue.discriminator ?? 'kind';
    const allowed = allowedText(options);
    return {
      path,
      message: given === undefined ? `"${kind}" is missing.` : `There is no ${kind} "${given}".`,
      hint: near === undefined ? allowed : `${near} ${allowed}`,
    };
  }
  const reasons = issue.errors.flatMap((errors) => describeIssues(errors).slice(0, 1));
  const alternatives = reasons.map((one) => one.hint ?? one.message);
  return {
    path,
    message: `${lastField(path)} fits none of the allowed forms.`,
    ...(alternatives.length > 0 ? { hint: alternatives.join(' or ') } : {}),
  };
}

function readField(input: unknown, field: string | undefined): string | undefined {
  if (field === undefined || input === null || typeof input !== 'object') return undefined;
  const value: unknown = Object.entries(input).find(([key]) => key === field)?.[1];
  return typeof value === 'string' ? value : undefined;
}

function allowedText(values: readonly string[]): string {
  return values.length === 1
    ? `it must be ${values[0] ?? ''}`
    : `allowed: ${joinWords(values, 'or')}`;
}

function lastField(path: string): string {
  const field = path.split('.').findLast((part) => !/^\d*$/.test(part));
  return field === undefined ? 'The spec' : `"${field}"`;
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
]);
