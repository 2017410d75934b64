import type { CatalogTable } from '@ai-etl/core';
import type { ColumnMention, Show } from '../form.ts';
import { settleSubject } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { columnsAsked } from './asked-columns.ts';
import type { AskedItem } from './asked-item.ts';

/** Reads "and when were they held": columns that answer it are shown, all or none. */
export function takeAsked(
  state: State,
  { parts, of }: AskedItem,
  index: SchemaIndex,
): readonly State[] {
  if (state.aggregate !== null || state.compare !== null || state.superlative !== null) return [];
  const tables = of.length > 0 ? of : tablesBefore(state);
  const found = parts.map((part) => columnsAsked(part, { state, tables, index }));
  if (found.length === 0 || found.some((columns) => columns.length === 0)) return [];
  const settled = settleSubject(state);
  const { shows, entity, groups } = settled.form;
  const asked = found.flat();
  // "What albums did they release, and in which years": the verb named the year already.
  const others = shows.filter((show) => !asked.some((one) => isSame(show, one)));
  // "Which races took place there, and when": the races too.
  const isListed = others.length === 0 && entity !== null && groups.length === 0;
  const before = isListed && state.last !== 'start' ? [entity] : others;
  const change = { mode: 'show', inside: null, and: false } as const;
  return [withForm(settled, { shows: [...before, ...asked] }, change)];
}

function isSame(show: Show, { alternatives }: ColumnMention): boolean {
  const column = alternatives[0]?.what.column;
  return show.kind === 'column' && show.alternatives[0]?.what.column === column;
}

/** What the rows are about, what was named last, and whose column was. */
function tablesBefore({ form, near }: State): readonly CatalogTable[] {
  const shown = form.shows.flatMap((show) =>
    show.kind === 'column' ? (show.alternatives[0]?.what.table ?? []) : [],
  );
  const mentions = [form.entity, near].flatMap((mention) => mention?.alternatives[0]?.what ?? []);
  const groups = form.groups.flatMap((group) =>
    group.kind === 'table' ? (group.alternatives[0]?.what ?? []) : [],
  );
  return [...new Set([...mentions, ...groups, ...shown])];
}
