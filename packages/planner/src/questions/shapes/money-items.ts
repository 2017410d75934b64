import { moneyColumns } from '../../query/table-facts.ts';
import type { ColumnMention } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';

const nouns =
  /^(?:revenue|turnover|money|spend|spends|spent|spending|proceeds|takings|revenues|sales|earnings|выручка|выручку|выручке|выручкой|выручки|оборот|оборота|обороту|деньги|денег|потратил|потратили|потратила)$/u;
/** What may follow "money". */
const participles = /^(?:earned|spent|made|paid|taken|received|generated|volume|amount)$/u;

/** Words for money that no column is called by: columns of amounts, the surest first. */
export function moneyAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): { readonly column: ColumnMention; readonly length: number } | null {
  const word = words[at];
  if (word === undefined || !nouns.test(word.lower)) return null;
  if ((index.fieldsNamed([word.lemma])[0]?.score ?? 0) >= 0.8) return null;
  if ((index.tablesNamed([word.lemma])[0]?.score ?? 0) >= 0.9) return null;
  const alternatives = index.schema.tables
    .flatMap((table) =>
      moneyColumns(table).map((column, rank): Named<Field> => ({
        what: { table, column },
        score: surety(column.name) - 0.05 * rank,
      })),
    )
    .sort((a, b) => b.score - a.score);
  if (alternatives.length === 0) return null;
  const length = participles.test(words[at + 1]?.lower ?? '') ? 2 : 1;
  const said = words
    .slice(at, at + length)
    .map(({ lower }) => lower)
    .join(' ');
  return {
    column: { kind: 'column', alternatives, words: said, at, beside: [], total: true },
    length,
  };
}

function surety(name: string): number {
  if (/revenue|sale|charge/iu.test(name)) return 0.92;
  return /amount|total|paid/iu.test(name) ? 0.88 : 0.72;
}
