import { sameType, type Schema } from '@ai-etl/core';
import { nest } from '../relation/block.ts';
import type { SelectRelation } from '../relation/relation.ts';
import { projectionOf } from './rowwise-steps.ts';

/** Brings a union's input to the union's column order and types, by name. */
export function alignToSchema(
  input: SelectRelation,
  schema: Schema,
  alias: string,
): SelectRelation {
  const differs = schema.some(
    (column) => !sameType(projectionOf(input, column.name).type, column.type),
  );
  const base = input.distinct && differs ? nest(input, alias) : input;
  return {
    ...base,
    // Without a limit the order of a union's input has no meaning.
    orderBy: base.limit === null ? [] : base.orderBy,
    projections: schema.map((column) => {
      const one = projectionOf(base, column.name);
      const same = sameType(one.type, column.type);
      return {
        ...column,
        expression: same
          ? one.expression
          : { kind: 'cast', operand: one.expression, to: column.type },
      };
    }),
  };
}
