import { isNumeric, type BinaryOperator, type CatalogColumn, type Expression } from '@ai-etl/core';
import type { Condition, Scalar } from '../ir/index.ts';
import { areSynonyms } from '../lexicon/synonyms.ts';
import { askOne, assume } from '../link/findings.ts';
import { certain } from '../link/score-name.ts';
import {
  columnChoices,
  eventColumns,
  hasClearEvent,
  isMoment,
  linkColumn,
  measureColumns,
} from '../link/link-column.ts';
import { buildStates, keepUnknown, type ConditionPlace } from './condition-state.ts';
import { dayAfter, toLiteral } from './value.ts';

const operators: Readonly<Record<string, BinaryOperator>> = {
  '=': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'ge',
  '<': 'lt',
  '<=': 'le',
};

/** The expression of a condition over a table, or null after asking what it means. */
export function buildCondition(condition: Condition, place: ConditionPlace): Expression | null {
  if (condition.cmp === 'state' || condition.cmp === 'not_state')
    return buildStates(condition, place);
  const column = resolveColumn(condition, place);
  const compared = column === null ? null : compare(condition, column, place);
  if (column === null || compared === null) return null;
  const excludes = ['!=', 'not_in', 'not_like'].includes(condition.cmp);
  // Who writes the operator of SQL means what SQL does with NULL.
  const operator = /!=|<>/u.test(condition.evidence.text);
  return excludes && !operator ? keepUnknown(compared, [column.name], place) : compared;
}

/** The column a condition is about: named, or the only sensible one, or asked for. */
function resolveColumn(condition: Condition, place: ConditionPlace): CatalogColumn | null {
  const { table, path, findings } = place;
  const temporal =
    condition.cmp === 'period' || condition.values.some((value) => value.type === 'date');
  const numeric = condition.values.some((value) => value.type === 'number');
  const fits = (column: CatalogColumn): boolean => (temporal ? isMoment(column) : true);
  if (condition.column !== null) {
    const linked = linkColumn(condition.column, table, fits);
    if (linked.column !== null) {
      if (linked.score < certain) {
        assume(findings, {
          path,
          value: linked.column.name,
          because: `"${condition.column}" names no column; ${linked.because}`,
        });
      }
      return linked.column;
    }
    // "made last month" and "created since" say when a row came to be, whatever the column is called.
    const creation = temporal && areSynonyms(condition.column.toLowerCase(), 'created');
    const [event] = creation && hasClearEvent(table) ? eventColumns(table) : [];
    if (event !== undefined) return assumeEvent(condition, event, place);
    const offered = linked.near.length > 0 ? linked.near : table.columns.filter(fits);
    return askColumn(
      place,
      offered,
      `Which column of ${table.object.name} is "${condition.column}"?`,
    );
  }
  const candidates = temporal ? eventColumns(table) : numeric ? measureColumns(table) : [];
  const [first, ...others] = candidates;
  const clear = temporal ? hasClearEvent(table) : candidates.length === 1;
  if (first === undefined || !clear) {
    const offered = candidates.length > 0 ? candidates : table.columns;
    return askColumn(
      place,
      offered,
      `"${condition.evidence.text}": by which column of ${table.object.name}?`,
    );
  }
  assume(findings, {
    path,
    value: first.name,
    because: `"${condition.evidence.text}" names no column; this one says ${temporal ? 'when a row came to be' : 'how much'}`,
    alternatives: others.map((column) => column.name),
  });
  return first;
}

function assumeEvent(
  condition: Condition,
  event: CatalogColumn,
  place: ConditionPlace,
): CatalogColumn {
  assume(place.findings, {
    path: place.path,
    value: event.name,
    because: `"${condition.evidence.text}" names no column; this one says when a row came to be`,
    alternatives: eventColumns(place.table)
      .filter((column) => column !== event)
      .map((column) => column.name),
  });
  return event;
}

function askColumn(
  place: ConditionPlace,
  offered: readonly CatalogColumn[],
  question: string,
): CatalogColumn | null {
  const { table, id, findings } = place;
  const all = offered.length > 0 ? offered : table.columns;
  const accept = (text: string): string | null =>
    table.columns.find((column) => column.name.toLowerCase() === text.toLowerCase())?.name ?? null;
  const name = askOne(findings, {
    id,
    field: 'filter',
    question,
    choices: columnChoices(all),
    accept,
  });
  return table.columns.find((column) => column.name === name) ?? null;
}

