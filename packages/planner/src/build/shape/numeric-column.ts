import { isNumeric, type CatalogColumn } from '@ai-etl/core';
import { askOne, assume } from '../../link/findings.ts';
import { columnChoices, linkColumn, measureColumns } from '../../link/link-column.ts';
import { certain } from '../../link/score-name.ts';
import { linkIn, type Draft, type Place } from '../step-draft.ts';
import { addCastOf, wideDecimal } from './cast-columns.ts';
import { amountOf, isMoneyWord } from './money-column.ts';

/** What is to be computed of a number, in the words of a question. */
export interface NumberWanted {
  /** Words for the column. */
  readonly named: string;
  /** "summed", "averaged" */
  readonly done: string;
  readonly id: string;
}

/**
 * The number that words name. A text is asked about: cast it, or take another column. Null after
 * asking.
 */
export function numericColumn(
  draft: Draft,
  { named, done, id }: NumberWanted,
  { findings }: Place,
): CatalogColumn | null {
  const { rows } = draft;
  const path = `steps.${draft.branch.id}.measures`;
  const exact = linkIn(draft, named);
  if (exact.column !== null && exact.score >= certain) {
    if (isNumeric(exact.column.type)) return exact.column;
    return askNumber(draft, { named, done, id }, { findings, text: exact.column });
  }
  const linked = linkIn(draft, named, (column) => isNumeric(column.type));
  if (linked.column !== null && isNumeric(linked.column.type)) {
    assume(findings, {
      path,
      value: linked.column.name,
      because: `"${named}" names no column; ${linked.because}`,
    });
    return linked.column;
  }
  const money = isMoneyWord(named) ? amountOf(rows) : null;
  if (money !== null) {
    assume(findings, {
      path,
      value: money.name,
      because: `"${named}" names no column of ${rows.object.name}; this one says how much`,
      alternatives: measureColumns(rows)
        .map((column) => column.name)
        .filter((name) => name !== money.name),
    });
    return money;
  }
  return askNumber(draft, { named, done, id }, { findings, text: exact.column });
}

function askNumber(
  draft: Draft,
  { named, done, id }: NumberWanted,
  { findings, text }: Pick<Place, 'findings'> & { readonly text: CatalogColumn | null },
): CatalogColumn | null {
  const { rows } = draft;
  const numbers = measureColumns(rows);
  const cast =
    text?.type.kind === 'text'
      ? [
          {
            value: 'cast',
            label: `cast ${text.name} to ${wideDecimal}`,
            because: 'a value that is no number stops the run',
          },
        ]
      : [];
  const problem =
    text !== null && !isNumeric(text.type)
      ? `${text.name} of ${rows.object.name} is ${text.nativeType} and cannot be ${done}.`
      : `${rows.object.name} has no number "${named}".`;
  const answer = askOne(findings, {
    id,
    field: 'columns',
    question: `${problem} What should be ${done}?`,
    choices: [...cast, ...columnChoices(numbers)],
    accept: (name) => {
      const found = linkColumn(name, rows, (column) => isNumeric(column.type)).column;
      return found !== null && isNumeric(found.type) ? found.name : null;
    },
  });
  if (answer === 'cast' && text !== null) return addCastOf(draft, text, wideDecimal);
  return rows.columns.find((column) => column.name === answer) ?? null;
}
