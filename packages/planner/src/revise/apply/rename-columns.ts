import type { StepInput } from '../../build/branch.ts';
import type { OperationIntent } from '../../ir/index.ts';
import { assume } from '../../link/findings.ts';
import { mainSteps, replaceStep, type Working } from './working.ts';

type Rename = Extract<OperationIntent, { op: 'rename' }>;

/** A column that is renamed already gets its other name there. False: it is not. */
export function updateRename(working: Working, { from, to }: Rename): boolean {
  for (const step of mainSteps(working)) {
    if (step.op !== 'rename') continue;
    const entry = step.columns.find(
      (one) =>
        one.from.toLowerCase() === from.toLowerCase() ||
        one.to.toLowerCase() === from.toLowerCase(),
    );
    if (entry === undefined) continue;
    const columns = step.columns.map((one) => (one === entry ? { ...one, to } : one));
    replaceStep(working, { ...step, columns });
    followKeys(working, new Map([[entry.to, to]]));
    return true;
  }
  return false;
}

/** Keys and the order of a target follow the new names of their columns. */
export function renameDownstream(working: Working, placed: readonly StepInput[]): void {
  const names = placed.flatMap((step) =>
    step.op === 'rename' ? step.columns.map(({ from, to }) => [from, to] as const) : [],
  );
  if (names.length > 0) followKeys(working, new Map(names));
}

function followKeys(working: Working, names: ReadonlyMap<string, string>): void {
  const follow = (list: readonly string[]): string[] => list.map((name) => names.get(name) ?? name);
  const { spec } = working;
  const targets = spec.targets.map((target) => ({
    ...target,
    write: { ...target.write, keys: follow(target.write.keys) },
    layout: { ...target.layout, order_by: follow(target.layout.order_by) },
  }));
  const keyed = spec.targets.filter((target) => target.write.keys.some((key) => names.has(key)));
  for (const target of keyed) {
    assume(working.findings, {
      path: `targets.${target.id}.write.keys`,
      value: follow(target.write.keys).join(', '),
      because: 'the key is called so now',
    });
  }
  working.spec = { ...spec, targets };
}
