import type { PlanBranch } from '@ai-etl/compile';

/** Ids of the tasks that every branch has, as the plan names them. */
export function taskIds(branch: string) {
  return {
    load: `load_${branch}`,
    verify: `verify_${branch}`,
    publish: `publish_${branch}`,
  } as const;
}

/** The task that reads a branch's rows; null where the target's server reads while it loads. */
export function readTask({ id, route }: Pick<PlanBranch, 'id' | 'route'>): string | null {
  switch (route) {
    case 'direct':
      return extractTask(id);
    case 'local':
      return `transform_${id}`;
    case 'in_target':
      return null;
  }
}

/** The task that reads from a source: a direct branch, or an extract of the local route. */
export function extractTask(id: string): string {
  return `extract_${id}`;
}

/** What `current_task` says while a branch or an extract is in a phase: `extracting_sales`. */
export function currentTask(
  phase: 'extracting' | 'transforming' | 'loading' | 'verifying' | 'publishing',
  id: string,
): string {
  return `${phase}_${id}`;
}
