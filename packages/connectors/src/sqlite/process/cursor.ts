import type { DatabaseSync } from 'node:sqlite';
import type { ChecksumAlgorithm, Fidelity, Schema } from '@ai-etl/core';
import { wireColumn } from '../../kit/wire-columns.ts';
import { canonicalOf, type Canonical } from '../values/canonical.ts';
import { escapeField } from '../values/escape.ts';
import { ValueTrouble, type SqlValue } from '../values/sql-value.ts';
import { columnSum, type ColumnSum } from '../values/sums.ts';
import type { AnswerBody } from './protocol.ts';
import { prepareQuery, QueryTrouble } from './query-guard.ts';
import { arrayRows } from './array-rows.ts';
import { requireUtf8 } from './utf8.ts';

/** A query that is read in blocks; several of one connection take turns. */
export interface Cursor {
  pull(): AnswerBody;
  stop(): void;
}

export interface CursorRequest {
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity: Fidelity;
}

/** Bytes of a block: few enough that others get their turn, many enough that the channel's cost is small. */
const blockCharacters = 256 * 1024;
const rowsPerTurn = 20_000;

interface ReadColumn {
  readonly position: number;
  /** For messages: `column "a" of table t`. */
  readonly place: string;
  readonly read: Canonical;
}

/** Rows in the wire form. */
export function openWireCursor(database: DatabaseSync, request: CursorRequest): Cursor {
  const { rows, columns, checkText } = openRows(database, request);
  return {
    stop: () => void rows.return(),
    pull: () => {
      let text = '';
      let count = 0;
      while (text.length < blockCharacters) {
        const next = rows.next();
        if (next.done === true) return block(text, count, true);
        for (const [index, column] of columns.entries()) {
          const value = readValue(column, next.value);
          if (value?.includes('\uFFFD') === true) checkText();
          text += `${index === 0 ? '' : '\t'}${escapeField(value)}`;
        }
        text += '\n';
        count += 1;
      }
      return block(text, count, false);
    },
  };
}

/** Adds up all rows. */
export function openSumCursor(
  database: DatabaseSync,
  request: CursorRequest & { readonly algorithm: ChecksumAlgorithm },
): Cursor {
  const { rows, columns, checkText } = openRows(database, request);
  const sums = request.columns.map((column): { nulls: number; sum: ColumnSum } => ({
    nulls: 0,
    sum: columnSum(wireColumn(column, request.fidelity).type, request.algorithm),
  }));
  let total = 0n;
  return {
    stop: () => void rows.return(),
    pull: () => {
      for (let turn = 0; turn < rowsPerTurn; turn += 1) {
        const next = rows.next();
        if (next.done === true) {
          const found = sums.map(({ nulls, sum }) => ({ nulls: String(nulls), sum: sum.total() }));
          return { outcome: 'summed', sums: { rows: total.toString(), columns: found } };
        }
        total += 1n;
        for (const [index, column] of columns.entries()) {
          const value = readValue(column, next.value);
          const one = sums[index];
          if (one === undefined) continue;
          if (value === null) one.nulls += 1;
          else {
            if (value.includes('\uFFFD')) checkText();
            one.sum.add(value);
          }
        }
      }
      return { outcome: 'summed', sums: null };
    },
  };
}

function block(text: string, rows: number, isLast: boolean): AnswerBody {
  return { outcome: 'block', bytes: Buffer.from(text), rows, isLast };
}

function readValue({ position, place, read }: ReadColumn, row: readonly SqlValue[]): string | null {
  try {
    return read(row[position] ?? null);
  } catch (error) {
    if (error instanceof ValueTrouble) throw new ValueTrouble(`${place} ${error.message}`);
    throw error;
  }
}

function openRows(database: DatabaseSync, { sql, columns, fidelity }: CursorRequest) {
  const statement = prepareQuery(database, sql);
  const given = statement.columns();
  const read = columns.map((column): ReadColumn => {
    const position = given.findIndex((one) => one.name === column.name);
    const found = given[position];
    if (found === undefined) throw new QueryTrouble(`the query has no column ${column.name}`);
    const table = found.table === null ? '' : ` of table ${found.table}`;
    const place = `column "${found.column ?? column.name}"${table}`;
    return { position, place, read: canonicalOf(column, fidelity) };
  });
  let isChecked = false;
  return {
    rows: arrayRows(statement.iterate()),
    columns: read,
    /** Text that is no UTF-8 arrives with replacement characters: once one is seen, all is checked. */
    checkText: (): void => {
      if (isChecked) return;
      requireUtf8(database, sql, read);
      isChecked = true;
    },
  };
}
