import {
  durationSeconds,
  findTable,
  invariant,
  isTemporal,
  moveBack,
  tableSchema,
  type PipelineSpec,
  type ReadWindow,
  type ResolveEnvironment,
  type Schema,
  type Source,
  upstreamOf,
} from '@ai-etl/core';
import type { CursorColumn } from './window-condition.ts';

/** An incremental source. */
export type IncrementalSource = Source & {
  readonly incremental: NonNullable<Source['incremental']>;
};

/** The incremental sources that a node reads, in the order of the spec. */
export function incrementalSourcesOf(
  node: string,
  spec: PipelineSpec,
): readonly IncrementalSource[] {
  const upstream = upstreamOf(node, spec);
  return spec.sources.flatMap((source) => {
    const { incremental } = source;
    return incremental === undefined || !upstream.has(source.id)
      ? []
      : [{ ...source, incremental }];
  });
}

/** All columns that a source has, whether or not the spec reads them. */
export function wholeSchema(source: Source, environment: ResolveEnvironment): Schema {
  const described = environment.querySchemas.get(source.id);
  if (described !== undefined) return described;
  const catalog = environment.connections.get(source.connection)?.catalog;
  const table =
    catalog === undefined || source.object === undefined
      ? undefined
      : findTable(catalog, source.object);
  invariant(table !== undefined, `source ${source.id} is known after resolving`);
  return tableSchema(table);
}

/** The cursor of an incremental source; the row is what the source yields, and the cursor. */
export function cursorOf(source: IncrementalSource, environment: ResolveEnvironment): CursorColumn {
  const { cursor } = source.incremental;
  const whole = wholeSchema(source, environment);
  const found = whole.find(({ name }) => name === cursor);
  invariant(found !== undefined, `the cursor of ${source.id} is known after resolving`);
  const { columns } = source;
  const row =
    columns === undefined
      ? whole
      : whole.filter(({ name }) => name === cursor || columns.includes(name));
  return { name: cursor, type: found.type, row };
}

/** Where reading begins again after a run that read up to `to`: the lag before it. */
export function beginAgain(source: IncrementalSource, to: string, { type }: CursorColumn): string {
  const { lag } = source.incremental;
  const seconds = lag === undefined ? 0 : (durationSeconds(lag) ?? 0);
  return seconds > 0 && isTemporal(type) && type.kind !== 'time' ? moveBack(to, seconds) : to;
}

/** Windows of incremental sources by source id. */
export type ReadWindows = Readonly<Record<string, ReadWindow>>;
