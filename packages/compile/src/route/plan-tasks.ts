import type { PlanBranch, PlanExtract, PlanTask } from '../plan.ts';

/**
 * Nothing is published before every branch is verified; then one after the other, so that the
 * graph stays small with hundreds of branches. The scratch database is read when it holds all
 * extracts.
 */
export function planTasks(
  extracts: readonly PlanExtract[],
  branches: readonly PlanBranch[],
): readonly PlanTask[] {
  const gathered = extracts.map(({ id }): PlanTask => ({
    id: `extract_${id}`,
    kind: 'extract',
    branch: id,
    depends_on: [],
  }));
  const prepared = branches.flatMap((branch) => prepareTasks(branch, gathered));
  const published = branches.map(({ id }, index): PlanTask => {
    const before = branches[index - 1];
    const depends =
      before === undefined ? branches.map((one) => `verify_${one.id}`) : [`publish_${before.id}`];
    return { id: `publish_${id}`, kind: 'publish', branch: id, depends_on: depends };
  });
  return [...gathered, ...prepared, ...published];
}

function prepareTasks(
  { id, route }: PlanBranch,
  gathered: readonly PlanTask[],
): readonly PlanTask[] {
  const read = readTask(id, route, gathered);
  return [
    ...read,
    { id: `load_${id}`, kind: 'load', branch: id, depends_on: read.map((one) => one.id) },
    { id: `verify_${id}`, kind: 'verify', branch: id, depends_on: [`load_${id}`] },
  ];
}

/** In the target nothing is read apart from loading. */
function readTask(
  id: string,
  route: PlanBranch['route'],
  gathered: readonly PlanTask[],
): readonly PlanTask[] {
  switch (route) {
    case 'direct':
      return [{ id: `extract_${id}`, kind: 'extract', branch: id, depends_on: [] }];
    case 'local': {
      const depends = gathered.map((one) => one.id);
      return [{ id: `transform_${id}`, kind: 'transform', branch: id, depends_on: depends }];
    }
    case 'in_target':
      return [];
  }
}
