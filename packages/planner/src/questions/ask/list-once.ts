import type { Query, SelectQuery } from '@ai-etl/core';
import { spanOf } from '../items/item.ts';
import { areWantedOnce } from '../repeated-values.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { tableParts } from '../name-parts.ts';
import { isSingular, type Word } from '../words.ts';

/**
 * "What currencies do we use in orders?", "countries our guests come from": each value once, not that of every
 * order. A query that picks single rows stays as it is.
 */
export function listOnce(query: Query, words: readonly Word[], index: SchemaIndex): Query {
  if (query.kind === 'set' || query.groupBy !== null || query.limit !== null) return query;
  const isAsked = asksWhich(words, query) || asksAll(words, query) || endsInPreposition(words);
  if (query.orderBy.length > 0 || !isAsked) return query;
  const fields = query.select.flatMap(({ expression }): Field[] => {
    const field = expression.kind === 'column' ? fieldOf(expression, query, index) : null;
    return field === null ? [] : [field];
  });
  if (fields.length < query.select.length) return query;
  return areWantedOnce(fields) ? { ...query, distinct: true } : query;
}

function fieldOf(
  { table: alias, name }: { readonly table?: string; readonly name: string },
  { from, joins }: SelectQuery,
  { schema }: SchemaIndex,
): Field | null {
  const sources = [from, ...joins.map(({ source }) => source)];
  const source = sources.find((one) => one.alias === alias);
  if (source === undefined || !('object' in source)) return null;
  const table = schema.tables.find(({ object }) => object.name === source.object.name);
  const column = table?.columns.find((one) => one.name === name);
  return table === undefined || column === undefined ? null : { table, column };
}

const prepositions = /^(?:in|from|at|on|to|for|with|by|through|via|into|of|under)$/u;
const askers: ReadonlySet<string> = new Set(['we', 'you', 'they', 'i']);
/** Verbs behind what is asked for: something else does it, or it is done. */
const done = /^(?:do|did|does)$/u;
const has = /^(?:have|has|had)$/u;
const passive = /^(?:are|were|is)$/u;
/** "В каких странах", "какие способы оплаты используются": several are asked for. */
const russian = /^(?:каких|какие|какими|каким)$/u;
const russianUse =
  /^(?:есть|бывают|встречаются|используются|используем|представлены|имеются|существуют|предлагаются|предлагаем|работаем|продаются|продаём|продаем|поддерживаются|принимаем|принимаются)$/u;

/** "In which countries do we …?", "which languages are spoken?": the noun that is asked for stands before the verb. */
function asksWhich(words: readonly Word[], query: SelectQuery): boolean {
  const at = prepositions.test(words[0]?.lower ?? '') || words[0]?.lower.length === 1 ? 1 : 0;
  const first = words[at]?.lower ?? '';
  if (isRussianWhich(words)) return true;
  if (first !== 'what' && first !== 'which') return false;
  const verb = words.findIndex(
    (word, place) => place > at + 1 && (isVerb(word.lower) || hasRows(words, place, query)),
  );
  // "what sorts of leave do people take": the sorts.
  const isOfKinds =
    words[at + 2]?.lower === 'of' && /^(?:kind|type|sort)s$/u.test(words[at + 1]?.lower ?? '');
  const noun = words[isOfKinds ? at + 1 : verb - 1];
  if (noun === undefined || verb > at + 5) return false;
  if (done.test(words[verb]?.lower ?? ''))
    return !isSingular(noun.lower) || askers.has(words[verb + 1]?.lower ?? '');
  // "Which grocers have crates that are spoiled?", where crates hold the grocer.
  if (hasRows(words, verb, query)) return !isSingular(noun.lower);
  const isWhole = query.where.length === 0 && query.joins.every(({ how }) => how === 'inner');
  return isWhole && !isSingular(noun.lower);
}

/** "Show all product colors", "What are all the locations with a cinema?": of all rows, and of nothing beside. */
function asksAll(words: readonly Word[], { select, where, joins }: SelectQuery): boolean {
  if (select.length > 1 || where.length > 0 || joins.length > 0) return false;
  return /^(?:(?:show|list|find|give|return|display|name)(?: me)?|(?:what|who|which) are) all /u.test(
    spanOf(words, 0, words.length),
  );
}

/** "have orders", of rows that are orders: what is shown is a text of theirs. */
function hasRows(words: readonly Word[], at: number, { from, joins }: SelectQuery): boolean {
  if (joins.length > 0 || !('object' in from)) return false;
  const verb = words[at]?.lower ?? '';
  const noun = words.slice(at + 1, at + 3).map(({ lemma }) => lemma);
  return has.test(verb) && noun.some((lemma) => tableParts(from.object.name).includes(lemma));
}

function isVerb(word: string): boolean {
  return done.test(word) || passive.test(word);
}

function isRussianWhich(words: readonly Word[]): boolean {
  const [first, second] = words.map(({ lower }) => lower);
  if (/^(?:в|во|из|с|со|на|по|от|к|через)$/u.test(first ?? '')) return russian.test(second ?? '');
  return russian.test(first ?? '') && words.some(({ lower }) => russianUse.test(lower));
}

/** "countries our guests come from", "list the cities we deliver to": what stands first is said of something else. */
function endsInPreposition(words: readonly Word[]): boolean {
  const said = words.filter(({ kind }) => kind !== 'mark');
  const last = said.at(-1)?.lower ?? '';
  if (!/^(?:in|from|to|with|through)$/u.test(last)) return false;
  const asks = said.map(({ lower }) => lower).join(' ');
  return !/\b(?:who|whom|whose|how|which)\b|\bwhat (?!are |were )/u.test(asks);
}
