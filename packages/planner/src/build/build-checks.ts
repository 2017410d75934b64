import { diagnostic, printExpression, type Expression } from '@ai-etl/core';
import type { CheckIntent, PlannerIR } from '../ir/index.ts';
import { assume, type Findings } from '../link/findings.ts';
import type { BuiltBranch, StepInput } from './branch.ts';
import { outputColumn } from './build-write.ts';
import {
  linkColumns,
  outputsOf,
  type BuiltCheck,
  type CheckBody,
  type CheckInput,
  type CheckPlace,
} from './check-place.ts';
import { fixedPattern } from './fixed-pattern.ts';
import { columnOf } from './shape/made-rows.ts';
import { setApart, type RowsApart } from './set-apart.ts';
import { printColumn } from './step-draft.ts';
import { buildFreshness, buildRowCount, buildShare } from './table-checks.ts';

/** Checks of all branches, and the steps that choose the rows some of them look at. */
export interface BuiltChecks {
  readonly checks: readonly CheckInput[];
  readonly steps: readonly StepInput[];
  /** Branches whose rows that break a promise go to a table of their own. */
  readonly apart: readonly RowsApart[];
}

/**
 * The promises of the words as checks on the rows that are about to be written: the run stops before
 * it publishes rows that break one, unless the words set these apart. What a spec cannot say is a
 * diagnostic, never dropped.
 */
export function buildChecks(
  { checks, onFail }: Pick<PlannerIR, 'checks' | 'onFail'>,
  built: readonly BuiltBranch[],
  findings: Findings,
): BuiltChecks {
  const found: CheckInput[] = [];
  const steps: StepInput[] = [];
  const saidOf = new Map<string, string>();
  checks.forEach((intent, index) => {
    for (const one of holdersOf(intent, built)) {
      const { branch } = one;
      const numbered = `${branch.id}_check_${index + 1}`;
      const part = buildCheck(intent, { one, id: numbered, findings });
      if (part === null) continue;
      if (part.step !== null) steps.push(part.step);
      const on = part.step?.id ?? one.steps.at(-1)?.id ?? `source_${branch.id}`;
      part.bodies.forEach((_, at) =>
        saidOf.set(at === 0 ? numbered : `${numbered}_${at + 1}`, intent.evidence.text),
      );
      // The body is one arm of the union; spreading it keeps it so.
      found.push(
        ...part.bodies.map((body, at) => ({
          ...body,
          id: at === 0 ? numbered : `${numbered}_${at + 1}`,
          on,
          severity: 'fail' as const,
        })),
      );
    }
  });
  if (onFail !== 'quarantine') {
    if (found.length > 0) reportFailure(onFail, findings);
    return { checks: found, steps, apart: [] };
  }
  const parted = setApart(built, found, saidOf);
  reportNotApart(parted.checks, saidOf, findings);
  return { checks: parted.checks, steps: [...steps, ...parted.steps], apart: parted.rows };
}

/** Branches that have the columns of a check; the first one when none has: it asks which are meant. */
function holdersOf(intent: CheckIntent, built: readonly BuiltBranch[]): readonly BuiltBranch[] {
  const names = columnsOf(intent);
  const able = built.filter((one) => names.every((name) => outputColumn(name, one) !== null));
  return able.length > 0 ? able : built.slice(0, 1);
}

function columnsOf(intent: CheckIntent): readonly string[] {
  if (intent.rule === 'unique') return intent.columns;
  return intent.rule === 'row_count' || intent.column === null ? [] : [intent.column];
}

function buildCheck(intent: CheckIntent, place: CheckPlace): BuiltCheck | null {
  if (intent.rule === 'row_count') return buildRowCount(intent, place);
  if (intent.rule === 'freshness') return buildFreshness(intent, place);
  if (intent.rule === 'null_ratio') return buildShare(intent, place);
  const columns = linkColumns(columnsOf(intent), intent, place);
  const [column] = columns ?? [];
  if (columns === null || column === undefined) return null;
  const isText = outputsOf(place.one).some(
    (one) => one.name === column && one.type.kind === 'text',
  );
  const bodies = bodiesOf(intent, { columns, column, isText });
  if (bodies !== null) {
    if (intent.rule === 'format') assumeShape(intent, place);
    return { bodies, step: null };
  }
  unsaid(intent, place);
  return null;
}

