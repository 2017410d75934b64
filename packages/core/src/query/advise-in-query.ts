import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SelectQuery } from './query.ts';

/** The finding with a hint for a query, where that for a pipeline would speak of its steps. */
export function adviseInQuery(finding: Diagnostic, { groupBy }: SelectQuery): Diagnostic {
  if (finding.code !== 'AGGREGATE_MISPLACED' || finding.hint?.includes('step') !== true)
    return finding;
  const isWindow = finding.message.includes('window function');
  const clause = finding.path.split('.').findLast((part) => !/^\d+$/u.test(part));
  return { ...finding, hint: adviceFor(clause, isWindow, groupBy !== null) };
}

function adviceFor(clause: string | undefined, isWindow: boolean, isGrouped: boolean): string {
  if (isWindow) return 'select it in a query of its own, and filter that one';
  if (clause === 'where') return 'conditions on aggregates stand in having';
  if (isGrouped) return 'compute the inner one in a query of its own';
  return 'group the rows: an empty groupBy makes one group of all';
}
