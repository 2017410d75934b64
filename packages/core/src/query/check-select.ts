import { canonicalJson } from '../canonical-json.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ast.ts';
import { inferType } from '../expression/infer-type.ts';
import type { ExpressionScope, InferredExpression } from '../expression/scope.ts';
import { walk } from '../expression/walk.ts';
import type { Column } from '../types/column-type.ts';
import { checkCondition, checkEqualityType, checkLimit, checkOrderType } from './check-clauses.ts';
import { adviseInQuery } from './advise-in-query.ts';
import { checkSources } from './check-sources.ts';
import { checkSubqueryUses } from './check-subqueries.ts';
import { inferOverGroups } from './infer-over-groups.ts';
import { expressionsOf } from './query-parts.ts';
import type { CheckedQuery, QueryPlace } from './query-place.ts';
import { nameOutputs, qualifyColumns } from './query-scope.ts';
import type { SelectQuery } from './query.ts';

/** `logical_time` is told apart below: it would be known. */
const noParameters: ExpressionScope['params'] = new Map();

type Inferred = Omit<InferredExpression, 'types'>;

/** One block: its sources, then its clauses in SQL's order. */
export function checkSelect(query: SelectQuery, place: QueryPlace): CheckedQuery {
  const { at } = place;
  const sources = checkSources(query, place);
  const { columns: seen, values } = sources;
  const columns = [...seen, ...values];
  const diagnostics: Diagnostic[] = [...sources.diagnostics];
  const isOpen = sources.isOpen;
  const qualify = (one: Expression): Expression => qualifyColumns(one, columns);
  const inRows = (one: Expression, path: string, windows: boolean): Inferred =>
    inferType(qualify(one), {
      columns,
      params: noParameters,
      place: windows ? 'window' : 'row',
      path,
      open: isOpen,
    });
  const keys = query.groupBy?.map(qualify) ?? null;
  const inGroups = (one: Expression, path: string, windows: boolean): Inferred =>
    keys === null
      ? inRows(one, path, windows)
      : inferOverGroups(qualify(one), {
          columns,
          keys,
          isValue: ({ table }) => values.some((value) => value.table === table),
          params: noParameters,
          grouped: keys.length > 0,
          windows,
          path,
        });
  const note = (found: Inferred, ...more: readonly Diagnostic[]): Inferred => {
    diagnostics.push(...found.diagnostics.map((one) => adviseInQuery(one, query)), ...more);
    return found;
  };

  for (const [index, one] of query.where.entries()) {
    const path = at('where', String(index));
    const found = inRows(one, path, false);
    note(found, ...checkCondition(found, path));
  }
  for (const [index, one] of (query.groupBy ?? []).entries()) {
    const path = at('groupBy', String(index));
    const found = inRows(one, path, false);
    note(found, ...checkEqualityType(found, path));
  }
  for (const [index, one] of query.having.entries()) {
    const path = at('having', String(index));
    if (query.groupBy === null) diagnostics.push(noGroups(path));
    const found = inGroups(nameOutputs(one, query.select), path, false);
    note(found, ...checkCondition(found, path));
  }
  const output = query.select.map(({ name, expression }, index): Column => {
    const path = at('select', String(index));
    const found = note(inGroups(expression, path, true));
    if (found.type === undefined && found.diagnostics.length === 0 && !isOpen) {
      diagnostics.push(noType(name, path));
    }
    if (query.distinct) diagnostics.push(...checkEqualityType(found, path));
    return { name, type: found.type ?? { kind: 'text' }, nullable: found.nullable };
  });
  const selected = new Set(query.select.map((one) => canonicalJson(qualify(one.expression))));
  for (const [index, { by }] of query.orderBy.entries()) {
    const path = at('orderBy', String(index));
    const key = qualify(nameOutputs(by, query.select));
    const found = inGroups(key, path, true);
    note(found, ...checkOrderType(found, path));
    if (query.distinct && !selected.has(canonicalJson(key))) diagnostics.push(notShown(path));
  }
  diagnostics.push(
    ...checkNames(query, at),
    ...checkParameters(query, at),
    ...checkLimit(query.limit, at('limit')),
    ...checkSubqueryUses(query, at),
  );
  return { columns: output, diagnostics };
}

function checkNames({ select }: SelectQuery, at: QueryPlace['at']): Diagnostic[] {
  if (select.length === 0) {
    return [diagnostic('QUERY_SHAPE', at('select'), 'Nothing is selected.', 'name a column')];
  }
  return select.flatMap(({ name }, index) => {
    const path = at('select', String(index));
    if (name === '') return [diagnostic('QUERY_SHAPE', path, 'A column has an empty name.')];
    const isSecond = select.findIndex((one) => one.name === name) < index;
    const message = `Two columns are called "${name}".`;
    return isSecond ? [diagnostic('DUPLICATE_COLUMN', path, message, 'rename one of them')] : [];
  });
}

function noGroups(path: string): Diagnostic {
  const message = 'A condition on groups needs groups.';
  return diagnostic('QUERY_SHAPE', path, message, 'put it into where, or group the rows');
}

function noType(name: string, path: string): Diagnostic {
  const message = `The column "${name}" has no type: it is NULL, or an interval.`;
  return diagnostic('TYPE_MISMATCH', path, message, 'write CAST(NULL AS text), or another type');
}

function notShown(path: string): Diagnostic {
  const message = 'Rows that are made distinct can only be sorted by what they show.';
  return diagnostic('QUERY_SHAPE', path, message, 'select it too');
}

/** A question has no parameters: nothing would give them values. */
function checkParameters(query: SelectQuery, at: QueryPlace['at']): Diagnostic[] {
  return expressionsOf(query).flatMap((expression) => {
    const found: Diagnostic[] = [];
    walk(expression, (one) => {
      if (one.kind !== 'parameter') return;
      const message = `A question has no parameters, so :${one.name} has no value.`;
      found.push(diagnostic('UNKNOWN_PARAMETER', at(), message, 'write the value itself'));
    });
    return found;
  });
}
