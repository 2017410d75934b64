import type { NumberMeaning } from './number-format.ts';
import { serialValue } from './serial-date.ts';

/** A cell as the file has it. */
export interface RawCell {
  /** From 0. */
  readonly column: number;
  /** Attribute `t`: `s`, `inlineStr`, `str`, `b`, `e`, `d`, `n`. */
  readonly type: string;
  readonly style: number;
  /** undefined: nothing is stored. */
  readonly value: string | undefined;
  readonly hasFormula: boolean;
}

/** `whole`: an integer that a double does not hold. */
export type ValueKind =
  'bool' | 'integer' | 'whole' | 'double' | 'date' | 'timestamp' | 'time' | 'text';

/** A value, spelled so that DuckDB's cast of its kind gives it back. */
export interface CellValue {
  readonly kind: ValueKind;
  readonly text: string;
}

/** What a value is read with. */
export interface CellContext {
  readonly texts: readonly string[];
  readonly meanings: readonly NumberMeaning[];
  readonly isFrom1904: boolean;
}

/** Excel's own limit. */
const longestText = 32_767;
const knownErrors =
  /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!)$/;

/** The value of a cell; undefined when it is empty, which is NULL. `problem` ends a sentence and quotes nothing. */
export function cellValue(
  cell: RawCell,
  context: CellContext,
): CellValue | undefined | { readonly problem: string } {
  const { type, value, hasFormula } = cell;
  if (value === undefined && hasFormula) {
    return {
      problem:
        'a formula whose result was not saved. Open the file in a spreadsheet program and save it',
    };
  }
  if (value === undefined || value === '') return undefined;
  switch (type) {
    case 's':
      return textValue(/^\d+$/.test(value) ? context.texts[Number(value)] : undefined);
    case 'inlineStr':
    case 'str':
      return textValue(value);
    case 'b':
      if (value !== '0' && value !== '1')
        return { problem: 'a truth value that is neither 0 nor 1' };
      return { kind: 'bool', text: value === '1' ? 'true' : 'false' };
    case 'e':
      return {
        problem: `the error ${knownErrors.test(value) ? value : 'of a formula'}. Correct it, or give an empty text instead (IFERROR)`,
      };
    case 'd':
      return isoValue(value);
    case 'n':
      return numberValue(value, cell, context);
    default:
      return { problem: 'a value of a kind that is not known' };
  }
}

function textValue(text: string | undefined): CellValue | undefined | { readonly problem: string } {
  if (text === undefined) return { problem: 'a text that the file does not have: it is damaged' };
  // A formula that gives "" looks empty, and is meant to.
  if (text === '') return undefined;
  if (text.length > longestText)
    return { problem: `a text of more than ${longestText} characters` };
  if (text.includes('\0') || !text.isWellFormed()) return { problem: 'a text that is no Unicode' };
  return { kind: 'text', text };
}

function numberValue(
  value: string,
  { style }: RawCell,
  { meanings, isFrom1904 }: CellContext,
): CellValue | { readonly problem: string } {
  const number = Number(value);
  if (!/^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value) || !Number.isFinite(number)) {
    return { problem: 'a number that cannot be read' };
  }
  const meaning = meanings[style] ?? 'number';
  if (meaning !== 'number') {
    const days = serialValue(number, meaning, isFrom1904);
    return (
      days ?? {
        problem: 'a date that Excel does not have: from 1900-01-01 (or 1904-01-01) to 9999-12-31',
      }
    );
  }
  // Programs other than Excel write 1 as 1.0, and whole numbers that no double has.
  if (Number.isSafeInteger(number)) return { kind: 'integer', text: String(number) };
  if (/^-?\d{1,18}$/.test(value)) return { kind: 'whole', text: value };
  if (/^-?\d+$/.test(value) && BigInt(value) !== BigInt(number))
    return { kind: 'text', text: value };
  return { kind: 'double', text: String(number) };
}

function isoValue(value: string): CellValue | { readonly problem: string } {
  const problem = 'a date that cannot be read';
  const pattern = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?Z?)?$/;
  const [, day = '', minutes, seconds = ':00'] = pattern.exec(value.trim()) ?? [];
  const ms = Date.parse(`${day}T${minutes ?? '00:00'}${seconds.slice(0, 3)}Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) return { problem };
  return minutes === undefined
    ? { kind: 'date', text: day }
    : { kind: 'timestamp', text: `${day} ${minutes}${seconds}` };
}
