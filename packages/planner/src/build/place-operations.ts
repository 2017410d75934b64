import type { CatalogTable } from '@ai-etl/core';
import type { OperationIntent } from '../ir/index.ts';
import { openFindings } from '../link/findings.ts';
import { linkColumn } from '../link/link-column.ts';
import { certain } from '../link/score-name.ts';
import { applyOperation } from './apply-operation.ts';
import { madeNames, namesOf, resultNames, type NumberedOperation } from './operation-names.ts';
import type { ShapePorts } from './shape/shape-place.ts';
import { copyOf, linkIn, type Draft } from './step-draft.ts';

type Op = OperationIntent['op'];

/** What makes other rows, in the order it is done. */
const turnOps: readonly Op[] = ['aggregate', 'pivot', 'window_column'];
/** What is done as soon as its columns are there. */
const earlyOps: readonly Op[] = ['filter', 'cast', 'fill_null', 'derive', 'split'];
/** Last of all, in this order: what looks at whole rows, then what shapes columns. */
const lastOps: readonly (readonly Op[])[] = [
  ['mask'],
  ['sort'],
  ['limit'],
  ['select', 'drop_columns'],
  ['rename'],
];

/**
 * Operations in the order that loses nothing: filters and calculations as soon as their columns are
 * there, then each turn (groups, pivots, windows), what shapes columns last. So "only regions over
 * 1000" looks at the sum that it is about, wherever the words stand. Nothing is done to the draft.
 */
export function placeOperations(
  draft: Draft,
  operations: readonly NumberedOperation[],
  ports: ShapePorts,
): readonly NumberedOperation[] {
  const ofOps = (ops: readonly Op[]): NumberedOperation[] =>
    operations.filter(({ operation }) => ops.includes(operation.op));
  const turns = turnOps.flatMap((op) => ofOps([op]));
  const renames = ofOps(['rename']).filter((one) => isNeeded(one, operations, draft.rows));
  const early = [...ofOps(earlyOps), ...renames].sort((a, b) => a.index - b.index);
  // On trial: what the rows are behind each turn decides where the others go.
  const trial = copyOf(draft);
  const turnNames = new Set(turns.flatMap(({ operation }) => resultNames(operation)));
  const waiting = [early, ofOps(['dedupe'])];
  const before: NumberedOperation[] = [];
  const behind: NumberedOperation[] = [];
  for (const [at, turn] of [null, ...turns].entries()) {
    const stage = at === 0 ? before : behind;
    const take = (one: NumberedOperation): void => {
      stage.push(one);
      const findings = openFindings(ports.findings.answers);
      applyOperation(trial, one.operation, { ...ports, index: one.index, findings });
    };
    if (turn !== null) take(turn);
    const promised = at === turns.length ? noNames : turnNames;
    for (const list of waiting) takeAll(list, { draft: trial, promised }, take);
  }
  const unlinked = trial.isOpen ? [] : waiting.flat();
  const last = lastOps.flatMap((ops) => ofOps(ops)).filter((one) => !renames.includes(one));
  const turned = { start: draft.rows, end: trial.rows };
  const { hidden, left } =
    turns.length === 0 ? { hidden: [], left: last } : settleLast(last, turned);
  return [...before, ...unlinked, ...hidden, ...behind, ...left];
}

const noNames: ReadonlySet<string> = new Set();

/** Those whose columns are there, and those that are only then. What is yet to come is not taken for another. */
function takeAll(
  list: NumberedOperation[],
  { draft, promised }: { readonly draft: Draft; readonly promised: ReadonlySet<string> },
  take: (one: NumberedOperation) => void,
): void {
  const links = ({ operation }: NumberedOperation): boolean =>
    namesOf(operation).every((name) => {
      const { column, score } = { score: 0, ...linkIn(draft, name) };
      const isLater = promised.has(name.toLowerCase()) && score < certain;
      return column !== null && !isLater;
    });
  for (let at = list.findIndex(links); at >= 0 && !draft.isOpen; at = list.findIndex(links))
    list.splice(at, 1).forEach(take);
}

/** A new name that something else is said of has to be there first. */
function isNeeded(
  { operation }: NumberedOperation,
  operations: readonly NumberedOperation[],
  rows: CatalogTable,
): boolean {
  const [made = ''] = madeNames(operation).map((name) => name.toLowerCase());
  if (rows.columns.some((column) => column.name.toLowerCase() === made)) return false;
  return operations.some(
    (other) =>
      [...turnOps, ...earlyOps].includes(other.operation.op) &&
      namesOf(other.operation).some((name) => name.toLowerCase() === made),
  );
}

interface SettledLast {
  /** Masks of columns that do not stay: hidden before anything is computed of them. */
  readonly hidden: readonly NumberedOperation[];
  readonly left: readonly NumberedOperation[];
}

/** Groups leave only what they say: a column that is gone needs no dropping, and is masked before. */
function settleLast(
  last: readonly NumberedOperation[],
  { start, end }: { readonly start: CatalogTable; readonly end: CatalogTable },
): SettledLast {
  const stays = (name: string): boolean => {
    const { column, score } = { score: 0, ...linkColumn(name, end) };
    return column !== null && score >= certain;
  };
  const isGone = (name: string): boolean => {
    const { column, score } = { score: 0, ...linkColumn(name, start) };
    return !stays(name) && column !== null && score >= certain;
  };
  const hidden: NumberedOperation[] = [];
  const left = last.flatMap((one): NumberedOperation[] => {
    const { operation, index } = one;
    if (operation.op !== 'mask' && operation.op !== 'drop_columns' && operation.op !== 'select')
      return [one];
    const gone = operation.columns.filter(isGone);
    if (gone.length === 0) return [one];
    if (operation.op === 'select') return gone.length === operation.columns.length ? [] : [one];
    if (operation.op === 'mask') hidden.push({ operation: { ...operation, columns: gone }, index });
    const columns = operation.columns.filter((name) => !gone.includes(name));
    return columns.length === 0 ? [] : [{ operation: { ...operation, columns }, index }];
  });
  return { hidden, left };
}
