import type { CatalogColumn, Expression } from '@ai-etl/core';
import type { OperationIntent, Scalar } from '../../ir/index.ts';
import { askOne } from '../../link/findings.ts';
import { linkAll, type Draft } from '../step-draft.ts';
import { toLiteral } from '../value.ts';
import { addColumns } from './add-derive.ts';
import { call, columnOf } from './made-rows.ts';
import type { ShapePlace } from './shape-place.ts';

type Fill = Extract<OperationIntent, { op: 'fill_null' }>;

/** Puts a value where there is none; one that the column's type cannot hold is asked about. */
export function addFill(draft: Draft, fill: Fill, place: ShapePlace): void {
  const name = linkAll(draft, [fill.column], place)?.[0];
  const column = draft.rows.columns.find((one) => one.name === name);
  if (column === undefined) return;
  const value = toLiteral(fill.value, column) ?? askValue(fill, { column, place });
  if (value === null) return;
  const expression = call('coalesce', columnOf(column.name), value);
  addColumns(draft, [{ name: column.name, expression }]);
}

function askValue(
  { value, evidence }: Fill,
  { column, place }: { readonly column: CatalogColumn; readonly place: ShapePlace },
): Expression | null {
  const answer = askOne(place.findings, {
    id: `value_${place.index}`,
    field: 'columns',
    question: `"${evidence.text}": "${String(value.value)}" is no value of ${column.name}, which is ${column.nativeType}. Which value should it have?`,
    choices: [],
    accept: (text) => (literalOf(text, column) === null ? null : text),
  });
  return answer === null ? null : literalOf(answer, column);
}

function literalOf(text: string, column: CatalogColumn): Expression | null {
  const kind: Scalar['type'] = /^\d{4}-\d{2}-\d{2}/u.test(text)
    ? 'date'
    : /^-?\d+(?:\.\d+)?$/u.test(text)
      ? 'number'
      : 'text';
  return toLiteral({ type: kind, value: text }, column);
}
