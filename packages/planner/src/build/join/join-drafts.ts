import { printExpression, type Expression } from '@ai-etl/core';
import { assume, type Findings } from '../../link/findings.ts';
import type { NumberedOperation } from '../operation-names.ts';
import { tableName } from '../shape/table-name.ts';
import { endOf, nextId, type Draft } from '../step-draft.ts';
import { findSides, type JoinIntent, type TableLookup } from './find-right.ts';
import { findKeys, type KeyPair } from './join-keys.ts';
import { isOnce, joinRows } from './joined-rows.ts';

/** Joins the tables that the words join; answers the drafts that are left, each a load of its own. */
export function joinDrafts(
  drafts: readonly Draft[],
  operations: readonly NumberedOperation[],
  { findings, lookup }: { readonly findings: Findings; readonly lookup: TableLookup },
): readonly Draft[] {
  let left = drafts;
  for (const { operation, index } of operations) {
    if (operation.op !== 'join') continue;
    const sides = findSides(left, operation, { findings, index, lookup });
    if (sides === null) {
      for (const draft of left.slice(0, 1)) draft.isOpen = true;
      continue;
    }
    const gone = new Set(sides.rights);
    for (const right of sides.rights)
      joinOne(sides.left, right, { join: operation, index, findings });
    left = [sides.left, ...left.filter((draft) => draft !== sides.left && !gone.has(draft))];
  }
  return left;
}

interface JoinPlace {
  readonly join: Pick<JoinIntent, 'how' | 'on'>;
  readonly index: number;
  readonly findings: Findings;
}

/** Joins one table to the rows so far. Columns of one name keep it on the left. */
export function joinOne(left: Draft, right: Draft, { join, index, findings }: JoinPlace): void {
  left.isOpen ||= right.isOpen;
  const pairs = left.isOpen
    ? null
    : findKeys(left, right, { named: join.on, place: { index, findings } });
  left.reads.push(...right.reads);
  if (pairs === null) {
    left.isOpen = true;
    return;
  }
  addJoin(left, right, { pairs, how: join.how, findings });
}

/** Adds the step of a join over known keys, and makes the rows those of both tables. */
export function addJoin(
  left: Draft,
  right: Draft,
  {
    pairs,
    how,
    findings,
  }: {
    readonly pairs: readonly KeyPair[];
    readonly how: JoinIntent['how'];
    readonly findings: Findings;
  },
): void {
  const inputs = [endOf(left), endOf(right)] as const;
  const suffix = suffixFor(left, right);
  const taken = new Set(left.rows.columns.map((column) => column.name));
  const renamed = (name: string): string => (taken.has(name) ? `${name}${suffix}` : name);
  const collides = right.rows.columns.some((column) => taken.has(column.name));
  const on = pairs
    .map(({ left: one, right: two }): Expression => ({
      kind: 'binary',
      op: 'eq',
      left: { kind: 'column', table: inputs[0], name: one.name },
      right: { kind: 'column', table: inputs[1], name: two.name },
    }))
    .reduce((all, one) => ({ kind: 'binary', op: 'and', left: all, right: one }));
  left.steps.push(...right.steps);
  left.conditions.push(...right.conditions);
  left.steps.push({
    id: nextId(left, 'join'),
    op: 'join',
    inputs: [...inputs],
    how,
    on: printExpression(on),
    ...(collides ? { suffix } : {}),
  });
  joinRows(left, right, { pairs, how, renamed });
  const doubled = right.rows.columns.filter(
    ({ name }) => taken.has(name) && left.columns.includes(renamed(name)),
  );
  if (doubled.length > 0)
    assume(findings, {
      path: `steps.${left.branch.id}_join.suffix`,
      value: doubled.map(({ name }) => renamed(name)).join(', '),
      because: `both tables have ${doubled.map(({ name }) => name).join(', ')}; these are those of ${right.branch.table.object.name}`,
    });
  assumeOne(left, right, { pairs, findings });
  left.name = tableName(
    `${left.name}${left.members.length === 2 ? '_with' : ''}_${right.branch.table.object.name}`,
  );
}

/** A suffix that makes every column of the right-hand table new: `_customers`. */
function suffixFor(left: Draft, right: Draft): string {
  const names = new Set([...left.rows.columns, ...right.rows.columns].map((column) => column.name));
  const base = `_${right.branch.id}`.slice(0, 50);
  const isFree = (suffix: string): boolean =>
    right.rows.columns.every((column) => !names.has(`${column.name}${suffix}`));
  let suffix = base;
  for (let count = 2; !isFree(suffix); count += 1) suffix = `${base}_${count}`;
  return suffix;
}

/** Where no key is known, that a row meets one row at most is taken on trust, and said. */
function assumeOne(
  left: Draft,
  right: Draft,
  { pairs, findings }: { readonly pairs: readonly KeyPair[]; readonly findings: Findings },
): void {
  const names = pairs.map((pair) => pair.right.name);
  if (isOnce(right, names) !== null) return;
  const own = right.branch.table.object.name;
  assume(findings, {
    path: `steps.${left.branch.id}_join`,
    value: `one row of ${own} for each ${names.join(', ')}`,
    because: `${own} declares no key; several rows would repeat those of ${left.branch.table.object.name}`,
  });
}
