import type { PlannerIR } from '../ir/index.ts';
import { askOne, type Findings } from '../link/findings.ts';
import type { BuiltBranch } from './branch.ts';

/** Steps whose result for one row depends on others: of new rows alone it is another one. */
const overRows: ReadonlySet<string> = new Set(['aggregate', 'pivot', 'window', 'limit']);

/**
 * "incremental by updated_at" with sums, ranks or running totals: of the new rows alone they are parts, which a
 * merge would put in place of the whole. Whether all rows are read then is asked, and answered by a load without it.
 */
export function settleLoad(
  ir: PlannerIR,
  built: readonly Pick<BuiltBranch, 'steps'>[],
  findings: Findings,
): PlannerIR {
  const isOverRows = built.some(({ steps }) => steps.some((step) => overRows.has(step.op)));
  if (ir.load?.mode !== 'watermark' || !isOverRows) return ir;
  const answer = askOne(findings, {
    id: 'load_rows',
    field: 'operations',
    question: `With "${ir.load.evidence.text}" each run reads the new rows alone, and what is computed over several rows would leave out all earlier ones. Which rows should a run read?`,
    choices: [
      {
        value: 'all_rows',
        label: 'all rows',
        because: 'each run computes everything anew, over the whole table',
      },
      {
        value: 'new_rows',
        label: 'new rows only',
        because: 'each run computes over what came since the last one, and nothing else is wanted',
      },
    ],
  });
  return answer === 'all_rows' ? { ...ir, load: null } : ir;
}
