import { invariant } from '../errors/invariant.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import type { PipelineSpecInput } from '../spec/pipeline-spec.ts';
import { printColumnType, type Schema } from '../types/column-type.ts';
import type { Resolution } from './environment.ts';
import { testEnvironment } from './environment.test-data.ts';
import { resolveSpec } from './resolve-spec.ts';

export interface StepLike {
  readonly id: string;
  readonly inputs?: readonly string[];
  readonly [field: string]: unknown;
}
export type Part = Partial<Record<keyof PipelineSpecInput, unknown>> & {
  readonly steps?: readonly StepLike[];
};

export const orders = { id: 'orders', connection: 'conn_shop', object: { name: 'orders' } };
export const customers = {
  id: 'customers',
  connection: 'conn_shop',
  object: { name: 'customers' },
};

export function target(input: string, more: object = {}): object {
  const object = { name: 'result' };
  return {
    id: 'load',
    input,
    connection: 'conn_lake',
    object,
    write: { mode: 'replace' },
    ...more,
  };
}

export function resolve(part: Part, querySchemas?: ReadonlyMap<string, Schema>): Resolution {
  const last = part.steps?.at(-1)?.id ?? 'orders';
  const parsed = parseSpec({
    version: 1,
    name: 'test',
    sources: [orders],
    targets: [target(last)],
    ...part,
  });
  invariant(parsed.ok, parsed.ok ? '' : JSON.stringify(parsed.diagnostics));
  return resolveSpec(parsed.spec, testEnvironment(querySchemas));
}

/** A spec with one step that reads the orders. */
export function from(step: object): Part {
  return { steps: [{ id: 's', inputs: ['orders'], ...step }] };
}

/** `CODE path` of each finding. */
export function found(resolution: Resolution): readonly string[] {
  return resolution.diagnostics.map((one) => `${one.code} ${one.path}`);
}

export function columnsOf(resolution: Resolution, id: string): string {
  const schema = resolution.schemas.get(id);
  if (schema === undefined) return 'unknown';
  return schema
    .map(({ name, type, nullable }) => `${name} ${printColumnType(type)}${nullable ? '?' : ''}`)
    .join(', ');
}
