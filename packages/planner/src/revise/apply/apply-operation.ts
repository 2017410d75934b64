import { diagnostic, parseExpression, type CatalogTable } from '@ai-etl/core';
import type { StepInput } from '../../build/branch.ts';
import { buildSteps } from '../../build/build-steps.ts';
import { measureNames } from '../../build/operation-names.ts';
import type { Measure, OperationIntent } from '../../ir/index.ts';
import { postponedConnection } from './pseudo-connection.ts';
import type { OperationChange } from '../revision-ir.ts';
import { applyFilter } from './apply-filter.ts';
import { applyJoin, isJoin } from './apply-join.ts';
import { settleTurned } from './settle-turned.ts';
import { askLeaveOut } from './choose-one.ts';
import { linkColumn } from '../../link/link-column.ts';
import { baseId, stepsOf, type Chain } from './chain.ts';
import {
  before,
  behindGroups,
  chainsNamed,
  earliest,
  latest,
  placeSteps,
  type MakeSteps,
  type Positions,
} from './place-steps.ts';
import { renameDownstream, updateRename } from './rename-columns.ts';
import { mainSteps, removeStep, replaceStep, type Working } from './working.ts';

/** Adds what is to be done to rows, or puts it in the place of what was done. */
export function applyOperation(working: Working, change: OperationChange): void {
  if (isJoin(change)) return applyJoin(working, change);
  const operation = nameMeasures(working, change.operation);
  const said = change.evidence.text;
  if (operation.op === 'rename' && updateRename(working, operation)) return;
  replaceSame(working, operation);
  let isGone = false;
  const make: MakeSteps = ({ table, chain, node, findings }) => {
    if (isWritten(working, { operation, table, chain, node }))
      return build({ table, chain, findings });
    isGone = true;
    return [];
  };
  const build = ({ table, chain, findings }: Omit<Parameters<MakeSteps>[0], 'node'>) =>
    buildSteps({
      branches: [
        {
          connection: postponedConnection,
          table,
          id: baseId(chain.source.id),
          states: [],
          unknown: [],
        },
      ],
      operations: [operation],
      findings,
      zone: working.spec.schedule?.timezone ?? 'UTC',
    }).flatMap((one) => [...one.steps]);
  if (operation.op === 'filter') {
    const isOfGroups = operation !== change.operation;
    applyFilter(working, {
      change,
      make,
      table: change.table,
      ...(isOfGroups ? { positions: behindGroups } : {}),
    });
    return;
  }
  const asked = working.findings.questions.length;
  const placed = placeSteps(working, {
    chains: chainsNamed(working, change.table),
    positions: positionsOf(operation),
    make,
    said,
  });
  if (placed.length === 0 && isGone) {
    working.findings.diagnostics.push(
      diagnostic('ASSUMED', 'steps', `"${said}": these columns are left out already.`),
    );
    return;
  }
  if (placed.length === 0 && working.findings.questions.length === asked) {
    askLeaveOut(
      working.findings,
      'operation',
      `"${said}" is understood, and no step can be made of it here. Leave it out?`,
    );
  }
  if (operation.op === 'aggregate' || operation.op === 'pivot') settleTurned(working);
  if (operation.op === 'rename') renameDownstream(working, placed);
  if (operation.op === 'drop_columns') mergeSelects(working, placed);
}

/** "only cities with sum over 100": what groups compute is called by its function too. */
function nameMeasures(working: Working, operation: OperationIntent): OperationIntent {
  if (operation.op !== 'filter') return operation;
  const names = new Map(
    mainSteps(working).flatMap((step) =>
      step.op !== 'aggregate'
        ? []
        : step.measures.flatMap(({ name, expression }) => {
            const parsed = parseExpression(expression);
            const fn = parsed.ok && parsed.expression.kind === 'call' ? parsed.expression.name : '';
            return isMeasureFunction(fn)
              ? measureNames({ fn, column: '*' }).map((word) => [word, name] as const)
              : [];
          }),
    ),
  );
  const isMeant = operation.any.some((one) => names.has(one.column?.toLowerCase() ?? ''));
  if (!isMeant) return operation;
  return {
    ...operation,
    any: operation.any.map((one) => ({
      ...one,
      column: one.column === null ? null : (names.get(one.column.toLowerCase()) ?? one.column),
    })),
  };
}

function isMeasureFunction(name: string): name is Measure['fn'] {
  return ['count', 'sum', 'avg', 'min', 'max'].includes(name);
}

/** Whether what hides or drops columns would hide or drop any: false when all are left out further on. */
function isWritten(
  working: Working,
  at: {
    readonly operation: OperationIntent;
    readonly table: CatalogTable;
    readonly chain: Chain;
    readonly node: string;
  },
): boolean {
  const { operation, table, chain, node } = at;
  if (operation.op !== 'mask' && operation.op !== 'drop_columns') return true;
  const linked = operation.columns.flatMap((name) => linkColumn(name, table).column?.name ?? []);
  if (linked.length === 0) return true;
  const behind = stepsOf(working.spec, chain).slice(chain.nodes.indexOf(node));
  return linked.some((name) => {
    let current: string | null = name;
    for (const step of behind) {
      if (step.op === 'select' && !step.columns.includes(current)) return false;
      if (step.op === 'rename')
        current = step.columns.find((one) => one.from === current)?.to ?? current;
    }
    return true;
  });
}

/** A list of columns behind another becomes the one list. */
function mergeSelects(working: Working, placed: readonly StepInput[]): void {
  for (const { id } of placed) {
    const last = working.spec.steps.find((step) => step.id === id);
    const first = working.spec.steps.find((step) => step.id === last?.inputs[0]);
    if (last?.op !== 'select' || first?.op !== 'select') continue;
    const readers = working.spec.steps.filter((step) => step.inputs.includes(first.id)).length;
    const written = working.spec.targets.some((target) => target.input === first.id);
    if (readers !== 1 || written) continue;
    replaceStep(working, { ...first, columns: last.columns });
    removeStep(working, last.id);
  }
}

function positionsOf(operation: OperationIntent): Positions {
  switch (operation.op) {
    case 'filter':
      return earliest;
    case 'dedupe':
      return before('mask', 'sort', 'limit', 'sample', 'select', 'rename');
    case 'sort':
      return before('limit', 'sample', 'select', 'rename', 'mask');
    case 'limit':
      return before('select', 'rename', 'mask');
    default:
      return latest;
  }
}

/** Of these a pipeline has one: another is put in its place. */
function replaceSame(working: Working, operation: OperationIntent): void {
  const { op } = operation;
  if (op === 'mask') return unmask(working, operation.columns);
  const isOne = ['limit', 'sort', 'dedupe', 'select', 'aggregate', 'pivot'].includes(op);
  if (!isOne) return;
  for (const step of mainSteps(working)) if (step.op === op) removeStep(working, step.id);
}

/** A column that is masked another way is masked once. */
function unmask(working: Working, columns: readonly string[]): void {
  const wanted = new Set(columns.map((name) => name.toLowerCase()));
  for (const step of mainSteps(working)) {
    if (step.op !== 'mask') continue;
    const left = step.columns.filter(({ name }) => !wanted.has((name ?? '').toLowerCase()));
    if (left.length === step.columns.length) continue;
    if (left.length === 0) removeStep(working, step.id);
    else replaceStep(working, { ...step, columns: left });
  }
}
