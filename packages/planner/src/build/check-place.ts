import type { CatalogColumn, PipelineSpecInput } from '@ai-etl/core';
import type { CheckIntent } from '../ir/index.ts';
import { ask, type Findings } from '../link/findings.ts';
import { columnChoices } from '../link/link-column.ts';
import type { BuiltBranch, StepInput } from './branch.ts';
import { outputColumn } from './build-write.ts';

/** A check as the planner writes it. */
export type CheckInput = NonNullable<PipelineSpecInput['checks']>[number];

/** What a check says, apart from where it stands. */
export type CheckBody = CheckInput extends infer One
  ? One extends CheckInput
    ? Omit<One, 'id' | 'on' | 'severity'>
    : never
  : never;

/** The rows that a check looks at, and its id. */
export interface CheckPlace {
  readonly one: BuiltBranch;
  readonly id: string;
  readonly findings: Findings;
}

/** A promise as checks, and the step that chooses the rows they look at. */
export interface BuiltCheck {
  readonly bodies: readonly CheckBody[];
  readonly step: StepInput | null;
}

/** The columns that a check names, by their final names; null after asking. */
export function linkColumns(
  names: readonly string[],
  intent: CheckIntent,
  { one, id, findings }: CheckPlace,
): readonly string[] | null {
  const linked = names.map((name) => outputColumn(name, one));
  const found = linked.filter((name) => name !== null);
  if (found.length === names.length) return found;
  return ask(findings, {
    id,
    field: 'columns',
    question: `"${intent.evidence.text}": ${one.rows.object.name} has no column ${names
      .filter((_, at) => linked[at] === null)
      .map((name) => `"${name}"`)
      .join(', ')}. Which column is checked?`,
    choices: columnChoices(outputsOf(one)),
    multiple: intent.rule === 'unique',
  });
}

/** The columns of the source that reach the target under their own names. */
export function outputsOf({ rows, columns }: BuiltBranch): readonly CatalogColumn[] {
  return rows.columns.filter((column) => columns.includes(column.name));
}
