import type { CatalogTable } from '@ai-etl/core';
import type { Cue } from './cues/cue.ts';
import { cuesOf, maxCueWords } from './cues/cues-of.ts';
import { isSmallWord } from './cues/small-words.ts';
import type { ColumnMention, HeldChoice, Operator, TableMention } from './form.ts';
import { isMeasure } from '../query/table-facts.ts';
import { partsOf, tableParts, writtenOut } from './name-parts.ts';
import {
  articles,
  auxiliaries,
  endsLongerName,
  isGiven,
  isOneOfNames,
  isOwnNumber,
  leadsTo,
  sharedPrefix,
} from './name-spans.ts';
import { isCyrillic } from '../lexicon/russian/stem.ts';
import { translationsOf } from '../lexicon/russian/translate.ts';
import { spellingOf } from './held-values.ts';
import { foreignStates } from './foreign-states.ts';
import type { Field, HeldValue, Named, SchemaIndex } from './schema-index.ts';
import { statesAt, type ConditionItem } from './states/state-items.ts';
import { timesAt, type TimeMeaning } from './times/time-items.ts';
import { ageAt } from './ages/age-items.ts';
import { kindsAt, type KindItem } from './kinds/kind-items.ts';
import { ownRowsAt } from './kinds/own-rows.ts';
import { isParticiple } from './states/verb-root.ts';
import { isDoneBy, relationAt } from './roles/relation-items.ts';
import { rolesOfVerb } from './roles/role-verbs.ts';
import { isFinitePast } from './finite-past.ts';
import { rolesOfValues } from './roles/value-roles.ts';
import { withRoles } from './roles/role-names.ts';
import { whoseAt, type WhoseItem } from './roles/whose-items.ts';
import { gapAt, type GapItem } from './gaps/read-gap.ts';
import { doneAt } from './shapes/done-items.ts';
import { moneyAt } from './money/money-items.ts';
import { taxWords } from './money/tax-side.ts';
import { quantityAt, type QuantityItem } from './units/quantity-items.ts';
import { valuesOfVerb } from './verb-values.ts';
import { weights } from './weights.ts';
import { splitWords, type Word } from './words.ts';

/** What the words [start, end) may be; `gain` is what a reading that takes it so earns. */
export type Item = {
  readonly start: number;
  readonly end: number;
  readonly gain: number;
} & Meaning;

export type Meaning =
  | { readonly kind: 'cue'; readonly cue: Cue }
  | TableItem
  /** "ordered", of people: rows that they have. */
  | { readonly kind: 'done'; readonly table: TableMention }
  | ColumnItem
  | ConditionItem
  | KindItem
  | WhoseItem
  | QuantityItem
  | GapItem
  | TimeMeaning
  | { readonly kind: 'value'; readonly column: ColumnMention; readonly choice: HeldChoice }
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly text: string;
      readonly of?: string;
      readonly op?: Operator;
      readonly counts?: boolean;
      /** "3 times": how often. */
      readonly times?: boolean;
    }
  | {
      readonly kind: 'range';
      readonly low: number;
      readonly high: number;
      readonly of?: 'age';
    }
  | { readonly kind: 'skip'; readonly isContent: boolean; readonly isVerb: boolean };

export interface TableItem {
  readonly kind: 'table';
  readonly table: TableMention;
}

export interface ColumnItem {
  readonly kind: 'column';
  readonly column: ColumnMention;
  /** "full name" of those that have two. */
  readonly also?: ColumnMention;
}

const longest = { name: 4, value: 7, foreign: 3 } as const;
/** Other values that Russian words may mean, in each place. */
const mostMeanings = 3;
const quotedMeaning = 1.2;
const mostAlternatives = 12;
const mostEqual = 80;

