import type { CatalogTable } from '@ai-etl/core';
import { belongsTo } from '../../query/join-graph.ts';
import type { ColumnMention, Form, TableMention } from '../form.ts';
import { moneyColumns } from '../money/money-columns.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';

interface Chosen extends Pick<SchemaIndex, 'edges' | 'amounts'> {
  readonly form: Form;
  readonly fieldOf: (mention: ColumnMention) => Field | undefined;
  readonly tableOf: (mention: TableMention) => CatalogTable;
}

/**
 * "revenue by brand": added up over the brands of its lines, the total of an order would count once for each line, so
 * what the lines come to is meant. null: no such total is repeated, or its lines have no amount.
 */
export function amountOfLines(mention: ColumnMention, chosen: Chosen): Field | null {
  const { form, fieldOf, tableOf, edges, amounts } = chosen;
  const whole = fieldOf(mention);
  if (whole === undefined || !isAddedUp(mention, form)) return null;
  const lines = amounts.detailsOf(whole.table).flatMap((line) => amounts.of(line, 'income'));
  if (lines.length === 0 || !isIncome(whole)) return null;
  const said = [...form.groups, ...form.shows].filter((key) => key.kind !== 'measure');
  // "top 3 products by revenue in 2024": the products are ranked.
  const ranked =
    said.length > 0 || form.entity === null || form.limit === null ? said : [form.entity];
  const keys = ranked.flatMap((key) => {
    return key.kind === 'table' ? [tableOf(key)] : (fieldOf(key)?.table ?? []);
  });
  const isOfOne = (table: CatalogTable): boolean =>
    keys.every((key) => key === table || belongsTo(edges, table, key));
  if (isOfOne(whole.table)) return null;
  return lines.find(({ field }) => isOfOne(field.table))?.field ?? null;
}

function isAddedUp(mention: ColumnMention, { shows, order }: Form): boolean {
  return (
    shows.some((one) => one.kind === 'measure' && one.fn === 'sum' && one.of === mention) ||
    order.some(({ by, total }) => by === mention && total === true)
  );
}

/** Whether a column is what its rows came to, and no part of it such as a tax. */
function isIncome({ table, column }: Field): boolean {
  const [best] = moneyColumns(table, 'income');
  return best?.what.column === column && best.score >= weights.link.least;
}
