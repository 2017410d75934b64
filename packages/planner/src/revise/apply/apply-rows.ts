import type { CatalogTable, Expression } from '@ai-etl/core';
import { printExpression } from '@ai-etl/core';
import { buildCondition } from '../../build/condition.ts';
import { keepUnknown, type ConditionPlace } from '../../build/condition-state.ts';
import type { Condition } from '../../ir/index.ts';
import { lemma } from '../../lexicon/lemma.ts';
import { areSynonyms } from '../../lexicon/synonyms.ts';
import { askOne, assume } from '../../link/findings.ts';
import { columnChoices } from '../../link/link-column.ts';
import { linkState } from '../../link/link-state.ts';
import { nameWords } from '../../link/name-words.ts';
import { countryCode } from '../../query/country-code.ts';
import { fold } from '../../text/tokenise.ts';
import type { RowsChange, RowWord } from '../revision-ir.ts';
import { applyFilter } from './apply-filter.ts';
import { baseId } from './chain.ts';
import type { MakeSteps } from './place-steps.ts';
import type { Working } from './working.ts';

/** Keeps or drops the rows that words describe, each word where the table shows it. */
export function applyRows(working: Working, change: RowsChange): void {
  for (const group of groupsOf(change)) {
    const make: MakeSteps = ({ table, chain, findings }) => {
      const id = baseId(chain.source.id);
      const place = { table, findings, id: 'filter', path: `steps.${id}.filter` };
      const where = whereOfWords(group, { change, place });
      return where === null
        ? []
        : [
            {
              id: `${id}_filter`,
              op: 'filter',
              inputs: [chain.source.id],
              where: printExpression(where),
            },
          ];
    };
    applyFilter(working, {
      change,
      make,
      table: change.table,
    });
  }
}

/** "only completed or shipped": states are alternatives; other words each narrow the rows. */
function groupsOf({ words, keep }: RowsChange): readonly (readonly RowWord[])[] {
  const states = words.filter((word) => word.state !== null);
  const others = words.filter((word) => word.state === null);
  const grouped = keep ? [states] : states.map((one) => [one]);
  return [...grouped, ...others.map((one) => [one])].filter((group) => group.length > 0);
}

interface WordsPlace {
  readonly change: RowsChange;
  readonly place: ConditionPlace;
}

function whereOfWords(group: readonly RowWord[], { change, place }: WordsPlace): Expression | null {
  const values = group.map((word) => word.state ?? flagOf(word.text, place.table));
  const known = values.filter((value) => value !== null);
  if (known.length === group.length) {
    const condition: Condition = {
      column: null,
      cmp: change.keep ? 'state' : 'not_state',
      values: known.map((value) => ({ type: 'text', value })),
      period: null,
      evidence: change.evidence,
    };
    return buildCondition(condition, place);
  }
  const [word] = group;
  return word === undefined ? null : valueOf(word.text, { change, place });
}

/** The word of a yes-or-no column, or of a moment, that the word means: `test` of `is_test`. */
function flagOf(text: string, table: CatalogTable): string | null {
  const word = lemma(fold(text));
  const shown = linkState(word, table).some(({ column }) => column.type.kind !== 'text');
  if (shown) return word;
  for (const column of table.columns) {
    if (column.type.kind !== 'bool') continue;
    const part = nameWords(column.name).find((one) => areSynonyms(one, word));
    if (part !== undefined) return part;
  }
  return null;
}

/** A word nobody knows may be a value: of the column that is answered. */
function valueOf(text: string, { change, place }: WordsPlace): Expression | null {
  const { table, findings } = place;
  const code = countryCode(text);
  const coded = table.columns.find(
    ({ name, type }) =>
      type.kind === 'text' &&
      nameWords(name).includes('country') &&
      nameWords(name).includes('code'),
  );
  if (code !== null && coded !== undefined) {
    assume(findings, {
      path: place.path,
      value: `${coded.name} = '${code}'`,
      because: `"${text}" is a country, and ${coded.name} holds codes`,
    });
    return compare(coded.name, { text: code, place, keep: change.keep });
  }
  const texts = table.columns.filter((column) => column.type.kind === 'text');
  const answer = askOne(findings, {
    id: `${place.id}_${fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '')}`,
    field: 'filter',
    question: `What does "${text}" mean for ${table.object.name}? Choose the column that holds it, or leave it out.`,
    choices: [
      ...columnChoices(texts).slice(0, 18),
      { value: 'ignore', label: 'leave it out', because: 'nothing is changed by this word' },
    ],
  });
  if (answer === null || answer === 'ignore') return null;
  return compare(answer, { text, place, keep: change.keep });
}

function compare(
  column: string,
  {
    text,
    place,
    keep,
  }: { readonly text: string; readonly place: ConditionPlace; readonly keep: boolean },
): Expression {
  const equal: Expression = {
    kind: 'binary',
    op: keep ? 'eq' : 'ne',
    left: { kind: 'column', name: column },
    right: { kind: 'literal', type: 'text', value: text },
  };
  return keep ? equal : keepUnknown(equal, [column], place);
}
