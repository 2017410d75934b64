import type { PlanTask, RunPlan } from './plan.ts';

/** A plan's task graph as the API shows it. */
export interface DagDefinition {
  readonly route: RunPlan['route'];
  readonly tasks: readonly Pick<PlanTask, 'id' | 'kind' | 'branch' | 'depends_on'>[];
  /** `from` must succeed before `to` begins. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** Tasks and edges of a plan, in topological order. */
export function dagDefinition(plan: RunPlan): DagDefinition {
  return {
    route: plan.route,
    tasks: plan.tasks,
    edges: plan.tasks.flatMap((task) =>
      task.depends_on.map((dependency) => ({ from: dependency, to: task.id })),
    ),
  };
}