/** Null: no check of a spec says it. */
function bodiesOf(
  intent: Exclude<CheckIntent, { rule: 'row_count' | 'freshness' | 'null_ratio' }>,
  {
    columns,
    column,
    isText,
  }: { readonly columns: readonly string[]; readonly column: string; readonly isText: boolean },
): readonly CheckBody[] | null {
  switch (intent.rule) {
    case 'not_null':
      return [{ kind: 'not_null', columns: [column] }];
    case 'unique':
      return [{ kind: 'unique', columns: [...columns] }];
    case 'accepted_values':
      return [{ kind: 'accepted_values', column, values: [...intent.values] }];
    case 'range':
      return rangeBodies(intent, column);
    case 'format':
      return intent.format === 'email'
        ? [{ kind: 'sql', condition: `${printColumn(column)} like '%_@_%._%'` }]
        : intent.format === 'url'
          ? [{ kind: 'sql', condition: `${printColumn(column)} like 'http%://_%'` }]
          : null;
    case 'regex': {
      const condition = fixedPattern(intent.pattern, isText ? columnOf(column) : asText(column));
      return condition === null ? null : [{ kind: 'sql', condition: printExpression(condition) }];
    }
  }
}

/** What a pattern looks at of a column that is no text. */
function asText(column: string): Expression {
  return { kind: 'cast', operand: columnOf(column), to: { kind: 'text' } };
}

/** Bounds that belong to the range are a range; a bound that does not is a condition. */
function rangeBodies(
  { min, max, minExclusive, maxExclusive }: Extract<CheckIntent, { rule: 'range' }>,
  column: string,
): readonly CheckBody[] {
  const low = min === null || minExclusive ? {} : { min: String(min) };
  const high = max === null || maxExclusive ? {} : { max: String(max) };
  const bounded = { ...low, ...high };
  const name = printColumn(column);
  return [
    ...(Object.keys(bounded).length === 0 ? [] : [{ kind: 'range' as const, column, ...bounded }]),
    ...(min !== null && minExclusive
      ? [{ kind: 'sql' as const, condition: `${name} > ${String(min)}` }]
      : []),
    ...(max !== null && maxExclusive
      ? [{ kind: 'sql' as const, condition: `${name} < ${String(max)}` }]
      : []),
  ];
}

function assumeShape(intent: CheckIntent, { id, findings }: CheckPlace): void {
  assume(findings, {
    path: `checks.${id}`,
    value: 'the shape of the text',
    because: `"${intent.evidence.text}" is checked by a pattern of LIKE, which is looser than the standard`,
  });
}

function unsaid(intent: CheckIntent, { findings }: CheckPlace): void {
  const what = intent.rule === 'regex' ? 'A regular expression of varying length' : 'This format';
  findings.diagnostics.push(
    diagnostic(
      'CHECK_NOT_EXECUTABLE',
      'checks',
      `${what} is understood ("${intent.evidence.text}"), but no check measures it yet.`,
      'Say it as a range, a list of values, "must not be empty" or "must be unique", or leave it out.',
    ),
  );
}

/** A promise about more than one row stops the run, whatever the words say. */
function reportNotApart(
  checks: readonly CheckInput[],
  saidOf: ReadonlyMap<string, string>,
  findings: Findings,
): void {
  if (checks.length === 0) return;
  const said = [...new Set(checks.map((check) => `"${saidOf.get(check.id) ?? check.id}"`))];
  findings.diagnostics.push(
    diagnostic(
      'ROWS_NOT_SET_APART',
      'checks',
      `No single row breaks ${said.join(', ')}, so none is set apart for it: the run stops before anything is published.`,
      'Set apart what a row can be told by: empty values, ranges, lists of values.',
    ),
  );
}

/** Says what happens to rows that break a check: the run stops before it publishes. */
function reportFailure(onFail: PlannerIR['onFail'], findings: Findings): void {
  if (onFail === 'abort') return;
  assume(findings, {
    path: 'checks.*.severity',
    value: 'fail',
    because: 'what happens when a check fails was not said: nothing is published then',
    alternatives: ['warn'],
  });
}
