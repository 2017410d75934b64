import {
  isNumeric,
  isTemporal,
  type CatalogColumn,
  type CatalogTable,
  type LiteralExpression,
} from '@ai-etl/core';
import { readDate, readNumber } from '../parse/filter/read-value.ts';
import { claim, free } from '../parse/reading.ts';
import { linkState } from '../link/link-state.ts';
import { has, textOf } from '../text/token.ts';
import { columnOf, isFree, mentionAt, tableOf, type Asked } from './asked.ts';
import { countryCode } from './country-code.ts';
import { describedValues } from './described-values.ts';
import type { Candidate, Mention } from './mentions.ts';
import { matchPhrase, type Phrases } from './phrases.ts';
import type { ColumnRef, ConditionIR, ExistsIR } from './question-ir.ts';
import {
  atLeastWords,
  atMostWords,
  betweenWords,
  containsWords,
  endsWords,
  equalWords,
  fillerWords,
  lessWords,
  missingAfter,
  moreWords,
  notEqualWords,
  presentAfter,
  startsWords,
  withoutWords,
  withWords,
} from './question-words.ts';
import { skipFillers } from './read-measures.ts';
import { isMeasure, moneyColumns } from './table-facts.ts';

/** Conditions and existence of other rows, as read. */
export interface ReadConditions {
  readonly conditions: readonly ConditionIR[];
  readonly exists: readonly ExistsIR[];
}

type Order = 'gt' | 'ge' | 'lt' | 'le';

const comparators: readonly (readonly [Phrases, Order])[] = [
  [atLeastWords, 'ge'],
  [atMostWords, 'le'],
  [moreWords, 'gt'],
  [lessWords, 'lt'],
];

/** Comparisons with numbers: "price over 100", "more than 5 orders", "between 10 and 20". */
export function readComparisons(asked: Asked): readonly ConditionIR[] {
  const { reading } = asked;
  const found: ConditionIR[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const condition = betweenAt(asked, at) ?? comparisonAt(asked, at);
    if (condition !== null) found.push(condition);
  }
  return found;
}

function betweenAt(asked: Asked, at: number): ConditionIR | null {
  const { reading } = asked;
  const length = matchPhrase(reading, at, betweenWords);
  if (length === 0) return null;
  const low = readNumber(reading, at + length);
  if (low === null || !/^(?:and|to|и|до|-|–)$/u.test(free(reading, low.end)?.lower ?? ''))
    return null;
  const high = readNumber(reading, low.end + 1);
  if (high === null) return null;
  const left = leftMention(asked, at);
  const ref = numberColumn(asked, left);
  if (ref === null) return null;
  claim(reading, at, high.end);
  claimColumn(asked, left, ref);
  return { kind: 'between', ref, low: numberLiteral(low.item), high: numberLiteral(high.item) };
}

function comparisonAt(asked: Asked, at: number): ConditionIR | null {
  const { reading } = asked;
  for (const [list, op] of comparators) {
    const length = matchPhrase(reading, at, list);
    if (length === 0) continue;
    const date = readDate(reading, at + length);
    const value =
      date?.item.type === 'date' && free(reading, at + length)?.kind === 'date'
        ? null
        : readNumber(reading, at + length);
    if (value === null) continue;
    const literal = numberLiteral(value.item);
    const right = mentionAt(asked, skipFillers(asked, value.end, 2));
    const counted = tableOf(right);
    if (right !== null && counted !== null) {
      claim(reading, at, right.end);
      const measure = { fn: 'count', column: null, table: counted, distinct: false } as const;
      return { kind: 'group', measure, op, value: literal };
    }
    const left = leftMention(asked, at);
    const ref =
      columnOf(asked, left, isMeasure) ??
      columnOf(asked, right, isMeasure) ??
      numberColumn(asked, left);
    if (ref === null) continue;
    claim(reading, at, value.end);
    if (columnOf(asked, left, isMeasure) !== null) claimColumn(asked, left, ref);
    else if (right !== null && columnOf(asked, right, isMeasure) !== null)
      claim(reading, right.start, right.end);
    return { kind: 'compare', ref, op, value: literal, anyCase: false };
  }
  return null;
}

