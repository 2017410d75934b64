import type { OperationIntent, ParsingIntent } from '../ir/index.ts';
import { assume, type Findings } from '../link/findings.ts';
import type { KnownValues } from '../plan-types.ts';
import type { Branch, BuiltBranch } from './branch.ts';
import { addStates } from './build-spoken.ts';
import { canTake } from './can-take.ts';
import type { NumberedOperation } from './operation-names.ts';
import { filterFirst } from './join/filter-first.ts';
import type { TableLookup } from './join/find-right.ts';
import { joinDrafts } from './join/join-drafts.ts';
import { joinSums } from './join/join-sums.ts';
import { joinImplied, settleDoubled } from './join/settle-names.ts';
import { stackDrafts } from './join/stack-drafts.ts';
import { openDraft, type Draft } from './step-draft.ts';
import { shapeDraft } from './shape-draft.ts';

/** Branches, and what is done to their rows. */
export interface StepsRequest {
  readonly branches: readonly Branch[];
  readonly operations: readonly OperationIntent[];
  readonly findings: Findings;
  /** IANA zone whose clocks cut days and months; UTC when absent. */
  readonly zone?: string;
  /** How texts are written that are cast; none when absent. */
  readonly parsing?: readonly ParsingIntent[];
  /** Values that are known of columns; none when absent. */
  readonly values?: readonly KnownValues[];
  /** Where tables that are joined are looked up; absent: operations of one table only. */
  readonly lookup?: TableLookup;
}

/** Turns operations into the steps of each branch; what is unclear becomes a question. */
export function buildSteps(request: StepsRequest): BuiltBranch[] {
  const { findings, zone = 'UTC', parsing = [], values = [], operations } = request;
  const opened = request.branches.map((branch) => openDraft(branch));
  for (const draft of opened) addStates(draft, findings);
  const numbered = operations.map((operation, at): NumberedOperation => ({
    operation,
    index: at + 1,
  }));
  const { lookup } = request;
  const piece = operations.find((one) => one.op === 'window') ?? null;
  const ports = { findings, zone, parsing, values, piece };
  const stacked = stackDrafts(opened, numbered, findings);
  const left =
    lookup === undefined
      ? stacked.operations
      : filterFirst(stacked.drafts, stacked.operations, ports);
  const drafts =
    lookup === undefined ? stacked.drafts : joinDrafts(stacked.drafts, left, { findings, lookup });
  const taken = new Map(drafts.map((draft): [Draft, NumberedOperation[]] => [draft, []]));
  for (const one of left)
    for (const draft of takers(drafts, one.operation, findings)) taken.get(draft)?.push(one);
  for (const [draft, own] of taken) {
    if (lookup !== undefined) joinImplied(draft, { operations: own, findings, lookup });
    if (lookup !== undefined) joinSums(draft, own, { ...ports, lookup });
    shapeDraft(draft, settleDoubled(draft, { operations: own, findings }), ports);
  }
  return drafts.map((draft) => ({
    branch: draft.branch,
    reads: draft.reads,
    rows: draft.rows,
    name: draft.name,
    aliases: draft.aliases,
    isGrouped: draft.steps.some((step) => step.op === 'aggregate' || step.op === 'pivot'),
    steps: draft.steps,
    conditions: draft.conditions,
    columns: draft.columns,
  }));
}

/** Branches whose rows an operation can be done to without a question; else the first, which asks. */
function takers(
  drafts: readonly Draft[],
  operation: OperationIntent,
  findings: Findings,
): readonly Draft[] {
  if (drafts.length <= 1) return drafts;
  const able = drafts.filter((draft) => canTake(operation, draft.rows));
  if (able.length < drafts.length && able.length > 0) {
    assume(findings, {
      path: 'steps',
      value: `"${operation.evidence.text}" applies to ${able.map((draft) => draft.rows.object.name).join(', ')}`,
      because: 'the other tables have no such column',
    });
  }
  return able.length > 0 ? able : drafts.slice(0, 1);
}
