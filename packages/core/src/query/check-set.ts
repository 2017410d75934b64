import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { commonColumnType, comparability } from '../expression/common-type.ts';
import { inferType } from '../expression/infer-type.ts';
import { printColumnType, type Column } from '../types/column-type.ts';
import { checkOrderType, checkLimit } from './check-clauses.ts';
import type { CheckedQuery, QueryPlace } from './query-place.ts';
import { outputNames } from './query-parts.ts';
import type { SetQuery } from './query.ts';

const words: Readonly<Record<SetQuery['op'], string>> = {
  union: 'UNION',
  union_all: 'UNION ALL',
  intersect: 'INTERSECT',
  except: 'EXCEPT',
};

/** Operands of equal width whose columns have types that meet; order by names of the result. */
export function checkSet(query: SetQuery, { within, at }: QueryPlace): CheckedQuery {
  const left = within(query.left, 'left');
  const right = within(query.right, 'right');
  const diagnostics: Diagnostic[] = [...left.diagnostics, ...right.diagnostics];
  const wide = [outputNames(query.left).length, outputNames(query.right).length];
  if (wide[0] !== wide[1]) {
    const message = `${words[query.op]} puts ${wide[0]} columns beside ${wide[1]}.`;
    diagnostics.push(
      diagnostic('QUERY_SHAPE', at('right'), message, 'select as many columns on both sides'),
    );
  }
  const known = diagnostics.length === 0;
  const columns = known
    ? left.columns.map((column, index) => {
        const met = meet(column, right.columns[index] ?? column);
        diagnostics.push(...checkMet(query, met, at('right', 'select', String(index))));
        return met.column;
      })
    : left.columns;
  for (const [index, key] of query.orderBy.entries()) {
    const path = at('orderBy', String(index));
    const found = inferType(key.by, {
      columns,
      params: new Map(),
      place: 'row',
      path,
      open: !known,
    });
    diagnostics.push(...found.diagnostics, ...checkOrderType(found, path));
  }
  diagnostics.push(...checkLimit(query.limit, at('limit')));
  return { columns, diagnostics };
}

interface Met {
  readonly column: Column;
  readonly left: Column;
  readonly right: Column;
  readonly fits: boolean;
}

function meet(left: Column, right: Column): Met {
  const type = commonColumnType(left.type, right.type);
  const nullable = left.nullable || right.nullable;
  return {
    left,
    right,
    fits: type !== undefined,
    column: { name: left.name, type: type ?? left.type, nullable },
  };
}

function checkMet(
  { op }: SetQuery,
  { column, left, right, fits }: Met,
  path: string,
): Diagnostic[] {
  const [a, b] = [printColumnType(left.type), printColumnType(right.type)];
  if (!fits) {
    const message = `${words[op]} puts "${left.name}", ${a}, beside "${right.name}", ${b}.`;
    return [diagnostic('TYPE_MISMATCH', path, message, `cast one of them: CAST(x AS ${a})`)];
  }
  if (op === 'union_all' || comparability(column.type) !== 'none') return [];
  const message = `"${column.name}" is ${a}, whose values cannot be compared as ${words[op]} does.`;
  return [diagnostic('TYPE_MISMATCH', path, message, 'cast it to text, or write union_all')];
}