/** The number column that a mention means; of a table, its money. */
function numberColumn(asked: Asked, mention: Mention | null): ColumnRef | null {
  const ref = columnOf(asked, mention, isMeasure);
  if (ref !== null) return ref;
  const table = tableOf(mention);
  const [column, ...others] = table === null ? [] : moneyColumns(table);
  if (table === null || column === undefined) return null;
  asked.assumptions.push({
    path: 'condition',
    value: `${table.object.name}.${column.name}`,
    because: 'the words name no column to compare',
    alternatives: others.slice(0, 4).map((one) => `${table.object.name}.${one.name}`),
  });
  return { table, column };
}

/** The mention before a comparison, with at most three small words between. */
function leftMention(asked: Asked, at: number): Mention | null {
  for (let back = at; back > Math.max(0, at - 4); back -= 1) {
    const mention = asked.mentions.find((one) => one.end === back);
    if (mention !== undefined && isFree(asked, mention)) return mention;
    const token = asked.reading.tokens[back - 1];
    if (token === undefined || !fillerWords.has(token.lower)) return null;
  }
  return null;
}

/** A column in a condition is not asked for; a table still is what the question is about. */
function claimColumn({ reading }: Asked, mention: Mention | null, _ref: ColumnRef): void {
  if (mention !== null && tableOf(mention) === null) claim(reading, mention.start, mention.end);
}

/** Text patterns: "name contains pro", "cities starting with L". */
export function readPatterns(asked: Asked): readonly ConditionIR[] {
  const { reading } = asked;
  const kinds = [
    [containsWords, (text: string) => `%${text}%`],
    [startsWords, (text: string) => `${text}%`],
    [endsWords, (text: string) => `%${text}`],
  ] as const;
  const found: ConditionIR[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    for (const [list, pattern] of kinds) {
      const length = matchPhrase(reading, at, list);
      if (length === 0) continue;
      const value = free(reading, at + length);
      const left = leftMention(asked, at);
      const ref = columnOf(asked, left, isText) ?? labelOf(left);
      if (value === undefined || value.kind === 'mark' || ref === null) continue;
      claim(reading, at, at + length + 1);
      claimColumn(asked, left, ref);
      const escaped = value.text.replaceAll(/[\\%_]/gu, String.raw`\$&`);
      found.push({ kind: 'like', ref, pattern: pattern(escaped), negated: false });
      break;
    }
  }
  return found;
}

function labelOf(mention: Mention | null): ColumnRef | null {
  const table = tableOf(mention);
  const column = table?.columns.find((one) => isText(one) && /name|title/iu.test(one.name));
  return table === null || column === undefined ? null : { table, column };
}

function isText(column: CatalogColumn): boolean {
  return column.type.kind === 'text';
}

