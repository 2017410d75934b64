import {
  invariant,
  unreachable,
  type Check,
  type Expression,
  type Schema,
  type Source,
  type Step,
} from '@ai-etl/core';
import { binary, column, integerLiteral } from '../lower/expressions.ts';
import { isNull, joined, textOf, valueOf } from './check-expressions.ts';

/** Nodes that measure one check, to be added to its spec. */
export interface CheckNodes {
  readonly sources: readonly Source[];
  readonly steps: readonly Step[];
  /** Yields one row with the one column `measured`. */
  readonly measure: string;
  /** Yields rows that fail; null where the check is about all rows together. */
  readonly failing: string | null;
}

export interface CheckInput {
  readonly check: Check;
  /** The node whose rows are checked, and its columns. */
  readonly node: string;
  readonly schema: Schema;
  /** A free id that begins with `wanted`. */
  readonly freeId: (wanted: string) => string;
}

export const measuredColumn = 'measured';

/**
 * Says a check in the pipeline's own language: as steps behind the node it is about. So every route
 * and dialect that can run the pipeline can check it. Pure; the check has passed resolving.
 */
export function checkNodes(input: CheckInput): CheckNodes {
  const { check } = input;
  switch (check.kind) {
    case 'not_null':
      return failingRows(
        input,
        joined(
          'or',
          check.columns.map((name) => isNull(column(name))),
        ),
      );
    case 'accepted_values': {
      const items = check.values.map((value) => valueOf(value, typeOf(input, check.column)));
      return failingRows(input, {
        kind: 'in',
        operand: column(check.column),
        items,
        negated: true,
      });
    }
    case 'range':
      return failingRows(input, outside(input, check));
    case 'sql':
      return failingRows(input, `NOT (${check.condition})`);
    case 'unique':
      return repeatedKeys(input, check.columns);
    case 'reference':
      return danglingKeys(input, check);
    case 'row_count':
      return { ...onlyMeasure(input, input.node, 'count(*)'), failing: null };
    case 'freshness':
      return newest(input, check.column);
    case 'anomaly':
      return check.measure === 'freshness' && check.column !== undefined
        ? newest(input, check.column)
        : { ...onlyMeasure(input, input.node, 'count(*)'), failing: null };
    default:
      return unreachable(check);
  }
}

/** Rows for which the condition is true fail. */
function failingRows(input: CheckInput, condition: Expression | string): CheckNodes {
  const where = typeof condition === 'string' ? condition : textOf(condition);
  const id = input.freeId('failing');
  const step: Step = { id, op: 'filter', inputs: [input.node], where };
  return counted(input, [step], id);
}

function outside(
  input: CheckInput,
  { column: name, min, max }: Extract<Check, { kind: 'range' }>,
): Expression {
  const type = typeOf(input, name);
  const parts = [
    ...(min === undefined ? [] : [binary('lt', column(name), valueOf(min, type))]),
    ...(max === undefined ? [] : [binary('gt', column(name), valueOf(max, type))]),
  ];
  return joined('or', parts);
}

/** Keys that occur more than once; as in a UNIQUE constraint, NULLs are equal to nothing. */
function repeatedKeys(input: CheckInput, keys: readonly string[]): CheckNodes {
  const whole = input.freeId('whole');
  const groups = input.freeId('groups');
  const failing = input.freeId('failing');
  const rows = freeColumn('rows', keys);
  const steps: readonly Step[] = [
    {
      id: whole,
      op: 'filter',
      inputs: [input.node],
      where: textOf(
        joined(
          'and',
          keys.map((name) => isNull(column(name), true)),
        ),
      ),
    },
    {
      id: groups,
      op: 'aggregate',
      inputs: [whole],
      group_by: keys.map((name) => ({ name, expression: textOf(column(name)) })),
      measures: [{ name: rows, expression: 'count(*)' }],
    },
    {
      id: failing,
      op: 'filter',
      inputs: [groups],
      where: textOf(binary('gt', column(rows), integerLiteral(1))),
    },
  ];
  const sum = `coalesce(sum(${textOf(column(rows))}), 0)`;
  const measured = onlyMeasure(input, failing, sum);
  return { ...measured, steps: [...steps, ...measured.steps], failing };
}

/** Keys that are whole and point at nothing. */
function danglingKeys(input: CheckInput, check: Extract<Check, { kind: 'reference' }>): CheckNodes {
  const whole = input.freeId('whole');
  const there = input.freeId('there');
  const failing = input.freeId('failing');
  const pairs = check.columns.map((name, index) => {
    const referenced = check.referenced_columns[index];
    invariant(referenced !== undefined, 'a reference has as many columns on both sides');
    return binary('eq', column(name, whole), column(referenced, there));
  });
  const steps: readonly Step[] = [
    {
      id: whole,
      op: 'filter',
      inputs: [input.node],
      where: textOf(
        joined(
          'and',
          check.columns.map((name) => isNull(column(name), true)),
        ),
      ),
    },
    {
      id: failing,
      op: 'join',
      inputs: [whole, there],
      how: 'anti',
      on: textOf(joined('and', pairs)),
    },
  ];
  const counts = counted(input, steps, failing);
  const source: Source = {
    id: there,
    connection: check.connection,
    object: check.object,
    columns: [...new Set(check.referenced_columns)],
  };
  return { ...counts, sources: [source] };
}

function newest(input: CheckInput, name: string): CheckNodes {
  return { ...onlyMeasure(input, input.node, `max(${textOf(column(name))})`), failing: null };
}

function counted(input: CheckInput, steps: readonly Step[], failing: string): CheckNodes {
  const measured = onlyMeasure(input, failing, 'count(*)');
  return { ...measured, steps: [...steps, ...measured.steps], failing };
}

function onlyMeasure(
  { freeId }: CheckInput,
  node: string,
  expression: string,
): Omit<CheckNodes, 'failing'> {
  const id = freeId('measure');
  const step: Step = {
    id,
    op: 'aggregate',
    inputs: [node],
    group_by: [],
    measures: [{ name: measuredColumn, expression }],
  };
  return { sources: [], steps: [step], measure: id };
}

function typeOf({ schema, node }: CheckInput, name: string): Schema[number]['type'] {
  const found = schema.find((one) => one.name === name);
  invariant(found !== undefined, `"${node}" has the column ${name} after resolving`);
  return found.type;
}

function freeColumn(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  while (taken.includes(name)) name += '_';
  return name;
}
