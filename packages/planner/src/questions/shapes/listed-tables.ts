import type { CatalogTable } from '@ai-etl/core';
import { belongsTo } from '../../query/join-graph.ts';
import type { ColumnMention, TableMention } from '../form.ts';
import { penalty } from '../moves.ts';
import { tableParts } from '../name-parts.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import { wordLemma } from '../words.ts';

/**
 * Reads "bands" of "names of musicians and the bands they play in", "estate" of "the name of each wine and the estate
 * that makes it": what each row has one of is shown beside its columns. null where it is no such list.
 */
export function listedTable(
  state: State,
  table: TableMention,
  { edges }: SchemaIndex,
): readonly State[] | null {
  if (!goesOnListing(state)) return null;
  const { shows } = state.form;
  const rows = rowsListed(state);
  const [one] = table.alternatives;
  if (rows === null || one === undefined || one.score < weights.link.sure) return null;
  const isShown = shows.some((show) => tableOf(show) === one.what);
  if (isShown || one.what === rows || !belongsTo(edges, rows, one.what)) return null;
  const shown = withForm(state, { shows: [...shows, table] }, { mode: 'show' });
  return [penalty(shown, -weights.parse.alsoOne), penalty(state, weights.parse.tableIgnored)];
}

/** Whether columns of rows are being listed, and one more may follow: "the name of each wine and". */
export function goesOnListing(state: State): boolean {
  const { form, mode, and, last } = state;
  if (!and || last !== 'cue' || (mode !== 'show' && mode !== 'group')) return false;
  if (state.not || state.or || state.compare !== null || state.number !== null) return false;
  if (state.aggregate !== null || state.superlative !== null || form.frame !== null) return false;
  const isListed = form.shows.length > 0 && form.shows.every(({ kind }) => kind !== 'measure');
  return isListed && form.order.length === 0;
}

/** The table of the rows that are listed, as far as words have said it. */
function rowsListed({ form }: State): CatalogTable | null {
  if (form.entity !== null) return form.entity.alternatives[0]?.what ?? null;
  const last = form.shows.at(-1);
  return last?.kind === 'column' ? rowsOfName(last) : null;
}

/** "names of the musicians" is said of musicians. */
function rowsOfName({ words, alternatives }: ColumnMention): CatalogTable | null {
  const table = alternatives[0]?.what.table;
  const own = table === undefined ? undefined : tableParts(table.object.name).at(-1);
  const said = words.split(' ').map((word) => wordLemma(word.toLowerCase()));
  return said.length > 1 && own !== undefined && said.includes(own) ? (table ?? null) : null;
}

function tableOf(show: State['form']['shows'][number]): CatalogTable | null {
  return show.kind === 'table' ? (show.alternatives[0]?.what ?? null) : null;
}