/** All that each place of a question may begin. */
export function readItems(
  words: readonly Word[],
  index: SchemaIndex,
): readonly (readonly Item[])[] {
  return words.map((_, at) => [
    ...cueItems(words, at, index),
    ...numberItems(words, at, index),
    ...nameItems(words, at, index),
    ...valueItems(words, at, index),
    ...stateItems(words, at, index),
    ...kindItems(words, at, index),
    ...whoseItems(words, at, index),
    ...quantityItems(words, at),
    ...foreignValueItems(words, at, index),
    ...timeItems(words, at, index),
    ...gapItems(words, at, index),
    ...moneyItems(words, at, index),
    ...taxItems(words, at),
    ...doneItems(words, at, index),
    ...ageItems(words, at, index),
    skipItem(words, at),
  ]);
}

function quantityItems(words: readonly Word[], at: number): readonly Item[] {
  const found = quantityAt(words, at);
  if (found === null) return [];
  const { length, ...quantity } = found;
  const gain = gainOf(length, weights.parse.value);
  return [{ ...quantity, start: at, end: at + length, gain }];
}

function stateItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const known = (index.tablesNamed([words[at]?.lemma ?? ''])[0]?.score ?? 0) >= weights.link.sure;
  return (
    [...statesAt(words, at, index.states), ...foreignStates(words, at, index.states)]
      // A comment may say "NULL for depot managers": depots are a table all the same.
      .filter(({ test, length }) => !(known && length === 1 && test.kind === 'null'))
      .map(({ kind, test, sure, length }) => ({
        kind,
        test,
        start: at,
        end: at + length,
        gain: gainOf(length, weights.parse.value * sure),
      }))
  );
}

function kindItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const own = ownRowsAt(words, at, index).map((one) => ({ ...one, more: weights.parse.table }));
  const isOfName = beginsName(words, at, index);
  const kinds = isOfName ? [] : kindsAt(words, at, index).map((one) => ({ ...one, more: 0 }));
  return [...own, ...kinds].map(({ length, sure, more, ...rows }) => ({
    ...rows,
    start: at,
    end: at + length,
    gain: gainOf(length, weights.parse.value * sure) + more,
  }));
}

function whoseItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const found = whoseAt(words, at, index);
  if (found === null) return [];
  const { length, sure, ...whose } = found;
  const gain = gainOf(length, weights.parse.table * sure);
  return [{ ...whose, start: at, end: at + length, gain }];
}

function gapItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const found = gapAt(words, at, index);
  if (found === null) return [];
  const { length, ...gap } = found;
  return [{ ...gap, start: at, end: at + length, gain: gainOf(length, weights.parse.value) }];
}

function timeItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  return timesAt(words, at, index).map(({ meaning, sure, length }) => ({
    ...meaning,
    start: at,
    end: at + length,
    gain: gainOf(length, weights.parse.value * sure),
  }));
}

function doneItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const table = doneAt(words, at, index);
  if (table === null) return [];
  const gain = gainOf(1, weights.parse.table * weights.link.done);
  return [{ kind: 'done', table, start: at, end: at + 1, gain }];
}

function moneyItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const money = moneyAt(words, at, index);
  if (money === null) return [];
  const { column, length, sure } = money;
  const gain = gainOf(length, weights.parse.column * sure);
  return [{ kind: 'column', column, start: at, end: at + length, gain }];
}

function ageItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const found = ageAt(words, at, index);
  if (found === null) return [];
  const { column, length } = found;
  const gain = gainOf(length, weights.parse.column);
  return [{ kind: 'column', column, start: at, end: at + length, gain }];
}

/** "before tax": which column of money is meant was read from it; it says nothing else. */
function taxItems(words: readonly Word[], at: number): readonly Item[] {
  const length = taxWords(words, at);
  if (length === 0) return [];
  const gain = gainOf(length, weights.parse.cue);
  return [{ kind: 'skip', isContent: false, isVerb: false, start: at, end: at + length, gain }];
}

function gainOf(length: number, weight: number): number {
  return weight * (length + 0.15 * (length - 1));
}

function spanOf(words: readonly Word[], at: number, length: number): string {
  return words
    .slice(at, at + length)
    .map((word) => word.lower)
    .join(' ');
}

function cueItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const items: Item[] = [];
  for (let length = 1; length <= maxCueWords && at + length <= words.length; length += 1) {
    if (words[at + length - 1]?.kind === 'quoted') break;
    // "first name" is no rank.
    if (
      words[at + length]?.lemma === 'name' &&
      ['first', 'last'].includes(words[at + length - 1]?.lower ?? '')
    )
      continue;
    if (length === 1 && isOneOfNames(words, at)) continue;
    if (isOwnNumber(words, at, index)) break;
    if (length === 1 && words[at - 1]?.lower === 'at') continue;
    // "produced by": no grouping.
    const isAgent =
      length === 1 &&
      words[at]?.lower === 'by' &&
      /(?:ed|en|wn|made|taught|sung|built|won|led|run|held|sold)$/u.test(
        words[at - 1]?.lower ?? '',
      );
    const isOfRole = length === 2 && isPassiveOfRole(words, at, index);
    if (isOfRole) items.push(agentItem(at));
    for (const cue of isAgent ? cuesOf('of') : cuesOf(spanOf(words, at, length))) {
      if (cue.kind === 'also' && isTested(words, at + length)) continue;
      if (cue.kind === 'sort' && isDone(words, at, length)) continue;
      items.push({
        kind: 'cue',
        cue,
        start: at,
        end: at + length,
        gain: gainOf(whole.has(cue.kind) ? length : weighty(words, at, length), weights.parse.cue),
      });
    }
  }
  return items;
}

/** "customers ordered in the last 30 days": somebody ordered something, and nothing is sorted. */
function isDone(words: readonly Word[], at: number, length: number): boolean {
  const said = spanOf(words, at, length);
  if (said !== 'ordered' && said !== 'ordered in') return false;
  const next = spanOf(words, at + 1, 3);
  return !/^(?:$|[,.]|by|alphabetically|chronologically|descending|ascending|from|(?:in )?(?:the )?(?:reverse|alphabetic|chronologic|lexicographic|descending|ascending|increasing|decreasing|desc|asc|order))/u.test(
    next,
  );
}

/** "with the highest …", "with the 3 smallest …": a condition, nothing to be shown beside. */
function isTested(words: readonly Word[], at: number): boolean {
  const [next, after] = words.slice(at, at + 2);
  if (next === undefined || next.kind === 'number') return true;
  if (['that', 'which', 'whose'].includes(after?.lower ?? '')) return true;
  return cuesOf(next.lower).some(
    (cue) =>
      cue.kind === 'superlative' ||
      cue.kind === 'ordinal' ||
      (cue.kind === 'aggregate' && (cue.fn === 'max' || cue.fn === 'min')),
  );
}

/** "advised by", where students have advisers: the words say which key leads to the name that follows. */
function isPassiveOfRole(words: readonly Word[], at: number, { roles }: SchemaIndex): boolean {
  const [verb, by] = words.slice(at, at + 2);
  if (by?.lower !== 'by' || verb === undefined || !isParticiple(verb.lower)) return false;
  return roles.tables.some((role) => !role.isSelf && isDoneBy(verb.lower, role));
}

function agentItem(at: number): Item {
  const gain = gainOf(1, weights.parse.cue);
  return { kind: 'cue', cue: { kind: 'of' }, start: at, end: at + 2, gain };
}

/** "kinds of rooms" are values, not rows. */
const kinds: ReadonlySet<string> = new Set(['kind', 'type', 'sort', 'category', 'amount']);

/** Cues whose small words belong to them: "in or after", "from most to least", "sort the result in". */
const whole: ReadonlySet<Cue['kind']> = new Set(['compare', 'direction', 'sort'] as const);

/** Articles and the like add nothing to a phrase of grammar. */
function weighty(words: readonly Word[], at: number, length: number): number {
  return Math.max(1, words.slice(at, at + length).filter((word) => !light.has(word.lower)).length);
}

const light: ReadonlySet<string> = new Set(
  'the a an is are was were in by to on me do does did from в на с у по из со чем'.split(' '),
);

function numberItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const word = words[at];
  if (word === undefined) return [];
  const gain = gainOf(1, weights.parse.value);
  if (word.kind === 'quoted') {
    return [{ kind: 'text', text: word.text, quoted: true, start: at, end: at + 1, gain }];
  }
  if (word.kind === 'number' && word.value !== undefined) {
    const next = words
      .slice(at + 1, at + 3)
      .find((one) => one.kind === 'word' && one.lower !== 'or' && one.lower !== 'more');
    const counts = next !== undefined && (index.tablesNamed([next.lemma])[0]?.score ?? 0) >= 0.9;
    const plain = {
      kind: 'number',
      value: word.value,
      text: String(word.value),
      start: at,
      counts,
      ...(isTimes(word) ? { times: true } : {}),
    } as const;
    const often = timesWords.has(words[at + 1]?.lower ?? '')
      ? [{ ...plain, times: true, end: at + 2, gain: gainOf(2, weights.parse.value) } as const]
      : [];
    const old = yearsOld(words, at + 1);
    const aged =
      old > 0
        ? [{ ...plain, of: 'age', end: at + 1 + old, gain: gainOf(old, weights.parse.value) }]
        : [];
    const bound =
      /^(?:or|and|и|или) (?:(more|greater|above|higher|older|later|over|larger|up|старше|больше|выше)|less|fewer|younger|below|lower|under|earlier|smaller|младше|меньше|ниже)(?![\p{L}])/u.exec(
        spanOf(words, at + 1, 2),
      );
    const op: Operator = bound?.[1] === undefined ? 'le' : 'ge';
    const bounded =
      bound === null || isCompared(words[at + 3])
        ? []
        : [{ ...plain, op, end: at + 3, gain: gainOf(3, weights.parse.value) }];
    return [{ ...plain, end: at + 1, gain }, ...often, ...aged, ...bounded];
  }
  const isAged = /^(?:ages?|aged)$/u.test(word.lower);
  if (rangeBeginnings.has(word.lower) || isAged) {
    const [low, and, high] = words.slice(at + 1, at + 4);
    if (
      low?.value !== undefined &&
      high?.value !== undefined &&
      rangeMiddles.has(and?.lower ?? '')
    ) {
      const old = yearsOld(words, at + 4);
      // "со стажем от 5 до 15 лет": years of what is named before.
      const before = words[at - 1];
      const isNamed =
        words[at + 4]?.lower === 'лет' &&
        before !== undefined &&
        index.fieldsNamed([before.lemma]).length > 0;
      const of = isAged || (old > 0 && !isNamed) ? ({ of: 'age' } as const) : {};
      const range = { kind: 'range', low: low.value, high: high.value, ...of } as const;
      const length = 4 + old;
      return [{ ...range, start: at, end: at + length, gain: gainOf(length, weights.parse.value) }];
    }
  }
  return [];
}

/** "twice": how often, and no measure of anything. */
function isTimes({ lower }: Word): boolean {
  return /^(?:once|twice|thrice|дважды|трижды|однажды)$/u.test(lower);
}

const timesWords: ReadonlySet<string> = new Set(['times', 'time', 'раз', 'раза']);

/** How many words say "years old". */
function yearsOld(words: readonly Word[], at: number): number {
  const said = /^(?:years? old|years? of age|лет)(?![\p{L}])/u.exec(spanOf(words, at, 3));
  return said?.[0].split(' ').length ?? 0;
}

/** "5 and more than …": the other end of a range. */
function isCompared(next: Word | undefined): boolean {
  return next !== undefined && (next.value !== undefined || ['than', 'чем'].includes(next.lower));
}

const rangeBeginnings: ReadonlySet<string> = new Set(['between', 'from', 'между', 'от', 'с', 'со']);
const rangeMiddles: ReadonlySet<string> = new Set(['and', 'to', '-', 'и', 'до', 'по']);

function nameItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const items: Item[] = [];
  const verbs = rolesOfVerb(words, at, index.roles);
  for (const verb of verbs) {
    const gain = gainOf(1, weights.parse.table * (verb.alternatives[0]?.score ?? 0));
    items.push({ kind: 'table', table: verb, start: at, end: at + 1, gain });
  }
  const relation = relationAt(words, at, index);
  if (relation !== null)
    items.push({
      kind: 'table',
      table: relation,
      start: at,
      end: at + 2,
      gain: gainOf(2, weights.parse.table),
    });
  for (let length = 1; length <= longest.name && at + length <= words.length; length += 1) {
    // A key of that name is what the relation goes by.
    if (relation !== null && length === 2) continue;
    const part = words.slice(at, at + length);
    const last = part.at(-1);
    if (last === undefined || (last.kind !== 'word' && last.kind !== 'number')) break;
    if (length === 1 && last.kind === 'number') break;
    if (length === 1 && words[at - 1]?.lower === 'in' && units.has(last.lower)) continue;
    const lemmas = part.map((word) => word.lemma).filter((word) => !articles.has(word));
    // "for each city the customer": names of two things.
    const inner = part.findIndex((word, place) => place > 0 && determiners.has(word.lower));
    if (inner > 0 && part[inner - 1]?.lower !== 'of') break;
    // "заказов доставили" is no name.
    if (length > 1 && part.some((word) => isFinitePast(word.lower))) break;
    if (lemmas.length === 0 || articles.has(last.lemma) || articles.has(part[0]?.lemma ?? ''))
      continue;
    const split = lemmas
      .flatMap((word) => word.split(/[-_./]/u))
      .flatMap((word) => (word === '' ? [] : [writtenOut(word)]));
    if (endsLongerName(words, at, length, index)) continue;
    const leading = split[0] ?? '';
    const bare =
      lemmas.length === 1 && split.length === 2 && particles.has(split[1] ?? '') ? [leading] : null;
    // "total amount" is a total of amounts, unless a column is called so.
    const saysMore = length > 1 && cuesOf(part[0]?.lower ?? '').length > 0;
    const said = spanOf(words, at, length);
    const fields = index.fieldsNamed(split);
    // "priced product" are a column and a table; "product price" is one column.
    const trailing =
      length > 1 &&
      lemmas.length === part.length &&
      (index.tablesNamed([last.lemma])[0]?.score ?? 0) >= 0.9;
    // "number of orders" counts them: a number of a line of orders is none, unless it is called so.
    const counted =
      part[0]?.lower === 'number' &&
      part[1]?.lower === 'of' &&
      (index.tablesNamed([last.lemma])[0]?.score ?? 0) >= 0.9;
    // "driven" is no driver's name.
    const isDone = length === 1 && isParticiple(last.lower);
    const isCount = part[0]?.lower === 'number' && part[1]?.lower === 'of';
    const isPastVerb = length === 1 && isFinitePast(last.lower);
    const columns = fields.filter(({ what, score }) => {
      const parts = partsOf(what.column.name);
      if (isPastVerb && !index.times.has(what)) return false;
      // "number of stops" is no `stop_no`.
      if (isCount && parts.length > 1 && parts.at(-1) === 'number') return false;
      // "reopened" is `reopened_cnt`.
      const isCounted = parts[0] === last.lower && isMeasure(what.column, what.table);
      if (isDone && score < weights.link.akin && !isCounted && !index.times.has(what)) return false;
      const isWhole = (!trailing && !counted) || parts.includes(last.lemma);
      return (!saysMore || saysPart(leading, parts)) && isWhole;
    });
    const shared = length === 1 ? sharedPrefix(words, at, index) : [];
    if (shared.length > 0)
      items.push({
        kind: 'column',
        column: mention(shared, said, at),
        start: at,
        end: at + 1,
        gain: gainOf(1, weights.parse.sharedPrefix),
      });
    const hints = hintsBefore(words, at);
    const whole = index.tablesNamed(split);
    const found = whole.length === 0 && bare !== null ? index.tablesNamed(bare) : whole;
    const named = withRoles(found, index.roles, hints);
    const isVerb = length === 1 && verbs.length > 0;
    const tables = isVerb
      ? []
      : named.length > 0 || (length === 1 && beginsName(words, at, index))
        ? named
        : rolesOfValues(split, said, index);
    const isSmall = length === 1 && isSmallWord(last.lower);
    if (length === 1 && auxiliaries.has(last.lower)) continue;
    const [column] = columns;
    // "orders" are rows of orders, and not `ordered_on`.
    const isRows = length === 1 && (tables[0]?.score ?? 0) >= 0.95;
    // "count" is no country.
    const isGrammar = length === 1 && last.lower === 'count';
    const isAway =
      column !== undefined &&
      (((isRows || isGrammar) && column.score <= weights.link.akin) ||
        (isRows &&
          !isGiven(words[at + 1]) &&
          tableParts(tables[0]?.what.object.name ?? '').includes(last.lemma) &&
          leadsTo(column.what, tables[0]?.what, index)));
    if (column !== undefined && !isAway && !(isSmall && column.score < weights.link.smallWord)) {
      // "зарплата сотрудников" is a column; "сотрудников зарплата" and "количество заказов" are none.
      const isReversed =
        length > 1 &&
        isCyrillic(leading) &&
        (saysMore || !saysPart(leading, partsOf(column.what.column.name)));
      // "names of parties": whose names they are is told apart from what they are.
      const holdsRows =
        part[1]?.lower === 'of' &&
        column.score < 1 &&
        !kinds.has(part[0]?.lemma ?? '') &&
        (index.tablesNamed([last.lemma])[0]?.score ?? 0) >= 0.95;
      const gain =
        gainOf(length, weights.parse.column * column.score) -
        (isReversed ? weights.parse.reversed : 0) -
        (holdsRows ? weights.parse.rowsInName : 0);
      items.push({
        kind: 'column',
        column: mention(columns, said, at),
        start: at,
        end: at + length,
        gain,
      });
    }
    items.push(
      ...twoNames(lemmas, said, index).map((names) => ({
        ...names,
        start: at,
        end: at + length,
        gain: gainOf(length, weights.parse.column * weights.link.twoNames),
      })),
    );
    const [table] = tables;
    if (table !== undefined && !(isSmall && table.score < 0.95)) {
      const gain =
        gainOf(length, weights.parse.table * table.score) -
        (isPastVerb ? weights.parse.pastVerb : 0);
      const close = tables
        .filter((one) => one.score >= table.score - 0.25)
        .slice(0, mostAlternatives);
      items.push({
        kind: 'table',
        table: { kind: 'table', alternatives: close, words: said, at, ...ofSelf(table, index) },
        start: at,
        end: at + length,
        gain,
      });
    }
  }
  return items;
}

