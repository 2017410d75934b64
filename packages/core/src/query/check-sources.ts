import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { inferType } from '../expression/infer-type.ts';
import type { ScopeColumn } from '../expression/scope.ts';
import { adviseInQuery } from './advise-in-query.ts';
import { checkCondition } from './check-clauses.ts';
import type { CheckedQuery, QueryPlace } from './query-place.ts';
import { isDerived, sourcesOf } from './query-parts.ts';
import { joinedColumns, qualifyColumns, scopeColumns } from './query-scope.ts';
import type { QuerySource, SelectQuery } from './query.ts';

export interface CheckedSources {
  /** What the block's expressions see of its sources. */
  readonly columns: readonly ScopeColumn[];
  /** Columns of subqueries: NULL without rows. */
  readonly values: readonly ScopeColumn[];
  /** True when a mistake within hides columns. */
  readonly isOpen: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Sources and subqueries of a block, and the conditions they are joined by. */
export function checkSources(query: SelectQuery, { within, at }: QueryPlace): CheckedSources {
  const diagnostics: Diagnostic[] = [...checkAliases(query, at), ...checkJoinOrder(query, at)];
  let isOpen = false;
  const columnsOf = (source: QuerySource, ...path: readonly string[]): ScopeColumn[] => {
    if (!isDerived(source)) return scopeColumns(source.alias, source.schema);
    const found: CheckedQuery = within(source.query, ...path, 'query');
    diagnostics.push(...found.diagnostics);
    const failed = found.diagnostics.length > 0;
    isOpen ||= failed;
    return scopeColumns(source.alias, found.columns).map((column) =>
      failed ? { ...column, type: { kind: 'unknown' } } : column,
    );
  };
  const values = query.subqueries.flatMap((one, index) =>
    columnsOf(one, 'subqueries', String(index)).map((column) => ({ ...column, nullable: true })),
  );
  let columns: readonly ScopeColumn[] = columnsOf(query.from, 'from');
  for (const [index, { how, source, on }] of query.joins.entries()) {
    const joined = columnsOf(source, 'joins', String(index), 'source');
    const path = at('joins', String(index), 'on');
    const seen = [...columns, ...joined, ...values];
    if (how !== 'cross') {
      const found = inferType(qualifyColumns(on, seen), {
        columns: seen,
        params: new Map(),
        place: 'row',
        path,
        open: isOpen,
      });
      diagnostics.push(
        ...found.diagnostics.map((one) => adviseInQuery(one, query)),
        ...checkCondition(found, path),
      );
    }
    columns = joinedColumns(how, columns, joined);
  }
  return { columns, values, isOpen, diagnostics };
}

function checkAliases(query: SelectQuery, at: QueryPlace['at']): Diagnostic[] {
  const all = [...sourcesOf(query), ...query.subqueries];
  return all.flatMap(({ alias }, index) => {
    if (alias === '') return [diagnostic('QUERY_SHAPE', at(), 'A source has an empty alias.')];
    if (all.findIndex((one) => one.alias === alias) === index) return [];
    const message = `Two sources of one query are called "${alias}".`;
    return [diagnostic('DUPLICATE_ID', at(), message, 'give each an alias of its own')];
  });
}

/** A semi join decides about rows that are there; right and full joins would bring others after it. */
function checkJoinOrder({ joins }: SelectQuery, at: QueryPlace['at']): Diagnostic[] {
  const first = joins.findIndex(({ how }) => how === 'semi' || how === 'anti');
  return joins.flatMap(({ how }, index) => {
    const isLate = first !== -1 && index > first && (how === 'right' || how === 'full');
    const message = `A ${how} join stands after a semi or anti join.`;
    const hint = 'put semi and anti joins last';
    return isLate ? [diagnostic('QUERY_SHAPE', at('joins', String(index)), message, hint)] : [];
  });
}