/** "without email", "customers with no orders", "with a phone", "delivery date is missing". */
export function readAbsence(asked: Asked): ReadConditions {
  const { reading } = asked;
  const conditions: ConditionIR[] = [];
  const exists: ExistsIR[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const without = matchPhrase(reading, at, withoutWords);
    const having = without === 0 ? matchPhrase(reading, at, withWords) : 0;
    const length = Math.max(without, having);
    if (length > 0) {
      const next = skipVerbs(asked, at + length);
      const mention = mentionAt(asked, next);
      const table = tableOf(mention);
      const nullable = columnOf(asked, mention, (column) => column.nullable);
      if (mention !== null && nullable !== null && (table === null || without === 0)) {
        claim(reading, at, mention.end);
        conditions.push({ kind: 'null', ref: nullable, negated: without === 0 });
      } else if (mention !== null && table !== null && without > 0 && asked.named.size > 1) {
        claim(reading, at, mention.end);
        exists.push({ table, negated: true });
      } else if (without > 0) {
        const verb = free(reading, next);
        const meant = verb === undefined ? null : tableOfVerb(asked, verb.lower);
        if (meant !== null) {
          claim(reading, at, next + 1);
          exists.push({ table: meant, negated: true });
        }
      }
    }
    const mention = mentionAt(asked, at);
    if (mention === null) continue;
    const missing = matchPhrase(reading, mention.end, missingAfter);
    const present = matchPhrase(reading, mention.end, presentAfter);
    const ref =
      missing + present === 0 ? null : columnOf(asked, mention, (column) => column.nullable);
    if (ref !== null) {
      claim(reading, at, mention.end + Math.max(missing, present));
      conditions.push({ kind: 'null', ref, negated: missing === 0 });
    }
  }
  return { conditions, exists };
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

/** Equalities: "status is completed", "country DE", "vip customers", "orders from Berlin". */
export function readEqualities(asked: Asked): readonly ConditionIR[] {
  const { reading } = asked;
  const found: ConditionIR[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const mention = mentionAt(asked, at);
    const named = mention === null ? null : namedEquality(asked, mention);
    if (named !== null) found.push(named);
    else {
      const value = valueAt(asked, at);
      if (value !== null) found.push(value);
    }
  }
  return mergeSame(found);
}

/** `<column> [is [not]] <value> [or <value>]`. */
function namedEquality(asked: Asked, mention: Mention): ConditionIR | null {
  const { reading } = asked;
  if (mention.candidates[0]?.kind === 'value') return null;
  const ref = columnOf(asked, mention, (column) => !isTemporal(column.type));
  if (ref === null || (tableOf(mention) !== null && (mention.candidates[0]?.score ?? 0) > 0.9))
    return null;
  const not = matchPhrase(reading, mention.end, notEqualWords);
  const is = not > 0 ? not : matchPhrase(reading, mention.end, equalWords);
  const isColon = is === 0 && free(reading, mention.end)?.text === ':' ? 1 : 0;
  const start = mention.end + is + isColon;
  // "mode of transport" names no value; "status of 'open'" does.
  const isOf = is === 1 && /^(?:of|in|from|в|из)$/u.test(free(reading, mention.end)?.lower ?? '');
  const values = readValues(asked, ref, start, (is > 0 && !isOf) || isColon > 0);
  if (values === null) return null;
  claim(reading, mention.start, values.end);
  return equality(asked, ref, { values: values.items, negated: not > 0 });
}

interface ValueItem {
  readonly value: LiteralExpression;
  /** Seen, or listed in a comment. */
  readonly known: boolean;
  readonly words: string;
}

function readValues(
  asked: Asked,
  ref: ColumnRef,
  at: number,
  explicit: boolean,
): { readonly items: readonly ValueItem[]; readonly end: number } | null {
  const items: ValueItem[] = [];
  let next = at;
  while (items.length < 50) {
    const item = oneValue(asked, ref, next, explicit || items.length > 0);
    if (item === null) break;
    items.push(item.item);
    next = item.end;
    const comma = free(asked.reading, next)?.text === ',' ? 1 : 0;
    const joined = /^(?:or|and|или|и)$/u.test(free(asked.reading, next + comma)?.lower ?? '')
      ? 1
      : 0;
    if (comma + joined === 0 || oneValue(asked, ref, next + comma + joined, false) === null) break;
    next += comma + joined;
  }
  return items.length === 0 ? null : { items, end: next };
}

function oneValue(
  asked: Asked,
  ref: ColumnRef,
  at: number,
  explicit: boolean,
): { readonly item: ValueItem; readonly end: number } | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined) return null;
  if (isNumeric(ref.column.type)) {
    const number = readNumber(reading, at);
    if (number === null || !explicit) return null;
    return {
      item: { value: numberLiteral(number.item), known: true, words: token.text },
      end: number.end,
    };
  }
  if (ref.column.type.kind === 'bool') {
    const truth =
      textOf(token, 'truth') ??
      (/^(?:yes|да)$/u.test(token.lower)
        ? 'true'
        : /^(?:no|нет)$/u.test(token.lower)
          ? 'false'
          : undefined);
    if (truth === undefined) return null;
    const value: LiteralExpression = { kind: 'literal', type: 'bool', value: truth === 'true' };
    return { item: { value, known: true, words: token.text }, end: at + 1 };
  }
  if (!isText(ref.column)) return null;
  const mention = asked.mentions.find((one) => one.start === at);
  const seen = mention?.candidates.find(
    (one): one is Extract<Candidate, { kind: 'value' }> =>
      one.kind === 'value' && one.table === ref.table && one.column === ref.column,
  );
  if (mention !== undefined && seen !== undefined) {
    return {
      item: { value: text(seen.value), known: true, words: mention.words },
      end: mention.end,
    };
  }
  if (token.quoted)
    return { item: { value: text(token.text), known: false, words: token.text }, end: at + 1 };
  if (token.kind === 'mark' || token.kind === 'number' || fillerWords.has(token.lower)) return null;
  const linked = mention !== undefined && (mention.candidates[0]?.score ?? 0) >= 0.8;
  if (linked) return null;
  const isProper = /^\p{Lu}/u.test(token.text);
  if (!explicit && !isProper && !/[\d_]/u.test(token.text)) return null;
  const end = isProper ? properEnd(asked, at) : at + 1;
  const words = asked.reading.tokens
    .slice(at, end)
    .map((one) => one.text)
    .join(' ');
  return { item: { value: text(words), known: false, words }, end };
}

