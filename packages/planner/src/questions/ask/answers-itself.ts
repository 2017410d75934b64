import type { CatalogTable } from '@ai-etl/core';
import type { Form, Show, Test } from '../form.ts';
import { namingColumns } from '../naming.ts';
import type { Word } from '../words.ts';

const asks = /^(?:where|what (?:do|does|did)|how much (?:do|does|did))(?: |$)/u;

/**
 * The words that ask, where all that is found is the name that was asked about, or that there is one row of it: "Where is
 * Nortek?" is not answered by "Nortek". Null for any other answer.
 */
export function answersItself(words: readonly Word[], form: Form): string | null {
  const said = words.map(({ lower }) => lower).join(' ');
  const asked = asks.exec(said)?.[0].trim();
  if (asked === undefined) return null;
  const named = form.tests.flatMap(tableNamed);
  const [table] = named;
  if (table === undefined || form.groups.length > 0 || form.order.length > 0) return null;
  const shows: readonly Show[] =
    form.shows.length > 0 || form.entity === null ? form.shows : [form.entity];
  const isWeighed = asked.startsWith('how') && /\bweigh\b/u.test(said);
  const isNone = shows.every((show) => saysNothing(show, named, isWeighed));
  return isNone ? asked : null;
}

/** The table one of whose rows a test names. */
function tableNamed(test: Test): readonly CatalogTable[] {
  const isSaid =
    (test.kind === 'held' && !test.negated) ||
    (test.kind === 'compare' && test.op === 'eq' && test.right.kind === 'text');
  if (!isSaid || test.left.kind !== 'column') return [];
  const what = test.left.alternatives[0]?.what;
  return what !== undefined && namingColumns(what.table).includes(what.column) ? [what.table] : [];
}

function saysNothing(show: Show, tables: readonly CatalogTable[], isWeighed: boolean): boolean {
  if (show.kind === 'measure')
    return isWeighed && show.fn === 'count' && show.of?.kind !== 'column';
  const what = show.alternatives[0]?.what;
  if (what === undefined) return false;
  if (!('column' in what)) return tables.includes(what);
  return tables.includes(what.table) && namingColumns(what.table).includes(what.column);
}
