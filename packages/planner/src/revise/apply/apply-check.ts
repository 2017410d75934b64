import type { CatalogTable, Check } from '@ai-etl/core';
import { toId } from '../../build/node-id.ts';
import { printColumn } from '../../build/step-draft.ts';
import type { CheckIntent } from '../../ir/index.ts';
import { ask } from '../../link/findings.ts';
import { columnChoices, linkColumn, eventColumns } from '../../link/link-column.ts';
import { askLeaveOut } from './choose-one.ts';
import { chainsOf } from './chain.ts';
import { onTrial } from './scoped-findings.ts';
import { tableAt, type Working } from './working.ts';

/** Adds a promise about the rows that are written: to each target whose rows have the columns. */
export function applyCheck(working: Working, check: CheckIntent): void {
  const said = check.evidence.text;
  const chains = chainsOf(working.spec);
  const options = chains.flatMap((chain) => {
    const table = tableAt(working, chain, chain.target.input);
    if (table === null) return [];
    const tried = onTrial(working.findings, (findings) => toChecks(check, { table, findings }));
    return [{ chain, ...tried }];
  });
  const able = options.filter(({ trial }) => trial.questions.length === 0);
  for (const { chain, keep } of able.length > 0 ? able : options.slice(0, 1)) {
    const built = keep();
    if (built === null) {
      askLeaveOut(
        working.findings,
        'check',
        `"${said}" is understood, and no check of a pipeline says so yet. Leave it out?`,
      );
      return;
    }
    for (const one of built) addCheck(working, chain.target.input, one);
  }
}

type CheckBody = Check extends infer One
  ? One extends Check
    ? Omit<One, 'id' | 'on' | 'severity'>
    : never
  : never;

interface CheckPlace {
  readonly table: CatalogTable;
  readonly findings: Working['findings'];
}

/** Null: no kind of check says it. Empty: a question is open. */
function toChecks(check: CheckIntent, place: CheckPlace): readonly CheckBody[] | null {
  const column = (name: string): string | null => columnsOf([name], place)?.[0] ?? null;
  switch (check.rule) {
    case 'not_null': {
      const columns = columnsOf([check.column], place);
      return columns === null ? [] : [{ kind: 'not_null', columns }];
    }
    case 'unique': {
      const columns = columnsOf(check.columns, place);
      return columns === null ? [] : [{ kind: 'unique', columns }];
    }
    case 'accepted_values': {
      const name = column(check.column);
      return name === null
        ? []
        : [{ kind: 'accepted_values', column: name, values: [...check.values] }];
    }
    case 'range': {
      const name = column(check.column);
      if (name === null) return [];
      if (!check.minExclusive && !check.maxExclusive) {
        return [
          {
            kind: 'range',
            column: name,
            ...(check.min === null ? {} : { min: String(check.min) }),
            ...(check.max === null ? {} : { max: String(check.max) }),
          },
        ];
      }
      const parts = [
        ...(check.min === null
          ? []
          : [`${printColumn(name)} ${check.minExclusive ? '>' : '>='} ${check.min}`]),
        ...(check.max === null
          ? []
          : [`${printColumn(name)} ${check.maxExclusive ? '<' : '<='} ${check.max}`]),
      ];
      return [{ kind: 'sql', condition: parts.join(' and ') }];
    }
    case 'row_count':
      if (check.window !== null) return null;
      return [
        {
          kind: 'row_count',
          ...(check.min === null ? {} : { min: check.min }),
          ...(check.max === null ? {} : { max: check.max }),
        },
      ];
    case 'freshness': {
      const event =
        check.column === null ? (eventColumns(place.table)[0]?.name ?? null) : column(check.column);
      return event === null
        ? check.column === null
          ? null
          : []
        : [{ kind: 'freshness', column: event, max_age_seconds: check.maxAgeMinutes * 60 }];
    }
    case 'null_ratio':
    case 'format':
    case 'regex':
      return null;
  }
}

function columnsOf(names: readonly string[], { table, findings }: CheckPlace): string[] | null {
  const linked = names.map((name) => linkColumn(name, table).column);
  if (linked.every((one) => one !== null)) return linked.flatMap((one) => one?.name ?? []);
  const missing = names.filter((_, at) => linked[at] === null);
  const answer = ask(findings, {
    id: 'check_columns',
    field: 'columns',
    question: `${table.object.name} has no column ${missing.map((name) => `"${name}"`).join(', ')}. Which columns are checked?`,
    choices: columnChoices(table.columns),
    multiple: true,
  });
  return answer === null ? null : [...answer];
}

function addCheck(working: Working, on: string, body: CheckBody): void {
  const { spec } = working;
  const used = new Set(spec.checks.map((one) => one.id));
  const columns =
    'columns' in body ? body.columns.join('_') : 'column' in body ? (body.column ?? '') : '';
  const base = toId(`${columns}_${body.kind}`);
  let id = base;
  for (let count = 2; used.has(id); count += 1) id = `${base}_${count}`;
  const check: Check = { id, on, severity: 'fail', ...body };
  working.spec = { ...spec, checks: [...spec.checks, check] };
}