/** "New York", "Imke Brandt": capitalised words in a row. */
function properEnd(asked: Asked, at: number): number {
  let end = at + 1;
  while (end < at + 4) {
    const token = free(asked.reading, end);
    if (token === undefined || token.quoted || !/^\p{Lu}/u.test(token.text)) break;
    end += 1;
  }
  return end;
}

/** A value without its column: known ones, states, proper names in a place column. */
function valueAt(asked: Asked, at: number): ConditionIR | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined || token.kind === 'mark' || token.kind === 'number') return null;
  const negated = /^(?:not|non|isn't|aren't|не|except|excluding|кроме)$/u.test(
    reading.tokens[at - 1]?.lower ?? '',
  );
  const mention = asked.mentions.find((one) => one.start === at && isFree(asked, one));
  const seen = (mention?.candidates ?? [])
    .filter((one): one is Extract<Candidate, { kind: 'value' }> => one.kind === 'value')
    .toSorted((a, b) => reach(asked, a.table) - reach(asked, b.table));
  const [best, second] = seen;
  const flag = flagAt(asked, mention, negated) ?? stateAt(asked, at, negated);
  if (flag !== null) return flag;
  const isName = mention?.candidates[0]?.kind !== 'value' && mention !== undefined;
  if (mention !== undefined && best !== undefined && !isName) {
    const start = negated ? at - 1 : at;
    claim(reading, start, mention.end);
    // "gold tier": the column behind its value is not asked for.
    const behind = mentionAt(asked, mention.end);
    const own = behind?.candidates.some(
      (one) => one.kind === 'column' && one.column === best.column,
    );
    if (behind !== null && own === true && tableOf(behind) === null)
      claim(reading, behind.start, behind.end);
    if (second !== undefined && reach(asked, second.table) === reach(asked, best.table)) {
      asked.assumptions.push({
        path: 'condition',
        value: `${best.table.object.name}.${best.column.name} = ${best.value}`,
        because: `"${mention.words}" is a value of several columns`,
        alternatives: seen.slice(1, 5).map((one) => `${one.table.object.name}.${one.column.name}`),
      });
    }
    const item = { value: text(best.value), known: best.known, words: mention.words };
    return equality(asked, best, { values: [item], negated });
  }
  return isName ? null : placeAt(asked, at, negated);
}

function reach(asked: Asked, table: CatalogTable): number {
  return asked.named.has(table) ? 0 : 1;
}

/** "active products": a yes-or-no column by its name. */
function flagAt(
  asked: Asked,
  mention: Mention | null | undefined,
  negated: boolean,
): ConditionIR | null {
  if (mention === null || mention === undefined || mention.candidates[0]?.kind !== 'column')
    return null;
  const ref = columnOf(asked, mention, (column) => column.type.kind === 'bool');
  if (ref === null || mention.candidates[0].column !== ref.column) return null;
  claim(asked.reading, negated ? mention.start - 1 : mention.start, mention.end);
  const value: LiteralExpression = { kind: 'literal', type: 'bool', value: !negated };
  return { kind: 'compare', ref, op: 'eq', value, anyCase: false };
}

