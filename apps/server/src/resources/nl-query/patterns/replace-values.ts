import type { KnownValue } from '@ai-etl/planner';
import { namesInSql } from '../sql-names.ts';
import { numeralOf, type Slot } from './align-questions.ts';
import { comparedColumn } from './compared-column.ts';
import { literalsIn, textLiteral, withLiterals, type SqlLiteral } from './sql-literals.ts';

export interface Replacement {
  readonly sql: string;
  readonly slots: readonly Slot[];
  /** What the words of the slots were found to be in the data, both sides. */
  readonly values: readonly KnownValue[];
}

/**
 * Approved SQL with other values: only where each slot is exactly one literal of it, a value by one that the
 * column it is compared with holds too, and a date by a date; null where that is not sure. The literals are written by
 * us. What else the SQL says is not looked at: it stays as it was approved.
 */
export function replaceValues({ sql, slots, values }: Replacement): string | null {
  const literals = literalsIn(sql);
  if (literals === null) return null;
  const names = namesInSql(sql);
  const changes = slots.map((slot) => {
    const [literal, ...others] = literals.filter((one) => isMeant(one, slot, values));
    if (literal === undefined || others.length > 0) return null;
    if (!isCompared(sql, literal, slot)) return null;
    const text = freshText(slot, literal, { sql, names, values });
    return text === null ? null : { literal, text };
  });
  const sure = changes.filter((one) => one !== null);
  const distinct = new Set(sure.map(({ literal }) => literal.start));
  if (sure.length < slots.length || distinct.size < slots.length) return null;
  return withLiterals(sql, sure);
}

/**
 * A number of a comparison or of a limit, not one of a function, a type or a place; a day that is the only one, since
 * two may be the ends of one period.
 */
function isCompared(sql: string, literal: SqlLiteral, { kind }: Slot): boolean {
  const before = sql.slice(0, literal.start);
  if (kind === 'number') return /(?:[<>=]|(?<![\p{L}\p{N}_])limit)\s*$/iu.test(before);
  if (kind === 'time') return (sql.match(/\d{4}-\d{2}-\d{2}/gu) ?? []).length === 1;
  return /(?:=|<>|(?<![\p{L}\p{N}_])in\s*\((?:[^()]*,)?)\s*$/iu.test(before);
}

/** Any literal the old words may stand for: two of them are one too many. */
function isMeant(literal: SqlLiteral, { kind, was }: Slot, values: readonly KnownValue[]): boolean {
  if (kind === 'number')
    return literal.value !== '' && Number(literal.value) === Number(numeralOf(was));
  const stored = new Set(
    values.filter((one) => fold(one.words) === fold(was)).map((one) => fold(one.value)),
  );
  const written = fold(literal.value);
  // A text that merely holds the word (`LIKE '%berlin%'`) counts too: it is then not one to one.
  return literal.kind === 'text' && (written.includes(fold(was)) || stored.has(written));
}

function freshText(
  { kind, was, is }: Slot,
  literal: SqlLiteral,
  {
    sql,
    names,
    values,
  }: {
    readonly sql: string;
    readonly names: ReturnType<typeof namesInSql>;
    readonly values: readonly KnownValue[];
  },
): string | null {
  switch (kind) {
    case 'number':
      return literal.kind === 'number' ? numeralOf(is) : null;
    case 'time':
      return isDay(was) && isDay(is) && literal.value === was ? textLiteral(is) : null;
    case 'value': {
      const compared = comparedColumn(sql, literal.start);
      if (compared === null) return null;
      const columns = values.filter(
        (one) =>
          one.value === literal.value &&
          fold(one.words) === fold(was) &&
          one.column.toLowerCase() === compared.name &&
          (compared.table === null
            ? names.mentions(one.table)
            : one.table.toLowerCase() === compared.table),
      );
      const fresh = values.filter(
        (one) =>
          fold(one.words) === fold(is) &&
          columns.some(
            ({ schema, table, column }) =>
              one.schema === schema && one.table === table && one.column === column,
          ),
      );
      const [value, ...others] = new Set(fresh.map((one) => one.value));
      return value === undefined || others.length > 0 ? null : textLiteral(value);
    }
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text));
}

function fold(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е');
}
