import { pieceCount, stockCount } from '../amounts/quantities.ts';
import type { ColumnMention } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import type { PlacedMoney } from './value-of-rows.ts';

const pieces =
  /^(?:units|pieces|pcs|copies|items|articles|quantity|quantities|штук|единиц|штуки)$/u;
const traded =
  /^(?:sold|sell|sells|ordered|bought|purchased|shipped|продано|продали|заказано|купили|куплено)$/u;

/** Said of what is there. */
const stored =
  /^(?:lying|sitting|stored|stocked|held|kept|stock|hand|лежит|хранится|складе|наличии)$/u;

/**
 * "units sold per product", "how many pieces did we sell", "pieces lying in each depot": the number of them in rows that are
 * sold, or of what is there.
 */
export function soldPieces(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): PlacedMoney | null {
  const said = words[at];
  if (said === undefined || !pieces.test(said.lower)) return null;
  if ((index.tablesNamed([said.lemma])[0]?.score ?? 0) === 1) return null;
  const verb = words.findIndex(
    ({ lower }, place) => place > at && (traded.test(lower) || stored.test(lower)),
  );
  if (verb === -1) return null;
  const isStored = stored.test(words[verb]?.lower ?? '');
  const alternatives = index.schema.tables.flatMap((table): Named<Field>[] => {
    const isSold = !isStored && index.amounts.of(table, 'income').length > 0;
    const column = isStored ? stockCount(table) : isSold ? pieceCount(table) : null;
    return column === null ? [] : [{ what: { table, column }, score: 1 }];
  });
  if (alternatives.length === 0) return null;
  const length = verb === at + 1 && !isStored ? 2 : 1;
  const column: ColumnMention = {
    kind: 'column',
    alternatives,
    words: said.lower,
    at,
    beside: [],
    total: 'asked',
  };
  return { column, length, sure: weights.link.valueOfRows };
}
