import type { SchemaChange, TablePlan } from '@ai-etl/core';
import { columnSql } from '../plan-table.ts';
import { quoteTable, type TableName } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/** True when the plan changes the table that exists. */
export function isAltered({ changes = [] }: TablePlan): boolean {
  return changes.some(isAltering);
}

/**
 * Adds and widens columns as planned, in a table of ours that is like the target. A target is never
 * altered: the altered table takes its place.
 */
export async function alterTable(
  { client, target, request }: Pick<StagingParts, 'client' | 'target' | 'request'>,
  table: TableName,
  signal: AbortSignal,
): Promise<void> {
  const { plan } = request;
  const actions = (plan.changes ?? []).filter(isAltering).flatMap(({ column, change }) => {
    const planned = plan.columns.find((one) => one.source.name === column);
    if (planned === undefined) return [];
    const verb = change === 'added' ? 'ADD COLUMN IF NOT EXISTS' : 'MODIFY COLUMN';
    return `${verb} ${columnSql(planned)}`;
  });
  if (actions.length === 0) return;
  await client.command(`ALTER TABLE ${quoteTable(table)} ${actions.join(', ')}`, {
    signal,
    doing: 'change columns of',
    object: `${target.database}.${target.name}`,
  });
}

function isAltering({ change }: SchemaChange): boolean {
  return change === 'added' || change === 'widened';
}
