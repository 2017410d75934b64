import { assume } from '../../link/findings.ts';
import { chainsOf } from './chain.ts';
import { tableAt, type Working } from './working.ts';

/**
 * Rows became groups: what a target said of columns that are gone is said of the groups. Keys of a
 * merge become those of the groups, and so does the order of a table that is made.
 */
export function settleTurned(working: Working): void {
  for (const chain of chainsOf(working.spec)) {
    const { target } = chain;
    const columns = tableAt(working, chain, target.input)?.columns.map((one) => one.name);
    const step = working.spec.steps.findLast(
      (one) => chain.nodes.includes(one.id) && (one.op === 'aggregate' || one.op === 'pivot'),
    );
    if (columns === undefined || step === undefined) continue;
    const groups =
      step.op === 'aggregate'
        ? step.group_by.map((one) => one.name)
        : step.op === 'pivot'
          ? step.index
          : [];
    const isThere = (name: string): boolean => columns.includes(name);
    const keys = target.write.keys.every(isThere) ? target.write.keys : groups;
    const order = target.layout.order_by.every(isThere) ? target.layout.order_by : groups;
    if (keys !== target.write.keys)
      assume(working.findings, {
        path: `targets.${target.id}.write.keys`,
        value: keys.join(', '),
        because: 'the key it had is gone; each group is one row',
      });
    working.spec = {
      ...working.spec,
      targets: working.spec.targets.map((one) =>
        one.id === target.id
          ? {
              ...one,
              write: { ...one.write, keys: [...keys] },
              layout: { ...one.layout, order_by: [...order].slice(0, 16) },
            }
          : one,
      ),
    };
  }
}