/** Rows that are above others of the same table. */
function ofSelf(
  { what }: Named<CatalogTable>,
  { roles }: SchemaIndex,
): Pick<TableMention, 'ofSelf'> {
  const role = roles.roleOf(what);
  return role?.isSelf === true ? { ofSelf: role.base } : {};
}

/** Words just before, the last one first that is no article. */
function hintsBefore(words: readonly Word[], at: number): readonly string[] {
  const hints: string[] = [];
  for (let back = at - 1; back >= Math.max(0, at - 4); back -= 1) {
    const word = words[back];
    if (word === undefined || word.kind !== 'word') break;
    if (!articles.has(word.lower) && !['each', 'every'].includes(word.lower))
      hints.unshift(word.lower);
  }
  return hints;
}

function saysPart(said: string, parts: readonly string[]): boolean {
  if (parts.includes(said) || parts.includes(partsOf(said)[0] ?? said)) return true;
  const translated = isCyrillic(said) ? translationsOf([said]) : [];
  return translated.some(({ lemmas }) => parts.includes(lemmas[0] ?? ''));
}

/** "name" of people whose first and last names stand apart. */
function twoNames(
  lemmas: readonly string[],
  said: string,
  index: SchemaIndex,
): readonly { kind: 'column'; column: ColumnMention; also: ColumnMention }[] {
  const joined = lemmas.join(' ');
  if (!['name', 'full name', 'first and last name'].includes(joined)) return [];
  const people = index.twoNamed.filter(({ hasLabel }) => !hasLabel || joined !== 'name');
  if (people.length === 0) return [];
  const of = (pick: (one: (typeof people)[number]) => Field): ColumnMention => ({
    kind: 'column',
    alternatives: people.map((one) => ({ what: pick(one), score: 0.95 })),
    words: said,
    at: -1,
    beside: [],
  });
  return [{ kind: 'column', column: of(({ first }) => first), also: of(({ last }) => last) }];
}

