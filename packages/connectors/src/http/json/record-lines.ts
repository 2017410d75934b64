import { AiEtlError } from '@ai-etl/core';
import { withExactNumbers } from './exact-numbers.ts';
import type { FieldNames } from './field-names.ts';
import { JsonSyntaxProblem } from './json-scanner.ts';
import type { ParsedPage } from './parse-page.ts';

/** Columns of a spool that say where a record was. */
export const placeColumns = { page: '_ai_etl_page', record: '_ai_etl_record' } as const;

/** DuckDB takes no longer object. */
export const longestRecord = 16 * 1024 * 1024;

/**
 * The records of a page as lines of JSON, each with its place. They keep their own spelling, and are made one by
 * one: millions of small ones fit into a page. Throws VALUE_REJECTED with page and record for what is no object,
 * too long, no text, or has fields that may not be.
 */
export function* recordLines(
  { scanner, records }: ParsedPage,
  {
    page,
    place,
    fields,
    exact,
  }: {
    readonly page: number;
    readonly place: string;
    readonly fields: FieldNames;
    /** Fields whose numbers keep all their digits. */
    readonly exact: ReadonlySet<string>;
  },
): Generator<string> {
  for (const [index, slice] of records.entries()) {
    const number = index + 1;
    const at = `${place}, record ${number}`;
    const value = parsed(() => scanner.parse(slice), at);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new AiEtlError('VALUE_REJECTED', `${at}: it is no object. Check records.`);
    }
    // In their own order while columns are found; a JavaScript object puts names like "1" first.
    const names = fields.isFixed
      ? Object.keys(value)
      : Array.from(scanner.members(slice), ({ name }) => name);
    fields.admit(names, at);
    const head = `{"${placeColumns.page}":${page},"${placeColumns.record}":${number}`;
    // Newlines are spaces here: inside texts JSON has none.
    const rest = withExactNumbers(scanner, slice, exact)
      .slice(1)
      .replaceAll(/[\r\n]+/g, ' ');
    const line = `${head}${/^\s*\}$/.test(rest) ? '' : ','}${rest}\n`;
    if (line.length * 3 > longestRecord && Buffer.byteLength(line) > longestRecord) {
      throw new AiEtlError('VALUE_REJECTED', `${at}: it is longer than 16 MiB.`);
    }
    if (hasHalfCharacter(line, value)) {
      throw new AiEtlError(
        'VALUE_REJECTED',
        `${at}: it has half of a character (a lone surrogate).`,
      );
    }
    yield line;
  }
}

/** JSON can spell what is no text, and no system would store: `"\ud83d"`. */
function hasHalfCharacter(line: string, value: object): boolean {
  if (!/\\u[dD][89a-fA-F]/.test(line)) return false;
  return /\\ud[89a-f]/.test(JSON.stringify(value).replaceAll('\\\\', ''));
}

function parsed(parse: () => unknown, at: string): unknown {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof JsonSyntaxProblem)) throw error;
    throw new AiEtlError('VALUE_REJECTED', `${at}: it is no JSON.`);
  }
}
