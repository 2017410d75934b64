import type { CatalogColumn } from '@ai-etl/core';
import { askOne } from '../../link/findings.ts';
import { columnChoices } from '../../link/link-column.ts';
import type { Draft, Place } from '../step-draft.ts';

/** Asks for one column of the rows at hand, of the offered ones or any other by its name. */
export function askColumn(
  draft: Draft,
  {
    id,
    question,
    offered = draft.rows.columns,
  }: {
    readonly id: string;
    readonly question: string;
    readonly offered?: readonly CatalogColumn[];
  },
  { findings }: Pick<Place, 'findings'>,
): CatalogColumn | null {
  const { columns } = draft.rows;
  const name = askOne(findings, {
    id,
    field: 'columns',
    question,
    choices: columnChoices(offered),
    accept: (text) =>
      columns.find((column) => column.name.toLowerCase() === text.toLowerCase())?.name ?? null,
  });
  return columns.find((column) => column.name === name) ?? null;
}
