import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { normalizeTemporal } from '../expression/temporal-literal.ts';
import { didYouMean, joinWords } from '../nearest-names.ts';
import { literalProblem } from '../resolve/literal-text.ts';
import type { ColumnType } from '../types/column-type.ts';
import type { Param } from './param.ts';

export type ParamValue = string | number | boolean;

export type BoundParams =
  | { readonly ok: true; readonly values: Readonly<Record<string, ParamValue>> }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Values for a run: what was given, else the defaults, each in one form: numbers as decimal text
 * (nothing is rounded), dates and times canonical, booleans as they are. Missing, unknown and
 * unreadable ones are PARAMETER_VALUE, with `params.<name>` as path.
 */
export function bindParams(
  params: readonly Param[],
  given: Readonly<Record<string, unknown>>,
): BoundParams {
  const diagnostics: Diagnostic[] = [];
  const values: Record<string, ParamValue> = {};
  const names = params.map((param) => param.name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const known =
      names.length === 0 ? 'the pipeline has none' : `there are ${joinWords(names, 'and')}`;
    const hint = didYouMean(name, names) ?? known;
    diagnostics.push(
      diagnostic('PARAMETER_VALUE', `params.${name}`, `There is no parameter "${name}".`, hint),
    );
  }
  for (const param of params) {
    const value = Object.hasOwn(given, param.name) ? given[param.name] : param.default;
    const path = `params.${param.name}`;
    if (value === undefined) {
      const message = `The parameter "${param.name}" has no value and no default.`;
      diagnostics.push(diagnostic('PARAMETER_VALUE', path, message, `give a ${param.type}`));
      continue;
    }
    const read = readParamValue(param, value);
    if (read.ok) values[param.name] = read.value;
    else diagnostics.push(diagnostic('PARAMETER_VALUE', path, read.message, read.hint));
  }
  return diagnostics.length === 0 ? { ok: true, values } : { ok: false, diagnostics };
}

/** Column type of a parameter; a decimal one has no fixed precision. */
export function paramType(param: Param): ColumnType {
  return { kind: param.type };
}

export type ReadParam =
  | { readonly ok: true; readonly value: ParamValue }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** One value in the canonical form of its parameter's type. */
export function readParamValue(param: Param, value: unknown): ReadParam {
  const { name, type } = param;
  const text = typeof value === 'number' ? plainNumber(value) : value;
  if (type === 'bool' && typeof text === 'boolean') return { ok: true, value: text };
  if (typeof text !== 'string' || (type === 'text' && typeof value !== 'string')) {
    const message = `The parameter "${name}" must be of type ${type}, not ${describeValue(value)}.`;
    return { ok: false, message, hint: type === 'bool' ? 'give true or false' : 'give it as text' };
  }
  const problem = literalProblem(text, paramType(param));
  if (problem !== undefined) {
    return { ok: false, message: `The parameter "${name}": ${problem[0]}`, hint: problem[1] };
  }
  if (type === 'bool') return { ok: true, value: text === 'true' };
  if (type === 'date' || type === 'timestamp' || type === 'timestamptz') {
    return { ok: true, value: normalizeTemporal(type, text) ?? text };
  }
  return { ok: true, value: text };
}

/** Numbers without an exponent; those JavaScript cannot hold exactly stay unread. */
function plainNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : undefined;
  return String(value);
}

function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
