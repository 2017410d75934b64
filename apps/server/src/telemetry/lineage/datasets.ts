import type { PipelineSpec } from '@ai-etl/core';
import type { ReportedConnection } from '@ai-etl/store';

/** How OpenLineage names a table everywhere alike (its spec/Naming.md). */
export interface DatasetName {
  readonly namespace: string;
  readonly name: string;
}

type Place = PipelineSpec['sources'][number] | PipelineSpec['targets'][number];

/** Null: a query of the user's, or a connection that is gone. */
export function datasetName(
  place: Pick<Place, 'object' | 'path'>,
  connection: ReportedConnection | undefined,
): DatasetName | null {
  if (connection === undefined) return null;
  const { type, settings, catalog } = connection;
  const text = (name: string): string | undefined => {
    const value = settings[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const url = text('base_url');
  const host =
    url !== undefined && URL.canParse(url) ? new URL(url).host : (text('host') ?? 'localhost');
  if (place.path !== undefined) return { namespace: type, name: place.path };
  const { object } = place;
  if (object === undefined) return null;
  switch (type) {
    case 'postgresql': {
      const schema = object.schema ?? text('schema') ?? catalog?.defaultSchema ?? 'public';
      return {
        namespace: `postgres://${host}:${text('port') ?? '5432'}`,
        name: `${text('database') ?? ''}.${schema}.${object.name}`,
      };
    }
    case 'clickhouse': {
      const database = object.schema ?? text('database') ?? catalog?.defaultSchema ?? 'default';
      return {
        namespace: `clickhouse://${host}:${text('port') ?? '8123'}`,
        name: `${database}.${object.name}`,
      };
    }
    default: {
      const parts = [text('database'), object.schema, object.name];
      return {
        namespace: `${type}://${host}`,
        name: parts.filter((part) => part !== undefined).join('.'),
      };
    }
  }
}
