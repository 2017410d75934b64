import { isObject, objectAt, operationsOf, type Json } from './openapi-json.ts';

/**
 * The fields that the REST contract (docs/reference/rest-api.md) shows in its answers, by
 * operation and place. These are promised for good. What we answer beside them is documented as
 * optional, so that the contract's own examples are valid and clients do not lean on the rest.
 */
const promised: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  generatePipeline: {
    '': ['pipeline_id', 'name', 'description', 'code', 'dag_definition', 'validation'],
    validation: ['status', 'warnings'],
  },
  getPipelineStatus: {
    '': ['pipeline_id', 'status', 'current_task', 'progress', 'started_at', 'estimated_completion'],
  },
  configureConnector: {
    '': ['connector_id', 'type', 'configuration', 'test_status'],
  },
  profileData: {
    '': ['row_count', 'columns', 'statistics', 'recommendations'],
    'columns.items': ['name', 'type', 'nullable', 'unique'],
    statistics: ['null_percentage', 'duplicate_percentage', 'size_mb'],
    recommendations: ['partitioning', 'indexing'],
  },
  askQuestion: {
    '': ['sql', 'explanation', 'estimated_rows', 'estimated_time_ms'],
  },
  getMetrics: {
    '': ['metrics', 'aggregates'],
    'metrics.items': ['timestamp', 'value', 'labels'],
    aggregates: ['total', 'success_rate', 'avg_duration_seconds'],
  },
};

/** Narrows what the answers of the contract's operations require, in place. */
export function requireOnlyPromises(document: object): void {
  for (const { operation } of operationsOf(document)) {
    const media = objectAt(operation, 'responses', '200', 'content', 'application/json');
    const places = promised[String(operation['operationId'])] ?? {};
    for (const [place, fields] of Object.entries(places)) {
      const schema = placeIn(document, media['schema'], place);
      if (schema === null) continue;
      // What this version answers all the same; the SDKs' types are made of it.
      schema['x-always-answered'] = schema['required'];
      schema['required'] = [...fields];
    }
  }
}

/** Follows properties, `items` and references; null where the answer has no such place. */
function placeIn(document: object, from: unknown, place: string): Json | null {
  let here = resolve(document, from);
  for (const part of place === '' ? [] : place.split('.')) {
    if (here === null) return null;
    const next = part === 'items' ? here['items'] : objectAt(here, 'properties')[part];
    here = resolve(document, next);
  }
  return here;
}

function resolve(document: object, schema: unknown): Json | null {
  if (!isObject(schema)) return null;
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const name = reference.slice('#/components/schemas/'.length);
  return resolve(document, objectAt(document, 'components', 'schemas')[name]);
}
