import type { ColumnType, StepOf } from '@ai-etl/core';
import { block, nest } from '../relation/block.ts';
import { canInline, inline } from '../relation/inline.ts';
import type { From, SelectRelation } from '../relation/relation.ts';
import { allOf, binary, cast, column, either, integerLiteral, textLiteral } from './expressions.ts';
import type { Lowering } from './lowering.ts';
import { onlyInput, projectionOf } from './rowwise-steps.ts';

const place = 'place';

/**
 * One scan of the input: each row meets the numbers 1 to n, and a CASE over the number picks the
 * column's name and its value. NULL values are rows like all others.
 */
export function lowerUnpivot(step: StepOf<'unpivot'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  const input = lowering.node(id);
  const columns = step.columns.map((name) => column(name, id));
  const merges =
    input.from.kind === 'relation' && block.isRowwise(input) && canInline(columns, input);
  const base = merges ? input : nest(input, lowering.alias(id));
  const alias = lowering.alias(place);
  const picks = step.columns.map((name, index) => ({
    name,
    when: binary('eq', column(place, alias), integerLiteral(index + 1)),
  }));
  const last = step.columns.at(-1) ?? '';
  const output = lowering.schema(step.id);
  const type = output.find(({ name }) => name === step.value_to)?.type ?? { kind: 'text' };
  const valueOf = (name: string) => valueAs(base, { id, name, type });
  const names = either(
    picks.slice(0, -1).map(({ name, when }) => ({ when, value: textLiteral(name) })),
    textLiteral(last),
  );
  const values = either(
    picks.slice(0, -1).map(({ name, when }) => ({ when, value: valueOf(name) })),
    valueOf(last),
  );
  const single = step.columns.length === 1;
  return {
    ...base,
    from: single ? base.from : crossed(base.from, alias, step.columns.length),
    projections: output.map((one) => {
      if (one.name === step.name_to) {
        return { ...one, expression: single ? textLiteral(last) : names };
      }
      if (one.name === step.value_to) {
        return { ...one, expression: single ? valueOf(last) : values };
      }
      return projectionOf(base, one.name);
    }),
  };
}

function valueAs(
  base: SelectRelation,
  { id, name, type }: { readonly id: string; readonly name: string; readonly type: ColumnType },
) {
  const own = projectionOf(base, name);
  const value = inline(column(name, id), [{ id, projections: base.projections }]);
  return own.type.kind === type.kind ? value : cast(value, type);
}

function crossed(left: From, alias: string, count: number): From {
  return {
    kind: 'join',
    how: 'cross',
    left,
    right: {
      kind: 'relation',
      alias,
      relation: {
        kind: 'numbers',
        count,
        schema: [{ name: place, type: { kind: 'int32' }, nullable: false }],
      },
    },
    on: allOf([]),
  };
}
