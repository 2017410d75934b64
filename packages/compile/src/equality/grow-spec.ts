import { hasErrors } from '@ai-etl/core';
import { tryResolveCase, type GoldenCase, type StepInput } from '../golden/golden-case.ts';
import { Choices } from './choices.ts';
import { growAsof, growJoin, growUnion } from './grow-joined-steps.ts';
import {
  growCast,
  growDerive,
  growFilter,
  growMask,
  growRename,
  growSample,
  growSelect,
} from './grow-row-steps.ts';
import {
  growAggregate,
  growDedupe,
  growLimit,
  growPivot,
  growSort,
  growUnpivot,
  growWindow,
} from './grow-set-steps.ts';
import { stepNode, tableNode } from './grown-nodes.ts';
import type { StepGrower } from './growth.ts';

/** What one op of a spec is grown from. */
export interface StepSeed {
  readonly op: string;
  readonly numbers: readonly number[];
}

/** What a spec is grown from: plain data that fast-check makes and shrinks. */
export interface SpecSeed {
  readonly table: string;
  readonly steps: readonly (StepSeed | null)[];
}

export interface GrownSpec {
  /** Resolves without errors. */
  readonly spec: GoldenCase;
  /** Ops that were left out, because what was grown did not resolve. */
  readonly dropped: number;
}

/** Tables by the id of their source. */
export const sourceTables: Readonly<Record<string, string>> = {
  v: 'v',
  orders: 'orders',
  ledger: 'ledger',
  customers: 'customers',
  odd: 'odd "name"',
};

/** Ops by name; those that find most are there more than once among `opNames`. */
const growers: Readonly<Record<string, StepGrower>> = {
  filter: growFilter,
  select: growSelect,
  derive: growDerive,
  rename: growRename,
  cast: growCast,
  aggregate: growAggregate,
  sort: growSort,
  limit: growLimit,
  dedupe: growDedupe,
  window: growWindow,
  join: growJoin,
  union: growUnion,
  asof: growAsof,
  pivot: growPivot,
  unpivot: growUnpivot,
  mask: growMask,
  sample: growSample,
};

export const opNames: readonly string[] = [
  ...Object.keys(growers),
  'derive',
  'filter',
  'aggregate',
  'window',
  'join',
];

/** Grows a spec step by step, each over the columns that resolving gives to the one before. */
export function growSpec(name: string, { table, steps: seeds }: SpecSeed): GrownSpec {
  const tables = Object.entries(sourceTables).map(([id, tableName]) => tableNode(id, tableName));
  let nodes = tables;
  let input = tables.find(({ id }) => id === table) ?? tables[0];
  let steps: readonly StepInput[] = [];
  let serial = 0;
  let dropped = 0;
  for (const seed of seeds) {
    if (input === undefined || seed === null) continue;
    const { op, numbers } = seed;
    const grown = growers[op]?.({
      input,
      nodes,
      choices: new Choices(numbers),
      id: () => `s${(serial += 1)}`,
      name: () => columnName((serial += 1)),
    });
    if (grown === undefined) continue;
    const longer = [...steps, ...grown];
    const resolution = tryResolveCase({ name, steps: longer }, 'postgresql');
    if (!('schemas' in resolution) || hasErrors(resolution.diagnostics)) {
      dropped += 1;
      continue;
    }
    for (const step of grown) nodes = [...nodes, stepNode(step, resolution, nodes)];
    steps = longer;
    input = nodes.at(-1);
  }
  const whole = steps.length > 0 ? steps : [everything(input?.id ?? 'v')];
  return { spec: { name, steps: whole }, dropped };
}

function everything(id: string): StepInput {
  return { id: 'all_', op: 'limit', inputs: [id], count: 100 };
}

const careful = ['Größe', 'a b', 'select', 'q"t', 'a`b', "it's", 'день', 'x;--', '%s', '{x}'];

function columnName(serial: number): string {
  const odd = serial % 5 === 0 ? careful[(serial / 5) % careful.length] : undefined;
  return odd === undefined ? `x${serial}` : `${odd}${serial}`;
}
