import { isNumeric, printExpression, type CatalogColumn, type Expression } from '@ai-etl/core';
import type { OperationIntent } from '../../ir/index.ts';
import { ask, assume } from '../../link/findings.ts';
import type { ColumnPlace } from '../../plan-types.ts';
import { linkAll, push, setRows, type Draft } from '../step-draft.ts';
import { askColumn } from './ask-column.ts';
import { countOf } from './count-rows.ts';
import { call, columnOf, madeRows, typeOf } from './made-rows.ts';
import { isRowNoun, settleRepeated } from './measures.ts';
import type { ShapePlace } from './shape-place.ts';
import { tableName } from './table-name.ts';

type Pivot = Extract<OperationIntent, { op: 'pivot' }>;

/** Most columns that a pivot makes. */
const maxValues = 100;

/**
 * Turns values of a column into columns. Which values is not told by a catalog: those that are known
 * of the column are taken, as an assumption, else they are asked for.
 */
export function addPivot(draft: Draft, pivot: Pivot, place: ShapePlace): void {
  const parts = partsOf(draft, pivot, place);
  const values = parts === null ? null : valuesOf(draft, parts.column, { pivot, place });
  if (parts === null || values === null) {
    draft.isOpen = true;
    return;
  }
  const { index, column, measure } = parts;
  const used = new Set(index);
  const named = values.map((value) => ({ value, name: freeName(value, used) }));
  push(draft, 'pivot', (base) => ({
    ...base,
    op: 'pivot',
    index: [...index],
    column: column.name,
    values: named,
    measure: printExpression(measure),
  }));
  const { rows } = draft;
  const kept = index.flatMap((name) => rows.columns.filter((one) => one.name === name));
  const made = named.map(({ name }) => typeOf({ name, expression: measure }, rows, 'measure'));
  setRows(draft, madeRows(rows, [...kept, ...made], index));
  draft.members = [];
  draft.aliases = new Map();
  draft.name = tableName(`${draft.name}_by_${column.name}`);
}

interface PivotParts {
  readonly index: readonly string[];
  readonly column: CatalogColumn;
  readonly measure: Expression;
}

function partsOf(draft: Draft, pivot: Pivot, place: ShapePlace): PivotParts | null {
  const linked = linkAll(draft, [pivot.column], place)?.[0];
  const column = draft.rows.columns.find((one) => one.name === linked);
  if (column === undefined) return null;
  const measure = measureOf(draft, pivot, place);
  if (measure === null) return null;
  const index =
    pivot.index.length > 0
      ? linkAll(draft, pivot.index, place)
      : askIndex(draft, { pivot, column }, place);
  return index === null ? null : { index, column, measure };
}

/** Numbers are summed; of anything else the greatest is taken, which is the only one where there is one. */
function measureOf(draft: Draft, pivot: Pivot, place: ShapePlace): Expression | null {
  if (pivot.value === '*' || isRowNoun(draft, pivot.value)) {
    const said = `${pivot.evidence.text} ${pivot.value}`;
    return countOf(draft, { said, id: `measure_${place.index}` }, place);
  }
  const linked = linkAll(draft, [pivot.value], place)?.[0];
  const value = draft.rows.columns.find((one) => one.name === linked);
  if (value === undefined) return null;
  const fn = isNumeric(value.type) ? 'sum' : 'max';
  const id = `pivot_value_${place.index}`;
  const settled = fn === 'sum' ? settleRepeated(draft, value, { id, place }) : value;
  if (settled === null) return null;
  if (settled !== value) return measureOf(draft, { ...pivot, value: settled.name }, place);
  assume(place.findings, {
    path: `steps.${draft.branch.id}_pivot.measure`,
    value: `${fn}(${value.name})`,
    because: `several rows may fall into one cell, and "${pivot.evidence.text}" does not say what becomes of them`,
    alternatives: isNumeric(value.type) ? ['avg', 'max', 'min', 'count'] : ['min', 'count'],
  });
  return call(fn, columnOf(value.name));
}

function askIndex(
  draft: Draft,
  { pivot, column }: { readonly pivot: Pivot; readonly column: CatalogColumn },
  place: ShapePlace,
): readonly string[] | null {
  const offered = draft.rows.columns.filter((one) => one.name !== column.name);
  const one = askColumn(
    draft,
    {
      id: `pivot_rows_${place.index}`,
      question: `"${pivot.evidence.text}": what is one row of the result about?`,
      offered,
    },
    place,
  );
  return one === null ? null : [one.name];
}

function valuesOf(
  draft: Draft,
  column: CatalogColumn,
  { pivot, place }: { readonly pivot: Pivot; readonly place: ShapePlace },
): readonly string[] | null {
  if (column.type.kind === 'bool') return ['true', 'false'];
  const origin = originOf(draft, column);
  const known = place.values.find((one) => origin !== null && isSame(one, origin))?.values ?? [];
  if (known.length > 0 && known.length <= maxValues) {
    assume(place.findings, {
      path: `steps.${draft.branch.id}_pivot.values`,
      value: known.join(', '),
      because: `these are the values that ${column.name} is known to have; another one gets no column`,
    });
    return known;
  }
  const answer = ask(place.findings, {
    id: `pivot_values_${place.index}`,
    field: 'columns',
    question: `"${pivot.evidence.text}": which values of ${column.name} become columns?`,
    choices: [],
    multiple: true,
    ...(origin === null ? {} : { valuesOf: origin }),
    accept: (text) => (text.length > 0 && text.length <= 200 ? text : null),
  });
  return answer === null ? null : [...new Set(answer)].slice(0, maxValues);
}

/** The table and column whose values these are; null where groups made them. */
function originOf({ members }: Draft, { name }: CatalogColumn): ColumnPlace | null {
  for (const { branch, names } of members) {
    const column = [...names].find(([, now]) => now === name)?.[0];
    if (column === undefined) continue;
    const { connection, table } = branch;
    const schema = table.object.schema ?? connection.catalog?.defaultSchema ?? '';
    return { connectionId: connection.id, schema, table: table.object.name, column };
  }
  return null;
}

function isSame(one: ColumnPlace, other: ColumnPlace): boolean {
  return (
    one.connectionId === other.connectionId &&
    one.schema === other.schema &&
    one.table === other.table &&
    one.column === other.column
  );
}

/** A column of the value's name, apart from those of the rows and of each other. */
function freeName(value: string, used: Set<string>): string {
  const wanted = value.slice(0, 60);
  let name = wanted;
  for (let count = 2; used.has(name); count += 1) name = `${wanted}_${count}`;
  used.add(name);
  return name;
}