/** "fill-ups" are fills. */
const particles: ReadonlySet<string> = new Set([
  'up',
  'down',
  'off',
  'out',
  'ups',
  'downs',
  'offs',
]);
const determiners: ReadonlySet<string> = new Set(['the', 'a', 'an']);

function mention(alternatives: readonly Named<Field>[], words: string, at: number): ColumnMention {
  const top = alternatives[0]?.score ?? 0;
  const close = alternatives.filter((one) => one.score >= top - 0.3);
  // Of "id" and "name" every table has one: none is left out for its place in the schema.
  const least = close[mostAlternatives - 1]?.score ?? 0;
  const kept = close.filter(
    ({ score }, at) => at < mostAlternatives || (score === least && at < mostEqual),
  );
  return { kind: 'column', alternatives: kept, words, at, beside: [] };
}

function valueItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const items: Item[] = [];
  const first = words[at];
  if (first === undefined || first.kind === 'mark') return items;
  for (let length = 1; length <= longest.value && at + length <= words.length; length += 1) {
    const part = words.slice(at, at + length);
    const raw = part.map((word) => word.text).join(' ');
    const spelled = spellingOf(raw);
    const held = spelled === '' ? [] : index.valuesSpelled(spelled);
    const isWeak =
      length === 1 &&
      first.kind === 'word' &&
      (isSmallWord(first.lower) || cuesOf(first.lower).length > 0 || first.text.length < 2) &&
      first.text === first.lower;
    if (length === 1 && words[at - 1]?.lower === 'in' && units.has(first.lower)) break;
    if (
      held.length > 0 &&
      !isWeak &&
      !(length === 1 && (beginsName(words, at, index) || isRowsOnly(words, at, index)))
    ) {
      const weight = /^\d+$/u.test(raw) ? weights.parse.numeral : weights.parse.value;
      items.push(hinted(valueItem(held, raw, { at, length, weight }), hintsBefore(words, at)));
    }
    if (first.kind === 'quoted' || !index.beginsValue(spelled)) break;
  }
  const done = valuesOfVerb(words, at, index);
  if (done.length > 0) {
    const weight = weights.parse.value * weights.link.akin;
    items.push(valueItem(done, first.text, { at, length: 1, weight }));
  }
  items.push(...partialNames(first, at, index));
  // A name that nobody has seen: the words of it begin with capitals.
  let end = at;
  while (isProper(words[end], index)) end += 1;
  if (end > at && at > 0) {
    const text = words
      .slice(at, end)
      .map((word) => word.text)
      .join(' ');
    items.push({ kind: 'text', text, quoted: false, start: at, end, gain: gainOf(end - at, 0.3) });
  }
  return items;
}

/** "in percent": how a number is told. */
const units: ReadonlySet<string> = new Set(
  'percent percentage percents pct % euros dollars'.split(' '),
);

/** "orders" are rows of orders, though some column holds that word: only "team orders" means it. */
function isRowsOnly(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const word = words[at];
  if (word?.kind !== 'word' || word.text !== word.lower || !word.lower.endsWith('s')) return false;
  const [table] = index.tablesNamed([word.lemma]);
  return (
    table?.score === 1 &&
    hintsBefore(words, at).every((hint) => index.fieldsNamed([hint]).length === 0)
  );
}

/** "payment method" is a name that the schema has: "payment" in it is no value of something else. */
function beginsName(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [word, next] = words.slice(at, at + 2);
  if (word?.kind !== 'word' || next?.kind !== 'word' || word.text !== word.lower) return false;
  if (isSmallWord(next.lower) || index.tablesNamed([next.lemma]).length > 0) return false;
  const [named] = index.fieldsNamed([word.lemma, next.lemma]);
  return (
    named !== undefined &&
    named.score >= weights.link.akin &&
    partsOf(named.what.column.name).length === 2
  );
}

