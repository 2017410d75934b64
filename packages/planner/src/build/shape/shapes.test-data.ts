import { resolveSpec, type PipelineSpec } from '@ai-etl/core';
import { postgresWith, retailTables, table, warehouse } from '../../connections.test-data.ts';
import { planPipeline } from '../../plan-pipeline.ts';
import type { PlannerConnection, PlanOutcome } from '../../plan-types.ts';

/** The retailer's tables, and some that are read in other shapes. */
export const shop: PlannerConnection = postgresWith(
  [
    ...retailTables,
    table(
      'sales',
      'id int64 key, customer_id int64, price decimal(12;2), cost decimal(12;2), weight text, region text, sold_on date, payload json ?',
      { references: { customer_id: 'customers' } },
    ),
    table('readings', 'id int64 key, sensor text, value float64, taken_at timestamp, note text ?'),
  ],
  { name: 'Sales (sample)', database: 'sales' },
);

export const connections: readonly PlannerConnection[] = [shop, warehouse];

/** Plans a sentence over the shop and the warehouse, or over other connections. */
export const plan = (
  description: string,
  others: readonly PlannerConnection[] = connections,
): Promise<PlanOutcome> => planPipeline({ description, connections: others });

/** Codes of everything validation finds in a spec, on catalogs. */
export function problemsOf(
  spec: PipelineSpec,
  others: readonly PlannerConnection[] = connections,
): readonly string[] {
  const known = others.map(({ id, name, type, catalog }) => {
    const capabilities = {
      source: true,
      target: true,
      dialect: 'postgresql',
      writeModes: ['append', 'replace', 'merge'],
      consistentSnapshot: true,
    } as const;
    const own = catalog ?? { defaultSchema: '', tables: [] };
    return [id, { id, name, type, capabilities, catalog: own, serverIdentity: id }] as const;
  });
  const environment = { connections: new Map(known), querySchemas: new Map() };
  return resolveSpec(spec, environment).diagnostics.map((one) => `${one.code} ${one.message}`);
}

/** Steps without their ids and inputs, as text a line. */
export function stepsOf({ spec }: Pick<PlanOutcome, 'spec'>): readonly string[] {
  return spec.steps.map((step) => {
    const named = (all: readonly { name: string; expression: string }[]): string =>
      all
        .map((one) => (one.name === one.expression ? one.name : `${one.name}: ${one.expression}`))
        .join(', ');
    switch (step.op) {
      case 'aggregate':
        return `by ${named(step.group_by)} | ${named(step.measures)}`;
      case 'derive':
      case 'window':
        return `${step.op} ${named(step.columns)}`;
      case 'cast':
        return `cast ${step.columns.map((one) => `${one.name}: ${one.to}`).join(', ')}`;
      case 'filter':
        return `where ${step.where}`;
      case 'sort':
        return `sort ${step.by.map((key) => `${key.by} ${key.direction}`).join(', ')}`;
      case 'limit':
        return `limit ${step.count}`;
      case 'mask':
        return `mask ${step.columns.map((one) => one.name).join(', ')}`;
      case 'rename':
        return `rename ${step.columns.map((one) => `${one.from}: ${one.to}`).join(', ')}`;
      case 'select':
        return `select ${step.columns.join(', ')}`;
      case 'join':
        return `${step.how} join on ${step.on}`;
      case 'union':
        return `union ${step.inputs.join(', ')}`;
      case 'pivot':
        return `pivot ${step.index.join(', ')} | ${step.column} | ${step.values.map((one) => one.name).join(', ')} | ${step.measure}`;
      default:
        return step.op;
    }
  });
}
