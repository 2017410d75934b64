import type { CatalogTable } from '@ai-etl/core';
import type { StepInput } from '../../build/branch.ts';
import { assume, type Findings } from '../../link/findings.ts';
import { nameWords } from '../../link/name-words.ts';
import { acceptable, scoreName } from '../../link/score-name.ts';
import { chainsOf, stepsOf, type Chain } from './chain.ts';
import { onTrial } from './scoped-findings.ts';
import { insertAfter, tableAt, type Working } from './working.ts';

/** Makes steps for the rows behind a node; questions mean that its columns do not say enough. */
export type MakeSteps = (at: {
  readonly table: CatalogTable;
  readonly chain: Chain;
  /** The node whose rows the steps read. */
  readonly node: string;
  readonly findings: Findings;
}) => readonly StepInput[];

/** Which nodes of a chain are tried, best first. */
export type Positions = (working: Working, chain: Chain) => readonly string[];

/** Puts steps into each chain that can take them without a question; else asks about the first. */
export function placeSteps(
  working: Working,
  {
    chains,
    positions,
    make,
    said,
  }: {
    readonly chains: readonly Chain[];
    readonly positions: Positions;
    readonly make: MakeSteps;
    readonly said: string;
  },
): readonly StepInput[] {
  const { findings } = working;
  const options = chains.map((chain) => tryChain(working, chain, { positions, make }));
  const able = options.filter((one) => one?.clear === true);
  const chosen = able.length > 0 ? able : options.slice(0, 1);
  if (able.length > 0 && able.length < chains.length) {
    assume(findings, {
      path: 'steps',
      value: `"${said}" applies to ${able.map((one) => one?.chain.source.object?.name ?? one?.chain.source.id).join(', ')}`,
      because: 'the other tables have no such column',
    });
  }
  const done = new Set<string>();
  return chosen.flatMap((option) => {
    if (option === null || done.has(option.node)) return [];
    done.add(option.node);
    return [...insertAfter(working, option.node, option.keep())];
  });
}

interface Option {
  readonly chain: Chain;
  readonly node: string;
  readonly clear: boolean;
  readonly keep: () => readonly StepInput[];
}

function tryChain(
  working: Working,
  chain: Chain,
  { positions, make }: { readonly positions: Positions; readonly make: MakeSteps },
): Option | null {
  let first: Option | null = null;
  for (const node of positions(working, chain)) {
    const table = tableAt(working, chain, node);
    if (table === null) continue;
    const { trial, keep } = onTrial(working.findings, (findings) =>
      make({ table, chain, node, findings }),
    );
    const clear = trial.questions.length === 0 && trial.rejected.length === 0;
    const option = { chain, node, clear, keep };
    if (clear) return option;
    first ??= option;
  }
  return first;
}

/** From the source on, but behind what may still add rows: unions, and joins that keep all of the right. */
export const earliest: Positions = ({ spec }, chain) => {
  const steps = stepsOf(spec, chain);
  const last = steps.findLastIndex(
    (step) =>
      step.op === 'union' || (step.op === 'join' && (step.how === 'right' || step.how === 'full')),
  );
  return chain.nodes.slice(last + 1);
};

/** From the last groups on: what is said of their results. */
export const behindGroups: Positions = ({ spec }, chain) => {
  const steps = stepsOf(spec, chain);
  return chain.nodes.slice(steps.findLastIndex((step) => step.op === 'aggregate') + 1);
};

/** From the target on. */
export const latest: Positions = (_, chain) => chain.nodes.toReversed();

/** Before the last steps of these kinds, else as near to it as it goes. */
export function before(...ops: readonly string[]): Positions {
  return ({ spec }, chain) => {
    const steps = stepsOf(spec, chain);
    const end = steps.findLastIndex((step) => !ops.includes(step.op)) + 1;
    const behind = chain.nodes.slice(0, end + 1).toReversed();
    return [...behind, ...chain.nodes.slice(end + 1)];
  };
}

/** Chains whose table the word names; all when none is named. */
export function chainsNamed(working: Working, word: string | null): readonly Chain[] {
  const all = chainsOf(working.spec);
  if (word === null) return all;
  const spoken = nameWords(word);
  const isNamed = (table: string): boolean => scoreName(spoken, table).score >= acceptable;
  const named = all.filter(
    ({ source, target }) =>
      isNamed(source.object?.name ?? source.id) || isNamed(target.object?.name ?? target.id),
  );
  return named.length > 0 ? named : all;
}