function compare(
  condition: Condition,
  column: CatalogColumn,
  place: ConditionPlace,
): Expression | null {
  const operand: Expression = { kind: 'column', name: column.name };
  switch (condition.cmp) {
    case 'is_null':
    case 'not_null':
      return { kind: 'is_null', operand, negated: condition.cmp === 'not_null' };
    case 'period':
      return condition.period === null
        ? null
        : { kind: 'in_period', operand, period: condition.period };
    case 'like':
    case 'not_like': {
      const pattern = condition.values[0];
      if (pattern === undefined) return null;
      return {
        kind: 'like',
        operand,
        pattern: { kind: 'literal', type: 'text', value: String(pattern.value) },
        negated: condition.cmp === 'not_like',
        caseInsensitive: false,
      };
    }
    case 'in':
    case 'not_in': {
      const items = condition.values.map((value) => literal(value, column, place));
      const found = items.filter((item) => item !== null);
      if (found.length !== items.length) return null;
      return { kind: 'in', operand, items: found, negated: condition.cmp === 'not_in' };
    }
    case 'between':
      return between(condition, column, place);
    case '=':
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
      return order(condition, column, place);
    case 'state':
    case 'not_state':
      return null;
  }
}

/** "since", "after" and "until" a date mean whole days, also where the column holds moments. */
function order(
  condition: Condition,
  column: CatalogColumn,
  place: ConditionPlace,
): Expression | null {
  const value = condition.values[0];
  if (value === undefined) return null;
  const left: Expression = { kind: 'column', name: column.name };
  const wholeDay =
    value.type === 'date' && value.value.length === 10 && column.type.kind !== 'date';
  if (wholeDay && (condition.cmp === '>' || condition.cmp === '<=')) {
    const right = dayAfter(value, column);
    if (right !== null)
      return { kind: 'binary', op: condition.cmp === '>' ? 'ge' : 'lt', left, right };
  }
  const right = literal(value, column, place);
  const op = operators[condition.cmp];
  return right === null || op === undefined ? null : { kind: 'binary', op, left, right };
}

function between(
  condition: Condition,
  column: CatalogColumn,
  place: ConditionPlace,
): Expression | null {
  const [from, to] = condition.values;
  if (from === undefined || to === undefined) return null;
  const low = literal(from, column, place);
  const high = literal(to, column, place);
  if (low === null || high === null) return null;
  const operand: Expression = { kind: 'column', name: column.name };
  const after =
    to.type === 'date' && to.value.length === 10 && column.type.kind !== 'date'
      ? dayAfter(to, column)
      : null;
  if (after === null) return { kind: 'between', operand, low, high, negated: false };
  return {
    kind: 'binary',
    op: 'and',
    left: { kind: 'binary', op: 'ge', left: operand, right: low },
    right: { kind: 'binary', op: 'lt', left: operand, right: after },
  };
}

function literal(value: Scalar, column: CatalogColumn, place: ConditionPlace): Expression | null {
  const found = toLiteral(value, column);
  if (found !== null) return found;
  const kind = isNumeric(column.type)
    ? 'a number'
    : column.type.kind === 'bool'
      ? 'true or false'
      : 'a date such as 2024-01-31';
  const text = askOne(place.findings, {
    id: `${place.id}_value`,
    field: 'filter',
    question: `"${String(value.value)}" is no value for ${column.name}, which holds ${column.nativeType}. Which value is meant?`,
    choices:
      column.type.kind === 'bool'
        ? ['true', 'false'].map((one) => ({ value: one, label: one, because: kind }))
        : [],
    accept: (answer) => (toLiteral(answerValue(answer), column) === null ? null : answer),
  });
  return text === null ? null : toLiteral(answerValue(text), column);
}

function answerValue(text: string): Scalar {
  return /^\d{4}-\d{2}-\d{2}/u.test(text)
    ? { type: 'date', value: text }
    : { type: 'text', value: text };
}
