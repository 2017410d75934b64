import { isNumeric, type CatalogColumn } from '@ai-etl/core';
import { keyColumns } from '../../query/table-facts.ts';
import type { ColumnMention, Form, TableMention, Test } from '../form.ts';
import { penalty } from '../moves.ts';
import { partsOf } from '../name-parts.ts';
import { nameColumn } from '../naming.ts';
import type { Field } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';

/** Reads "stand for": what a code means is asked for. */
export function takeStandsFor(state: State): State {
  return { ...state, shape: { ...state.shape, standsFor: true } };
}

/**
 * "What does the code TRV stand for?": the name or description beside the code, in the table whose rows it tells
 * apart. Costs where no table tells codes.
 */
export function settleStandsFor(state: State): State {
  if (!state.shape.standsFor) return state;
  const settled = { ...state, shape: { ...state.shape, standsFor: false } };
  const form = explained(state.form);
  return form === null
    ? penalty(settled, weights.parse.unread)
    : withForm({ ...settled, subject: null }, form);
}

function explained({ tests, groups }: Form): Partial<Form> | null {
  const [test, ...others] = tests;
  if (test === undefined || others.length > 0 || groups.length > 0) return null;
  const left = codeOf(test);
  const found = (left?.alternatives ?? []).flatMap(({ what, score }) => {
    const meaning = meaningOf(what);
    return meaning === null ? [] : [{ what, score, meaning }];
  });
  const best = found.find(({ what }) => keyColumns(what.table).includes(what.column)) ?? found[0];
  if (left === null || best === undefined) return null;
  const { what, score, meaning } = best;
  const entity: TableMention = {
    kind: 'table',
    alternatives: [{ what: what.table, score }],
    words: left.words,
    at: left.at,
  };
  const shown: ColumnMention = {
    kind: 'column',
    alternatives: [{ what: { table: what.table, column: meaning }, score }],
    words: '',
    at: left.at,
    beside: [],
  };
  return { entity, shows: [shown], tests: [ofField(test, left, { what, score })] };
}

/** The column of one value that was said. */
function codeOf(test: Test): ColumnMention | null {
  if (test.kind === 'held') return test.values.length === 1 ? test.left : null;
  if (test.kind !== 'compare' || test.op !== 'eq' || test.left.kind !== 'column') return null;
  return test.right.kind === 'text' || test.right.kind === 'number' ? test.left : null;
}

function ofField(test: Test, left: ColumnMention, only: ColumnMention['alternatives'][0]): Test {
  const narrowed = { ...left, alternatives: [only] };
  return test.kind === 'held' || test.kind === 'compare' ? { ...test, left: narrowed } : test;
}

/** What tells about rows of a table that are told apart by a code; null where the column is none. */
function meaningOf({ table, column }: Field): CatalogColumn | null {
  const isCode =
    keyColumns(table).includes(column) ||
    /^(?:code|abbreviation|symbol|acronym|short)$/u.test(partsOf(column.name).at(-1) ?? '');
  if (!isCode || isForeign(column.name, table)) return null;
  const texts = table.columns.filter(
    (one) => one !== column && !isNumeric(one.type) && !isForeign(one.name, table),
  );
  const described = texts.find(({ name }) =>
    /^(?:description|meaning|definition|label)$/u.test(partsOf(name).at(-1) ?? ''),
  );
  const named = nameColumn(table);
  return described ?? (named === column ? null : named);
}

function isForeign(name: string, { foreignKeys }: Field['table']): boolean {
  return foreignKeys.some(({ columns }) => columns.includes(name));
}
