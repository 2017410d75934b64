import type { Schema, StepOf } from '@ai-etl/core';
import { pythonText } from './python.ts';

/** Both inputs of a join. */
export interface JoinSides {
  readonly left: { readonly id: string; readonly schema: Schema };
  readonly right: { readonly id: string; readonly schema: Schema };
}

/** (name, side, name in that side): left columns, then right ones, as resolving named them. */
export function outputColumns(
  step: StepOf<'join'>,
  { left, right }: JoinSides,
  output: Schema,
): string {
  const semi = step.how === 'semi' || step.how === 'anti';
  const sources = [
    ...left.schema.map(({ name }) => ({ side: 0, name })),
    ...(semi ? [] : right.schema.map(({ name }) => ({ side: 1, name }))),
  ];
  const columns = sources.map(
    ({ side, name }, index) =>
      `(${pythonText(output[index]?.name ?? name)}, ${side}, ${pythonText(name)})`,
  );
  return `[\n        ${columns.join(',\n        ')},\n    ]`;
}