/** "completed orders", "active products", "delivered". */
function stateAt(asked: Asked, at: number, negated: boolean): ConditionIR | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined || token.quoted || fillerWords.has(token.lower)) return null;
  const mention = mentionAt(asked, at);
  // A table or a described value of that name comes first.
  if (mention !== null && (tableOf(mention) !== null || mention.candidates[0]?.kind === 'value'))
    return null;
  const state = (has(token, 'state') ? textOf(token, 'state') : undefined) || token.lower;
  for (const table of asked.named) {
    const linked = linkState(state, table).filter((one) => {
      if (one.expression.kind !== 'binary' || one.column.type.kind === 'bool') return true;
      // A column whose comment lists other values does not hold this one.
      const listed = describedValues(one.column);
      return has(token, 'state') && (listed.length === 0 || listed.includes(state));
    });
    const [best, ...others] = linked;
    if (best === undefined) {
      const undone = undoneAt(asked, table, state);
      if (undone === null) continue;
      claim(reading, negated ? at - 1 : at, at + 1);
      return { kind: 'null', ref: undone, negated };
    }
    claim(reading, negated ? at - 1 : at, at + 1);
    const ref = { table, column: best.column };
    if (
      others.length > 0 ||
      best.expression.kind === 'is_null' ||
      best.column.type.kind === 'text'
    ) {
      asked.assumptions.push({
        path: 'condition',
        value: `${table.object.name}.${best.column.name}`,
        because: best.because,
        alternatives: others.map((one) => `${table.object.name}.${one.column.name}`),
      });
    }
    if (best.expression.kind === 'is_null') return { kind: 'null', ref, negated: !negated };
    if (best.expression.kind === 'binary' && best.expression.right.kind === 'literal') {
      const { right } = best.expression;
      if (right.type === 'bool') {
        const value: LiteralExpression = { ...right, value: right.value !== negated };
        return { kind: 'compare', ref, op: 'eq', value, anyCase: false };
      }
      return equality(asked, ref, {
        values: [{ value: right, known: false, words: state }],
        negated,
      });
    }
  }
  return null;
}

/** States that hold while a moment has not come: an open ticket has no `closed_at`. */
const undone: Readonly<Record<string, readonly string[] | undefined>> = {
  open: ['closed', 'resolved', 'completed'],
  active: [
    'cancelled',
    'canceled',
    'ended',
    'expired',
    'deactivated',
    'terminated',
    'left',
    'deleted',
  ],
  current: ['ended', 'left', 'expired', 'cancelled'],
  employed: ['left', 'terminated', 'fired'],
  unpaid: ['paid'],
  undelivered: ['delivered'],
  unshipped: ['shipped'],
  unresolved: ['resolved', 'closed'],
  pending: ['completed', 'processed', 'closed'],
};

function undoneAt(asked: Asked, table: CatalogTable, state: string): ColumnRef | null {
  const words = Object.hasOwn(undone, state) ? (undone[state] ?? []) : [];
  const column = words
    .map((word) =>
      table.columns.find(
        (one) => one.nullable && new RegExp(`^${word}_(?:at|on|date|time)$`, 'iu').test(one.name),
      ),
    )
    .find((one) => one !== undefined);
  if (column === undefined) return null;
  asked.assumptions.push({
    path: 'condition',
    value: `${table.object.name}.${column.name} is empty`,
    because: `"${state}" holds until ${column.name} is filled`,
    alternatives: [],
  });
  return { table, column };
}

const placeWords =
  /(?:^|_)(?:city|country|country_code|region|state|province|town|office|location)(?:_code|_name)?$/iu;

