import {
  diagnostic,
  printExpression,
  type CatalogColumn,
  type Expression,
  type PipelineSpecInput,
} from '@ai-etl/core';
import type { CheckIntent, PlannerIR } from '../ir/index.ts';
import { ask, askOne, assume, type Findings } from '../link/findings.ts';
import { columnChoices, eventColumns, isMoment, linkColumn } from '../link/link-column.ts';
import type { BuiltBranch, StepInput } from './branch.ts';
import { outputColumn } from './build-write.ts';
import { fixedPattern } from './fixed-pattern.ts';
import { columnOf } from './shape/made-rows.ts';
import { setApart, type RowsApart } from './set-apart.ts';
import { printColumn } from './step-draft.ts';

type CheckInput = NonNullable<PipelineSpecInput['checks']>[number];
type Body = CheckInput extends infer One
  ? One extends CheckInput
    ? Omit<One, 'id' | 'on' | 'severity'>
    : never
  : never;

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

interface CheckPlace {
  readonly one: BuiltBranch;
  readonly id: string;
  readonly findings: Findings;
}

interface BuiltCheck {
  readonly bodies: readonly Body[];
  readonly step: StepInput | null;
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
): readonly Body[] | null {
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
): readonly Body[] {
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

function buildRowCount(
  intent: Extract<CheckIntent, { rule: 'row_count' }>,
  place: CheckPlace,
): BuiltCheck | null {
  const body: Body = {
    kind: 'row_count',
    ...(intent.min === null ? {} : { min: intent.min }),
    ...(intent.max === null ? {} : { max: intent.max }),
  };
  if (intent.window === null) return { bodies: [body], step: null };
  const moment = momentOf(null, intent, place);
  if (moment === null) return null;
  const { branch, steps } = place.one;
  return {
    bodies: [body],
    step: {
      id: `${place.id}_rows`,
      op: 'filter',
      inputs: [steps.at(-1)?.id ?? `source_${branch.id}`],
      where: printExpression({
        kind: 'in_period',
        operand: { kind: 'column', name: moment },
        period: periodOf(intent.window),
      }),
    },
  };
}

function periodOf(window: string) {
  if (window === 'today') return { kind: 'current', unit: 'day' } as const;
  return window === 'yesterday'
    ? ({ kind: 'previous', unit: 'day', count: 1 } as const)
    : ({ kind: 'trailing', unit: 'hour', count: 24 } as const);
}

/** A share of empty values: both are counted beside the load, and compared. */
function buildShare(
  intent: Extract<CheckIntent, { rule: 'null_ratio' }>,
  place: CheckPlace,
): BuiltCheck | null {
  const [column] = linkColumns([intent.column], intent, place) ?? [];
  if (column === undefined) return null;
  const { branch, steps } = place.one;
  return {
    bodies: [{ kind: 'sql', condition: `empty_values <= ${decimal(intent.max)} * all_rows` }],
    step: {
      id: `${place.id}_share`,
      op: 'aggregate',
      inputs: [steps.at(-1)?.id ?? `source_${branch.id}`],
      group_by: [],
      measures: [
        {
          name: 'empty_values',
          expression: `count(*) FILTER (WHERE ${printColumn(column)} IS NULL)`,
        },
        { name: 'all_rows', expression: 'count(*)' },
      ],
    },
  };
}

/** A fraction as people write it: 0.05. */
function decimal(value: number): string {
  return value.toFixed(9).replace(/0+$/u, '').replace(/\.$/u, '');
}

function buildFreshness(
  intent: Extract<CheckIntent, { rule: 'freshness' }>,
  place: CheckPlace,
): BuiltCheck | null {
  const column = momentOf(intent.column, intent, place);
  if (column === null) return null;
  const max_age_seconds = intent.maxAgeMinutes * 60;
  return { bodies: [{ kind: 'freshness', column, max_age_seconds }], step: null };
}

/** The column that says when a row came to be: named, the only one there is, or asked for. */
function momentOf(named: string | null, intent: CheckIntent, place: CheckPlace): string | null {
  const { one, findings, id } = place;
  const { rows: table } = one;
  const linked = named === null ? null : linkColumn(named, table, isMoment).column;
  if (linked !== null && one.columns.includes(linked.name)) return linked.name;
  const moments = eventColumns(table).filter((column) => one.columns.includes(column.name));
  const [only, ...others] = moments;
  if (only !== undefined && others.length === 0) {
    assume(findings, {
      path: `checks.${id}`,
      value: only.name,
      because: `"${intent.evidence.text}" names no column; this one says when a row came to be`,
    });
    return only.name;
  }
  return askOne(findings, {
    id,
    field: 'columns',
    question: `"${intent.evidence.text}": which column of ${table.object.name} says when a row came to be?`,
    choices: columnChoices(moments.length > 0 ? moments : outputsOf(one).filter(isMoment)),
  });
}

function linkColumns(
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
function outputsOf({ rows, columns }: BuiltBranch): readonly CatalogColumn[] {
  return rows.columns.filter((column) => columns.includes(column.name));
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
