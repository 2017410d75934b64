import { parseExpression, printExpression, type CatalogTable, type Expression } from '@ai-etl/core';
import type { Scalar } from '../ir/index.ts';
import type { BuiltBranch, StepInput } from './branch.ts';
import type { CheckInput } from './check-place.ts';
import { call, columnOf, textLiteral } from './shape/made-rows.ts';
import { toLiteral } from './value.ts';

/** Rows of a branch that break a promise, on their way to a table of their own. */
export interface RowsApart {
  readonly built: BuiltBranch;
  /** Node of the rows that keep all promises: what the targets read. */
  readonly kept: string;
  /** Node of the others, with `rejected_because` behind their columns. */
  readonly apart: string;
}

export interface SetApart {
  readonly steps: readonly StepInput[];
  readonly rows: readonly RowsApart[];
  /** Checks that no single row breaks; on the rows that are kept. */
  readonly checks: readonly CheckInput[];
}

const maxBaseLength = 50;

/** Parts the rows that break a promise from the others, instead of stopping the run. */
export function setApart(
  built: readonly BuiltBranch[],
  checks: readonly CheckInput[],
  saidOf: ReadonlyMap<string, string>,
): SetApart {
  const steps: StepInput[] = [];
  const rows: RowsApart[] = [];
  let left = checks;
  for (const one of built) {
    const end = endOf(one);
    const conditions = checks.flatMap((check): readonly Broken[] => {
      const holds = check.on === end ? conditionOf(check, one.rows) : null;
      return holds === null ? [] : [{ check, holds, said: saidOf.get(check.id) ?? check.id }];
    });
    if (conditions.length === 0) continue;
    const parted = partRows(one, end, conditions);
    steps.push(...parted.steps);
    rows.push({ built: one, kept: parted.kept, apart: parted.apart });
    const gone = new Set(conditions.map(({ check }) => check));
    left = left
      .filter((check) => !gone.has(check))
      .map((check) => (check.on === end ? { ...check, on: parted.kept } : check));
  }
  return { steps, rows, checks: left };
}

interface Broken {
  readonly check: CheckInput;
  /** True, or NULL where nothing is promised. */
  readonly holds: Expression;
  readonly said: string;
}

function endOf({ branch, steps }: BuiltBranch): string {
  return steps.at(-1)?.id ?? `source_${branch.id}`;
}

function partRows(
  { branch, columns }: BuiltBranch,
  end: string,
  conditions: readonly Broken[],
): { readonly steps: readonly StepInput[]; readonly kept: string; readonly apart: string } {
  const base = branch.id.slice(0, maxBaseLength);
  const all = conditions
    .map(({ holds }) => surely(holds))
    .reduce((left, right): Expression => ({ kind: 'binary', op: 'and', left, right }));
  const none: Expression = { kind: 'unary', op: 'not', operand: all };
  const reason: Expression = {
    kind: 'case',
    branches: conditions.map(({ holds, said }) => ({
      when: { kind: 'unary', op: 'not', operand: surely(holds) },
      // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
      then: textLiteral(said),
    })),
    otherwise: textLiteral(''),
  };
  let name = 'rejected_because';
  while (columns.includes(name)) name = `${name}_2`;
  const kept = `${base}_kept`;
  const apart = `${base}_apart`;
  return {
    kept,
    apart: `${base}_because`,
    steps: [
      { id: kept, op: 'filter', inputs: [end], where: printExpression(all) },
      { id: apart, op: 'filter', inputs: [end], where: printExpression(none) },
      {
        id: `${base}_because`,
        op: 'derive',
        inputs: [apart],
        columns: [{ name, expression: printExpression(reason) }],
      },
    ],
  };
}

/** What is not known breaks no promise. */
function surely(holds: Expression): Expression {
  return holds.kind === 'is_null'
    ? holds
    : call('coalesce', holds, { kind: 'literal', type: 'bool', value: true });
}

/** What a row that keeps a promise fulfils; null: the promise is about more than one row. */
function conditionOf(check: CheckInput, rows: CatalogTable): Expression | null {
  switch (check.kind) {
    case 'not_null':
      return check.columns
        .map((name): Expression => ({ kind: 'is_null', operand: columnOf(name), negated: true }))
        .reduce((left, right) => ({ kind: 'binary', op: 'and', left, right }));
    case 'accepted_values': {
      const items = check.values.map((value) => literalOf(value, check.column, rows));
      const known = items.filter((item) => item !== null);
      return known.length < items.length
        ? null
        : { kind: 'in', operand: columnOf(check.column), items: known, negated: false };
    }
    case 'range':
      return rangeOf(check, rows);
    case 'sql': {
      const parsed = parseExpression(check.condition);
      return parsed.ok ? parsed.expression : null;
    }
    case 'unique':
    case 'row_count':
    case 'freshness':
    case 'reference':
    case 'anomaly':
      return null;
  }
}

function rangeOf(
  { column, min, max }: Extract<CheckInput, { kind: 'range' }>,
  rows: CatalogTable,
): Expression | null {
  const bounds = (
    [
      ['ge', min],
      ['le', max],
    ] as const
  ).flatMap(([op, text]): Expression[] => {
    const right = text === undefined ? null : literalOf(text, column, rows);
    return right === null ? [] : [{ kind: 'binary', op, left: columnOf(column), right }];
  });
  const [first, ...rest] = bounds;
  const wanted = [min, max].filter((bound) => bound !== undefined).length;
  if (first === undefined || bounds.length < wanted) return null;
  return rest.reduce((left, right) => ({ kind: 'binary', op: 'and', left, right }), first);
}

function literalOf(text: string, name: string, rows: CatalogTable): Expression | null {
  const column = rows.columns.find((one) => one.name === name);
  if (column === undefined) return null;
  const type: Scalar['type'] = /^-?\d+(?:\.\d+)?$/u.test(text)
    ? 'number'
    : /^\d{4}-\d{2}-\d{2}/u.test(text)
      ? 'date'
      : 'text';
  return toLiteral({ type, value: text }, column);
}
