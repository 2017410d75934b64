import { printExpression } from '@ai-etl/core';
import type { CheckIntent } from '../ir/index.ts';
import { askOne, assume } from '../link/findings.ts';
import { columnChoices, eventColumns, isMoment, linkColumn } from '../link/link-column.ts';
import {
  linkColumns,
  outputsOf,
  type BuiltCheck,
  type CheckBody,
  type CheckPlace,
} from './check-place.ts';
import { printColumn } from './step-draft.ts';

/** A number of rows, of all or of those of a time. Null after asking. */
export function buildRowCount(
  intent: Extract<CheckIntent, { rule: 'row_count' }>,
  place: CheckPlace,
): BuiltCheck | null {
  const body: CheckBody = {
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
export function buildShare(
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

/** The age of the newest row. Null after asking. */
export function buildFreshness(
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