function hinted(item: Item, hints: readonly string[]): Item {
  return item.kind === 'value' ? { ...item, column: { ...item.column, hints } } : item;
}

function valueItem(
  held: readonly HeldValue[],
  raw: string,
  { at, length, weight }: { readonly at: number; readonly length: number; readonly weight: number },
): Item {
  const fields = [...new Set(held.map((one) => one.field))];
  const exact = held.some((one) => one.value === raw) ? 1 : 0.95;
  const alternatives = fields.map((what): Named<Field> => ({
    what,
    score: held.some((one) => one.field === what && one.value === raw) ? 1 : 0.95,
  }));
  const byField = fields.map((field) => {
    const mine = held.filter((one) => one.field === field);
    return { field, value: (mine.find((one) => one.value === raw) ?? mine[0])?.value ?? raw };
  });
  return {
    kind: 'value',
    column: { kind: 'column', alternatives, words: raw, at, beside: [] },
    choice: { byField },
    start: at,
    end: at + length,
    gain: gainOf(length, weight * exact),
  };
}

/** "из Германии" where the data hold Germany: values in English for Russian words. */
function foreignValueItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const items: Item[] = [];
  const quoted = words[at]?.kind === 'quoted' ? splitWords(words[at].text) : null;
  const longestHere = quoted === null ? longest.foreign : 1;
  for (let length = 1; length <= longestHere && at + length <= words.length; length += 1) {
    const part = quoted ?? words.slice(at, at + length);
    const [first] = part;
    if (first === undefined || part.some((word) => word.kind !== 'word')) break;
    if (part.length === 1 && (isSmallWord(first.lower) || cuesOf(first.lower).length > 0)) continue;
    const raw = part.map((word) => word.text).join(' ');
    const known = new Set<string>();
    for (const { held, score } of index.valuesMeant(part).toSorted((a, b) => b.score - a.score)) {
      // What stands in quotes is a value; one that the data hold is meant before one that they do not.
      const weight = weights.parse.value * score * (quoted === null ? 1 : quotedMeaning);
      const item = valueItem(held, raw, { at, length, weight });
      const key = held.map((one) => one.value).join('\0');
      if (known.size >= mostMeanings || known.has(key)) continue;
      known.add(key);
      items.push(item);
    }
  }
  return items;
}

/** "Brandt": the only name of a row with this word in it. */
function partialNames(word: Word, at: number, index: SchemaIndex): readonly Item[] {
  if (!isProper(word, index)) return [];
  const [only, ...more] = index.namesWith(word.lemma);
  if (only === undefined || more.length > 0) return [];
  const alternatives = [{ what: only.field, score: weights.link.partialName }];
  return [
    {
      kind: 'value',
      column: { kind: 'column', alternatives, words: word.text, at, beside: [] },
      choice: { byField: [only] },
      start: at,
      end: at + 1,
      gain: gainOf(1, weights.parse.value * weights.link.partialName),
    },
  ];
}

function isProper(word: Word | undefined, index: SchemaIndex): boolean {
  if (word?.kind !== 'word' || !/^\p{Lu}/u.test(word.text) || isSmallWord(word.lower)) return false;
  if (cuesOf(word.lower).length > 0) return false;
  return (
    index.fieldsNamed([word.lemma]).length === 0 && index.tablesNamed([word.lemma]).length === 0
  );
}

function skipItem(words: readonly Word[], at: number): Item {
  const word = words[at];
  const isSmall = word === undefined || word.kind === 'mark' || isSmallWord(word.lower);
  const cost = isSmall ? weights.parse.small : weights.parse.unread;
  const isVerb = !isSmall || verbs.test(word?.lower ?? '');
  return { kind: 'skip', isContent: !isSmall, isVerb, start: at, end: at + 1, gain: -cost };
}

/** Small words that begin what is said of something. */
const verbs =
  /^(?:is|are|was|were|be|been|has|have|had|do|does|did|live|lives|work|works|get|got|gets)$/u;
