import { canonicalJson } from '../canonical-json.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ColumnExpression, Expression } from '../expression/ast.ts';
import { isAggregateFunction } from '../expression/functions/registry.ts';
import { inferType } from '../expression/infer-type.ts';
import { printExpression } from '../expression/print-expression.ts';
import type { ExpressionScope, InferredExpression, ScopeColumn } from '../expression/scope.ts';
import { mapChildren } from '../expression/walk.ts';

/** What an expression of groups may be made of. */
export interface GroupScope {
  /** Columns of the rows that are grouped. */
  readonly columns: readonly ScopeColumn[];
  /** What rows are grouped by; `any`: every column outside of aggregates is taken as a key. */
  readonly keys: readonly Expression[] | 'any';
  /** Columns that are the same for all rows: values of subqueries. */
  readonly isValue?: (column: ColumnExpression) => boolean;
  readonly params: ExpressionScope['params'];
  /** True when rows are grouped by something, so no group is empty. */
  readonly grouped: boolean;
  /** Whether window functions, which see the groups, may stand here. */
  readonly windows: boolean;
  readonly path: string;
}

/**
 * Type of an expression over groups, and what is wrong with it: made of aggregates, keys, values and
 * window functions over these. Pure.
 */
export function inferOverGroups(
  expression: Expression,
  scope: GroupScope,
): Omit<InferredExpression, 'types'> {
  const parts = new Map<string, ScopeColumn>();
  const diagnostics: Diagnostic[] = [];
  const keys = scope.keys === 'any' ? null : new Set(scope.keys.map((key) => canonicalJson(key)));
  const part = (one: Expression, place: 'row' | 'measure'): Expression => {
    const name = printExpression(one);
    if (!parts.has(name)) {
      const { columns, params, grouped, path } = scope;
      const found = inferType(one, { columns, params, grouped, path, place });
      diagnostics.push(...found.diagnostics);
      const type = found.type ?? ({ kind: 'unknown' } as const);
      parts.set(name, { name, type, nullable: found.nullable });
    }
    return { kind: 'column', name };
  };
  const replace = (one: Expression): Expression => {
    if (keys?.has(canonicalJson(one)) === true) return part(one, 'row');
    if (one.kind === 'call' && isAggregateFunction(one.name)) return part(one, 'measure');
    if (one.kind !== 'column') return mapChildren(one, replace);
    const known = parts.size;
    const isFine = keys === null || scope.isValue?.(one) === true;
    const replaced = part(one, 'row');
    if (!isFine && parts.size > known && diagnostics.length === 0) {
      diagnostics.push(notOneValue(one, scope.path));
    }
    return replaced;
  };
  const whole = replace(expression);
  const {
    type,
    nullable,
    diagnostics: more,
  } = inferType(whole, {
    columns: [...parts.values()],
    params: scope.params,
    place: scope.windows ? 'window' : 'row',
    path: scope.path,
  });
  return { type, nullable, diagnostics: [...diagnostics, ...more] };
}

function notOneValue(column: ColumnExpression, path: string): Diagnostic {
  const text = printExpression(column);
  return diagnostic(
    'AGGREGATE_MISPLACED',
    path,
    `The column ${text} stands outside an aggregate, so a group has no single value of it.`,
    `add ${text} to the groups, or write an aggregate such as max(${text})`,
  );
}
