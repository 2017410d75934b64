import type { CatalogTable } from '@ai-etl/core';
import { claim, free } from '../../parse/reading.ts';
import { columnOf, mentionAt, tableOf, type Asked } from '../asked.ts';
import { matchPhrase } from '../phrases.ts';
import type { ConditionIR, ExistsIR } from '../question-ir.ts';
import { missingAfter, presentAfter, withoutWords, withWords } from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';

/** Conditions and existence of other rows, as read. */
export interface ReadConditions {
  readonly conditions: readonly ConditionIR[];
  readonly exists: readonly ExistsIR[];
}

/** "without email", "customers with no orders", "with a phone", "delivery date is missing". */
export function readAbsence(asked: Asked): ReadConditions {
  const conditions: ConditionIR[] = [];
  const exists: ExistsIR[] = [];
  for (let at = 0; at < asked.reading.tokens.length; at += 1) {
    const read = withoutAt(asked, at) ?? missingAt(asked, at);
    if (read === null) continue;
    if ('kind' in read) conditions.push(read);
    else exists.push(read);
  }
  return { conditions, exists };
}

/** `without` or `with`, then a column that may be empty, a table, or a verb that means one. */
function withoutAt(asked: Asked, at: number): ConditionIR | ExistsIR | null {
  const { reading } = asked;
  const without = matchPhrase(reading, at, withoutWords);
  const length = without > 0 ? without : matchPhrase(reading, at, withWords);
  if (length === 0) return null;
  const next = skipVerbs(asked, at + length);
  const mention = mentionAt(asked, next);
  const table = tableOf(mention);
  const ref = columnOf(asked, mention, (column) => column.nullable);
  if (mention !== null && ref !== null && (table === null || without === 0)) {
    claim(reading, at, mention.end);
    return { kind: 'null', ref, negated: without === 0 };
  }
  if (without === 0) return null;
  if (mention !== null && table !== null && asked.named.size > 1) {
    claim(reading, at, mention.end);
    return { table, negated: true };
  }
  const verb = free(reading, next);
  const meant = verb === undefined ? null : tableOfVerb(asked, verb.lower);
  if (meant === null) return null;
  claim(reading, at, next + 1);
  return { table: meant, negated: true };
}

/** `<column> is missing`, `<column> is known`. */
function missingAt(asked: Asked, at: number): ConditionIR | null {
  const { reading } = asked;
  const mention = mentionAt(asked, at);
  if (mention === null) return null;
  const missing = matchPhrase(reading, mention.end, missingAfter);
  const present = matchPhrase(reading, mention.end, presentAfter);
  if (missing + present === 0) return null;
  const ref = columnOf(asked, mention, (column) => column.nullable);
  if (ref === null) return null;
  claim(reading, at, mention.end + Math.max(missing, present));
  return { kind: 'null', ref, negated: missing === 0 };
}

const verbs: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:order(?:ed|s)?|bought|buy|purchased?|placed|заказ\S*|покупал\S*|купил\S*)$/u,
    /order|purchase|sale/iu,
  ],
  [/^(?:paid|pay|платил\S*)$/u, /payment|transaction/iu],
  [/^(?:returned|вернул\S*|возвращал\S*)$/u, /return|refund/iu],
  [/^(?:shipped|delivered|sent)$/u, /shipment|deliver/iu],
  [/^(?:sold|продавал\S*)$/u, /order_item|sale|order/iu],
];

/** "who never ordered": the verb names a table. */
function tableOfVerb(asked: Asked, verb: string): CatalogTable | null {
  const name = verbs.find(([words]) => words.test(verb))?.[1];
  if (name === undefined) return null;
  const tables = asked.schema.tables.filter(({ object }) => name.test(object.name));
  return tables.toSorted((a, b) => a.object.name.length - b.object.name.length)[0] ?? null;
}

function skipVerbs(asked: Asked, at: number): number {
  let next = skipFillers(asked, at);
  const verb = free(asked.reading, next)?.lower ?? '';
  const follows = mentionAt(asked, skipFillers(asked, next + 1));
  if (
    /^(?:placed|made|had|bought|opened|got|сделал\S*|оформ\S*)$/u.test(verb) &&
    tableOf(follows) !== null
  ) {
    next = skipFillers(asked, next + 1);
  }
  return next;
}
