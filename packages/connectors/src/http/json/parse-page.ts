import { AiEtlError } from '@ai-etl/core';
import type { Answer } from '../client/exchange.ts';
import { printPath, type JsonPath } from './json-path.ts';
import { findSlice, JsonScanner, JsonSyntaxProblem, type Slice } from './json-scanner.ts';

/** A page as it came, with its records found in it. */
export interface ParsedPage {
  readonly scanner: JsonScanner;
  readonly records: readonly Slice[];
  /** A value of the answer. A number that is not exact as one is the text of its digits. */
  value(path: JsonPath): unknown;
  /** The same of its last record. */
  lastRecord(path: JsonPath): unknown;
  /** The whole answer. */
  readonly whole: Slice;
}

/** Finds the records of an answer. Throws VALUE_REJECTED that begins with `place` and quotes nothing. */
export function parsePage(answer: Answer, records: JsonPath, place: string): ParsedPage {
  const text = decode(answer, place);
  const scanner = new JsonScanner(text);
  try {
    const whole = scanner.whole();
    const list = findSlice(scanner, whole, records);
    if (list === undefined) {
      throw rejected(
        place,
        `there is nothing at ${printPath(records)}, where the records should be. Check records`,
      );
    }
    const found = recordsAt(scanner, list);
    if (found === undefined) {
      throw rejected(place, `at ${printPath(records)} is no list of records. Check records`);
    }
    const valueIn = (slice: Slice | undefined, path: JsonPath): unknown => {
      const part = slice === undefined ? undefined : findSlice(scanner, slice, path);
      return part === undefined ? undefined : exactValue(scanner, part);
    };
    return {
      scanner,
      records: found,
      whole,
      value: (path) => valueIn(whole, path),
      lastRecord: (path) => valueIn(found.at(-1), path),
    };
  } catch (error) {
    throw asRejected(error, { text, place, type: answer.headers['content-type'] });
  }
}

/** A syntax error worded for a person; other errors are themselves. */
export function asRejected(
  error: unknown,
  {
    text,
    place,
    type,
  }: { readonly text: string; readonly place: string; readonly type: string | undefined },
): unknown {
  if (!(error instanceof JsonSyntaxProblem)) return error;
  if (/^\s*</.test(text) || type?.includes('html') === true) {
    return rejected(
      place,
      'the answer is HTML or XML, no JSON. Check base_url, path and whether one must log in',
    );
  }
  if (text.trim() === '') return rejected(place, 'the answer is empty, no JSON');
  const line = text.slice(0, error.position).split('\n').length;
  return rejected(
    place,
    `the answer is no JSON, or cut off (line ${line}, character ${error.position + 1})`,
  );
}

/** An object is one record; null is none. */
function recordsAt(scanner: JsonScanner, list: Slice): readonly Slice[] | undefined {
  switch (scanner.kindOf(list)) {
    case 'array':
      return [...scanner.elements(list)];
    case 'object':
      return [list];
    case 'scalar':
      return scanner.parse(list) === null ? [] : undefined;
  }
}

/** A cursor beyond 2^53 would lead elsewhere when it were rounded. */
function exactValue(scanner: JsonScanner, part: Slice): unknown {
  const value = scanner.parse(part);
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const text = scanner.text.slice(part.start, part.end);
  return String(value) === text ? value : text;
}

function decode({ body }: Answer, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw rejected(place, 'the answer is not UTF-8, which JSON is');
  }
}

function rejected(place: string, words: string): AiEtlError {
  return new AiEtlError('VALUE_REJECTED', `${place}: ${words}.`);
}