/** A proper name that no other words explain, in a table with a place column: "orders from Berlin". */
function placeAt(asked: Asked, at: number, negated: boolean): ConditionIR | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined || (at === 0 && !token.quoted)) return null;
  const before = reading.tokens[at - 1]?.lower ?? '';
  const isProper = token.quoted || /^\p{Lu}/u.test(token.text);
  if (!isProper || !/^(?:in|from|of|to|at|for|and|or|,|не|not|в|во|из|и|или|по|на)$/u.test(before))
    return null;
  const end = token.quoted ? at + 1 : properEnd(asked, at);
  const words = reading.tokens
    .slice(at, end)
    .map((one) => one.text)
    .join(' ');
  const columns = [...asked.named].flatMap((table) =>
    table.columns
      .filter((column) => isText(column) && placeWords.test(column.name))
      .map((column) => ({ table, column })),
  );
  const wide =
    columns.length > 0
      ? columns
      : asked.schema.tables.flatMap((table) =>
          table.columns
            .filter((column) => isText(column) && placeWords.test(column.name))
            .map((column) => ({ table, column })),
        );
  const code = countryCode(words);
  const byCode =
    code === null ? undefined : wide.find(({ column }) => /country/iu.test(column.name));
  const short = /^\p{Lu}{2,3}$/u.test(words);
  const codes = wide.filter(({ column }) => /_code$/iu.test(column.name));
  const places = wide.filter(({ column }) => !/_code$/iu.test(column.name));
  const ref = byCode ?? (short ? (codes[0] ?? places[0]) : places[0]);
  if (ref === undefined) return null;
  claim(reading, negated ? at - 1 : at, end);
  const value =
    byCode !== undefined && /code/iu.test(byCode.column.name) && code !== null ? code : words;
  asked.assumptions.push({
    path: 'condition',
    value: `${ref.table.object.name}.${ref.column.name} = ${value}`,
    because: `"${words}" looks like a place`,
    alternatives: wide
      .filter((one) => one !== ref)
      .slice(0, 4)
      .map((one) => `${one.table.object.name}.${one.column.name}`),
  });
  return equality(asked, ref, {
    values: [{ value: text(value), known: value === code, words }],
    negated,
  });
}

function equality(
  asked: Asked,
  ref: ColumnRef,
  { values, negated }: { readonly values: readonly ValueItem[]; readonly negated: boolean },
): ConditionIR | null {
  const schema = ref.table.object.schema ?? asked.schema.defaultSchema;
  for (const { known, words } of values) {
    if (known) continue;
    asked.lookups.push({
      words,
      columns: [{ schema, table: ref.table.object.name, column: ref.column.name }],
    });
  }
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const anyCase = !only.known && only.value.type === 'text';
    return { kind: 'compare', ref, op: negated ? 'ne' : 'eq', value: only.value, anyCase };
  }
  return { kind: 'in', ref, values: values.map((one) => one.value), negated };
}

/** "pending or cancelled orders": values of one column are alternatives. */
function mergeSame(conditions: readonly ConditionIR[]): readonly ConditionIR[] {
  const merged: ConditionIR[] = [];
  for (const one of conditions) {
    const at = merged.findIndex(
      (other) =>
        one.kind === 'compare' &&
        one.op === 'eq' &&
        one.value.type === 'text' &&
        ((other.kind === 'compare' && other.op === 'eq' && other.value.type === 'text') ||
          (other.kind === 'in' && !other.negated)) &&
        other.ref.column === one.ref.column &&
        other.ref.table === one.ref.table,
    );
    const other = merged[at];
    if (one.kind !== 'compare' || other === undefined) merged.push(one);
    else if (other.kind === 'compare' || other.kind === 'in') {
      const values = [...(other.kind === 'in' ? other.values : [other.value]), one.value];
      merged[at] = { kind: 'in', ref: one.ref, values, negated: false };
    }
  }
  return merged;
}

function text(value: string): LiteralExpression {
  return { kind: 'literal', type: 'text', value };
}

function numberLiteral(item: { readonly value: string | boolean }): LiteralExpression {
  const value = String(item.value);
  return { kind: 'literal', type: value.includes('.') ? 'decimal' : 'integer', value };
}
