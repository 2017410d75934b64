import { compileSourceQuery } from '@ai-etl/compile';
import {
  AiEtlError,
  hasErrors,
  invariant,
  parseExpression,
  parseSpec,
  printExpression,
  resolveSpec,
  type Diagnostic,
  type ErrorDetail,
} from '@ai-etl/core';
import type { FoundTable } from '../../../data/find-table.ts';

export interface PreviewAsked {
  /** Absent: all. */
  readonly columns: readonly string[] | null;
  /** In the expression language of pipelines. */
  readonly filter: string | null;
  /** RFC 3339: what `now()` and `today()` mean. */
  readonly now: string;
}

export interface PreviewQuery {
  readonly sql: string;
  /** Names in the order of the answer. */
  readonly columns: readonly string[];
  /** In canonical spelling. */
  readonly filter: string | null;
}

/**
 * The query of a preview: a pipeline of a source, a filter and a selection, typed against the
 * catalog and compiled like any other, so nothing of the caller's text reaches the data system as
 * it is. Throws VALIDATION_ERROR naming `columns` or `filter`.
 */
export function previewQuery(found: FoundTable, asked: PreviewAsked): PreviewQuery {
  const { connection, connector, catalog, table } = found;
  // PostgreSQL has tables without columns; there is nothing to ask of them.
  if (table.columns.length === 0 && asked.filter === null) {
    return { sql: '', columns: [], filter: null };
  }
  const names = asked.columns ?? table.columns.map((one) => one.name);
  const filtered = asked.filter === null ? [] : [filterStep(asked.filter)];
  const selected = {
    id: 'shown',
    op: 'select',
    inputs: [filtered[0]?.id ?? 'rows'],
    columns: names,
  };
  const parsed = parseSpec({
    version: 1,
    name: 'preview',
    sources: [
      {
        id: 'rows',
        connection: connection.id,
        object: { schema: table.object.schema ?? catalog.defaultSchema, name: table.object.name },
      },
    ],
    steps: [...filtered, selected],
  });
  if (!parsed.ok) throw refused(parsed.diagnostics);
  const resolved = {
    id: connection.id,
    name: connection.name,
    type: connector.spec.type,
    capabilities: connector.spec.capabilities,
    catalog,
    serverIdentity: connection.id,
  };
  const environment = {
    connections: new Map([[connection.id, resolved]]),
    querySchemas: new Map(),
  };
  const whole = resolveSpec(parsed.spec, environment);
  // A preview writes nothing, on purpose.
  const diagnostics = whole.diagnostics.filter((one) => one.code !== 'NO_TARGET');
  const resolution = { ...whole, diagnostics };
  if (hasErrors(resolution.diagnostics)) throw refused(resolution.diagnostics);
  const compiled = compileSourceQuery('shown', resolution, {
    environment,
    binding: { logicalTime: asked.now, timezone: 'UTC', params: {} },
  });
  if ('diagnostics' in compiled) throw refused(compiled.diagnostics);
  return { sql: compiled.query.sql, columns: names, filter: canonical(asked.filter) };
}

/** Names of the columns that a filter asks about, as far as it can be read. */
export function columnsInFilter(filter: string): ReadonlySet<string> {
  const parsed = parseExpression(filter);
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    if ('kind' in node && node.kind === 'column' && 'name' in node) names.add(String(node.name));
    Object.values(node).forEach(visit);
  };
  if (parsed.ok) visit(parsed.expression);
  return names;
}

function filterStep(filter: string) {
  return { id: 'matching', op: 'filter', inputs: ['rows'], where: filter };
}

function canonical(filter: string | null): string | null {
  if (filter === null) return null;
  const parsed = parseExpression(filter);
  invariant(parsed.ok, 'a filter that was resolved can be read');
  return printExpression(parsed.expression);
}

function refused(diagnostics: readonly Diagnostic[]): AiEtlError {
  const details = diagnostics.filter((one) => one.severity === 'error').map(asDetail);
  const fields = [...new Set(details.map((one) => one.field))].join(', ');
  return new AiEtlError('VALIDATION_ERROR', `The preview cannot be made: see ${fields}.`, {
    details,
  });
}

function asDetail({ path, message, hint }: Diagnostic): ErrorDetail {
  const field = /\.columns(\.|$)/.test(path)
    ? 'columns'
    : path.startsWith('steps')
      ? 'filter'
      : 'table';
  return { field, error: hint === undefined ? message : `${message} (${hint})` };
}
