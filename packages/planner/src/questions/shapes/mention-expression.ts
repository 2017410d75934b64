import type { Expression } from '@ai-etl/core';
import type { Block } from '../block.ts';
import { CannotBuild } from '../building.ts';
import { binary } from '../expressions.ts';
import type { ColumnMention } from '../form.ts';
import type { Resolution } from '../resolve.ts';
import { derivedExpression, derivedName } from '../times/build-derived.ts';

interface Resolved {
  readonly resolution: Resolution;
}

/** A column with what is done to it, or with the first `steps` of that. */
export function mentionExpression(
  mention: ColumnMention,
  block: Block,
  { resolution }: Resolved,
  steps: ColumnMention['reckoned'] = mention.reckoned ?? [],
): Expression {
  return steps.reduce<Expression>(
    (left, { op, right }) => binary(op, left, mentionExpression(right, block, { resolution })),
    momentExpression(mention, block, { resolution }),
  );
}

function momentExpression(
  mention: ColumnMention,
  block: Block,
  { resolution }: Resolved,
): Expression {
  const field = resolution.fieldOf(mention);
  const { derived } = mention;
  if (derived === undefined) return block.column(field);
  const since =
    derived.kind === 'elapsed' && derived.since !== null ? resolution.fieldOf(derived.since) : null;
  const made = derivedExpression(derived, field, { since, column: (one) => block.column(one) });
  if (made === null) throw new CannotBuild('a time of a column that holds none');
  return made;
}

/** What the column of a mention is called. */
export function mentionName(mention: ColumnMention, resolution: Resolution): string {
  const name = derivedName(mention) ?? resolution.fieldOf(mention).column.name;
  return (mention.reckoned ?? []).reduce(
    (left, { op, right }) => `${left}_${words[op]}_${resolution.fieldOf(right).column.name}`,
    name,
  );
}

const words = { add: 'plus', subtract: 'minus', multiply: 'times', divide: 'per' } as const;
