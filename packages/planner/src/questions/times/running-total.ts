import type { Expression } from '@ai-etl/core';
import type { Block } from '../block.ts';
import { CannotBuild, type Building } from '../building.ts';
import type { ColumnMention, Form, Group } from '../form.ts';
import { mentionExpression } from '../shapes/mention-expression.ts';
import { isSeries } from './derived.ts';

/** "Cumulative": a measure of groups added up in the order of their series, for each other group apart. */
export function runningTotal(
  measure: Expression,
  { groups }: Form,
  { block, building }: { readonly block: Block; readonly building: Building },
): Expression {
  const columns = groups.filter((group: Group): group is ColumnMention => group.kind === 'column');
  const series = columns.find(isSeries);
  if (series === undefined || columns.length < groups.length)
    throw new CannotBuild('a running total of nothing in order');
  const valueOf = (mention: ColumnMention) => mentionExpression(mention, block, building);
  return {
    kind: 'window',
    call: { kind: 'call', name: 'sum', args: [measure] },
    partitionBy: columns.filter((column) => column !== series).map(valueOf),
    orderBy: [{ by: valueOf(series), direction: 'asc', nulls: 'last' }],
  };
}
