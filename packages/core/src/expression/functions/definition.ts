import type { ColumnType } from '../../types/column-type.ts';

/**
 * What an argument may be. `number` is any numeric type, `exact` an integer or decimal, `moment`
 * a date, timestamp or timestamptz, `ordered` a number, text or temporal, `same` whatever the
 * other `same` arguments can meet in, `choice` a text literal out of a list, `constant` a text
 * literal, `level` a number from 0 to 1, written out.
 */
export type ArgumentRule =
  | 'any'
  | 'text'
  | 'integer'
  | 'number'
  | 'exact'
  | 'bool'
  | 'moment'
  | 'timestamptz'
  | 'ordered'
  | 'same'
  | 'choice'
  | 'constant'
  | 'level';

export interface FunctionParameter {
  readonly name: string;
  readonly accepts: ArgumentRule;
  /** `choice` only. */
  readonly choices?: readonly string[];
  /** May be left out; only at the end. */
  readonly optional?: boolean;
  /** May be given any number of times; only the last one. */
  readonly repeated?: boolean;
}

/**
 * When the result may be NULL: `strict` if any argument may, `never`, `always`, `all` only if
 * every argument may, `same` if any `same` argument may, `group` as `strict`, and also for a
 * group without rows.
 */
export type NullRule = 'strict' | 'never' | 'always' | 'all' | 'same' | 'group';

export interface FunctionDefinition {
  /** Lower case, as in the AST. */
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'window';
  readonly group: 'text' | 'numeric' | 'conditional' | 'temporal' | 'hash' | 'aggregate' | 'window';
  readonly parameters: readonly FunctionParameter[];
  /** For people: `text`, `the type of x`. */
  readonly returns: string;
  /** One line: the meaning, equal in every dialect. */
  readonly doc: string;
  readonly nulls: NullRule;
  /** The result's type; `common` is what all `same` arguments meet in. */
  readonly resultType: (args: readonly ColumnType[], common: ColumnType) => ColumnType;
}

/** `left(x text, count integer)`: how a call looks, for messages and docs. */
export function printSignature(definition: FunctionDefinition): string {
  const parameters = definition.parameters.map((one) => {
    const text = `${one.name} ${typeWord(one.accepts)}`;
    if (one.repeated === true) return `${text}, …`;
    return one.optional === true ? `[${text}]` : text;
  });
  return `${definition.name}(${parameters.join(', ')})`;
}

function typeWord(accepts: ArgumentRule): string {
  if (accepts === 'choice' || accepts === 'constant') return 'text';
  return accepts === 'level' ? 'number' : accepts;
}

export const int32: ColumnType = { kind: 'int32' };
export const int64: ColumnType = { kind: 'int64' };
export const float64: ColumnType = { kind: 'float64' };
export const text: ColumnType = { kind: 'text' };
export const bool: ColumnType = { kind: 'bool' };

/** Result type is the first argument's. */
export function typeOfFirst(args: readonly ColumnType[]): ColumnType {
  return args[0] ?? text;
}

/** Result type is what the `same` arguments meet in. */
export function commonOfSame(_args: readonly ColumnType[], common: ColumnType): ColumnType {
  return common;
}
