import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ast.ts';
import { mapChildren } from '../expression/walk.ts';
import type { QueryPlace } from './query-place.ts';
import { expressionsOf, outputNames } from './query-parts.ts';
import type { Query, QueryDerived, SelectQuery } from './query.ts';

/** How expressions use a subquery: as one value, as the values that IN compares with. */
interface Uses {
  readonly asValue: boolean;
  readonly asList: boolean;
}

/** Subqueries give one row where one value is meant, one column where IN compares with them. */
export function checkSubqueryUses(query: SelectQuery, at: QueryPlace['at']): Diagnostic[] {
  return query.subqueries.flatMap((one, index) => {
    const path = at('subqueries', String(index));
    const { asValue, asList } = usesOf(query, one);
    const found: Diagnostic[] = [];
    if (!asValue && !asList) found.push(unused(one, path));
    if (asValue && !givesOneRow(one.query)) found.push(manyRows(one, path));
    if (asList && outputNames(one.query).length !== 1) found.push(manyColumns(one, path));
    return found;
  });
}

function usesOf(query: SelectQuery, { alias }: QueryDerived): Uses {
  let asValue = false;
  let asList = false;
  const isOwn = (one: Expression | undefined): boolean =>
    one?.kind === 'column' && one.table === alias;
  const look = (one: Expression): Expression => {
    if (one.kind === 'in' && one.items.length === 1 && isOwn(one.items[0])) {
      asList = true;
      look(one.operand);
      return one;
    }
    asValue ||= isOwn(one);
    return mapChildren(one, look);
  };
  for (const one of expressionsOf(query)) look(one);
  return { asValue, asList };
}

/** Whether a query can never give two rows. */
export function givesOneRow(query: Query): boolean {
  if (query.limit !== null && query.limit.count <= 1) return true;
  return query.kind === 'select' && query.groupBy?.length === 0;
}

function unused({ alias }: QueryDerived, path: string): Diagnostic {
  const message = `Nothing uses the subquery "${alias}".`;
  return diagnostic(
    'QUERY_SHAPE',
    path,
    message,
    `write ${alias}.column in a condition, or drop it`,
  );
}

function manyRows({ alias, query }: QueryDerived, path: string): Diagnostic {
  const message = `"${alias}" stands for one value, but may give several rows.`;
  const [name = 'column'] = outputNames(query);
  return diagnostic(
    'QUERY_SHAPE',
    path,
    message,
    `write x IN (${alias}.${name}) to compare with all, or aggregate it, or limit it to 1 row`,
  );
}

function manyColumns({ alias, query }: QueryDerived, path: string): Diagnostic {
  const message = `IN compares with "${alias}", which has ${outputNames(query).length} columns.`;
  return diagnostic('QUERY_SHAPE', path, message, 'select the one column that is compared');
}
