import { isInteger, type CatalogTable } from '@ai-etl/core';
import { cuesOf } from '../cues/cues-of.ts';
import { isSmallWord } from '../cues/small-words.ts';
import type { ColumnMention, TableMention } from '../form.ts';
import { isMeasure } from '../../query/table-facts.ts';
import { spellingOf } from '../held-values.ts';
import { partsOf, tableParts, writtenOut } from '../name-parts.ts';
import {
  articles,
  auxiliaries,
  endsLongerName,
  isGiven,
  leadsTo,
  sharedPrefix,
} from '../name-spans.ts';
import { isCyrillic } from '../../lexicon/russian/stem.ts';
import { translationsOf } from '../../lexicon/russian/translate.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { isOnlyKey } from '../name-index.ts';
import { isParticiple } from '../states/verb-root.ts';
import { relationAt } from '../roles/relation-items.ts';
import { wholeAmounts } from '../money/whole-amounts.ts';
import { rolesOfVerb } from '../roles/role-verbs.ts';
import { endsInVerb, isDoneByThem, isFinitePresent } from '../finite-present.ts';
import { isFinitePast } from '../finite-past.ts';
import { fieldsInRoleSaid, inRoleSaid } from '../roles/role-of-rows.ts';
import { rolesOfValues } from '../roles/value-roles.ts';
import { withRoles } from '../roles/role-names.ts';
import { strandedHints } from '../roles/way-verbs.ts';
import { weights } from '../weights.ts';
import { type Word } from '../words.ts';
import { beginsName, hintsBefore, units } from './beside.ts';
import { kinds } from './cue-items.ts';
import { countedNames } from './counted-names.ts';
import { gainOf, spanOf, type Item } from './item.ts';
import { rowNumberAt } from './row-numbers.ts';
import { fieldsCounted } from './count-names.ts';
import { areCountedRows } from './counted-rows.ts';
import { isOfDoer } from './doers.ts';
import { ownKeys } from './own-keys.ts';
import { peopleCounted, populationAt } from './population.ts';
import { saidRowNoun } from './said-row-noun.ts';
import { tellsAt } from './told-first.ts';
import { isListCommand } from './list-command.ts';
import { isShortForNumber } from './short-number.ts';

const longest = { name: 4, value: 7, foreign: 3 } as const;
const places: ReadonlySet<string> = new Set(['in', 'at', 'on', 'from', 'near']);
const mostAlternatives = 12;
const mostEqual = 80;

/** Names of tables and columns that begin at a place, up to four words long. */
export function nameItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  // "number of apartments": whether it is a column is told by how it is said.
  if (rowNumberAt(words, at, index) !== null || tellsAt(words, at)) return [];
  const people = peopleCounted(words, at, index);
  if (people !== null) {
    const column = mention([people], words[at]?.lower ?? '', at);
    return [{ kind: 'column', column, start: at, end: at + 1, gain: weights.parse.column }];
  }
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
    // "employ no less than" is no `employee_no`.
    if (last.lower === 'no' && words[at + length + 1]?.lower === 'than') break;
    if (length === 1 && last.lower === 'no' && !isShortForNumber(words, at)) continue;
    if (length === 1 && words[at - 1]?.lower === 'in' && units.has(last.lower)) continue;
    const lemmas = part.map((word) => word.lemma).filter((word) => !articles.has(word));
    // "for each city the customer": names of two things.
    const inner = part.findIndex((word, place) => place > 0 && determiners.has(word.lower));
    if (inner > 0 && part[inner - 1]?.lower !== 'of') break;
    // "average mean depth" is an average of means.
    if (length > 1 && part.slice(0, 2).every(isMean)) continue;
    // "заказов доставили" is no name.
    if (length > 1 && part.some((word) => isFinitePast(word.lower))) break;
    if (length > 1 && endsInVerb(part, index)) break;
    if (isListCommand(words, at, length, index)) continue;
    if (lemmas.length === 0 || articles.has(last.lemma) || articles.has(part[0]?.lemma ?? ''))
      continue;
    const split = lemmas
      .flatMap((word) => word.split(/[-_./]/u))
      .flatMap((word) => (word === '' ? [] : writtenOut(word)));
    if (endsLongerName(words, at, length, index)) continue;
    const leading = split[0] ?? '';
    const bare =
      lemmas.length === 1 && split.length === 2 && particles.has(split[1] ?? '') ? [leading] : null;
    // "total amount" is a total of amounts, unless a column is called so.
    const saysMore = length > 1 && cuesOf(part[0]?.lower ?? '').length > 0;
    const said = spanOf(words, at, length);
    const called = fieldsCounted(split, index);
    const fields = length === 1 ? countedNames(words, at, called, index) : called;
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
    // "clerks paid more": what is done to rows, and no pay of them, unless a column is called so.
    const isDoneToThem = length > 1 && isParticiple(last.lower) && saysRows(part.at(-2), index);
    const isCount = part[0]?.lower === 'number' && part[1]?.lower === 'of';
    const isPastVerb = length === 1 && isFinitePast(last.lower);
    const isPresentVerb =
      length === 1 &&
      (isFinitePresent(words, at, index) ||
        endsInVerb(words.slice(Math.max(0, at - 1), at + 1), index));
    const doneByThem = length === 1 ? isDoneByThem(words, at, index) : null;
    const columns = ownKeys(wholeAmounts(lemmas, fields), part, {
      next: words[at + length],
      index,
    }).filter(({ what, score }) => {
      const parts = partsOf(what.column.name);
      // "mean" alone is no `mean_humidity`.
      const isOfMean = score < weights.link.sure && /mean/iu.test(what.column.name);
      if (length === 1 && isOfMean && isMean(last)) return false;
      if (isPastVerb && !index.times.has(what)) return false;
      // "units" are none of a `unit_price`.
      if (length === 1 && isOfOneUnit(last, parts, what)) return false;
      if (length > 1 && saysRowsSo(part, what, index)) return false;
      if (isDoneToThem && isMeasure(what.column, what.table) && !parts.includes(last.lemma))
        return false;
      // "fairs held in Spain": where, and no name of `first_held`.
      if (isDoneToThem && score < weights.link.sure && places.has(words[at + length]?.lower ?? ''))
        return false;
      if (isPresentVerb && score < weights.link.sure) return false;
      if (doneByThem?.(what) === true && score < weights.link.sure) return false;
      // "number of stops" is no `stop_no`.
      if (isCount && parts.length > 1 && parts.at(-1) === 'number') return false;
      // "its number", "invoice number"; "phone number" and "number of" are none of a key.
      const isKeyNumber = saysNumber(part) && isOnlyKey(what) && !parts.includes('number');
      if (isKeyNumber && !saysNumberOfRow(words, at, length)) return false;
      // "reopened" is `reopened_cnt`.
      const isCounted = parts[0] === last.lower && isMeasure(what.column, what.table);
      const isTold = isCounted || index.times.has(what) || isOfDoer(words, at, parts.at(-1) ?? '');
      if (isDone && score < weights.link.akin && !isTold) return false;
      // "made", "ordered": said of anything, not of a flag `registered`.
      const isIdle = isDone && isSmallWord(last.lower);
      if (isIdle && score < weights.link.sure && !index.times.has(what)) return false;
      const isWhole = (!trailing && !counted) || parts.includes(last.lemma);
      return (!saysMore || saysPart(leading, parts)) && isWhole;
    });
    const inhabitants = length === 1 ? populationAt(words, at, index) : [];
    if (inhabitants.length > 0)
      items.push({
        kind: 'column',
        column: mention(inhabitants, said, at),
        start: at,
        end: at + 1,
        gain: gainOf(1, weights.parse.column * weights.link.narrower),
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
    const stranded = strandedHints(words, at + length - 1);
    const named = inRoleSaid(
      withRoles(found, index.roles, stranded.length > 0 ? stranded : hints),
      words,
      at + length,
      index,
    );
    // "rank professor": a word that some column holds is that, before it is a word for something near.
    const isHeld = length === 1 && index.valuesSpelled(last.lower).length > 0;
    const isVerb = length === 1 && verbs.length > 0;
    const tables = isVerb
      ? []
      : named.length > 0 || (length === 1 && beginsName(words, at, index))
        ? named
        : rolesOfValues(split, said, index);
    const isSmall = length === 1 && isSmallWord(last.lower) && !areCountedRows(words, at);
    if (length === 1 && (auxiliaries.has(last.lower) || last.lower === 'by')) continue;
    const [column] = columns;
    // "orders" are rows of orders, and not `ordered_on`.
    const isRows = length === 1 && (tables[0]?.score ?? 0) >= 0.95;
    // "count" is no country.
    const isGrammar = length === 1 && last.lower === 'count';
    const rowNoun = length === 1 ? saidRowNoun(words, at, tables[0], column) : null;
    const isAway =
      column !== undefined &&
      (rowNoun === 'rows' ||
        ((isRows || isGrammar) && column.score <= weights.link.akin) ||
        (isRows &&
          !isGiven(words[at + 1]) &&
          tableParts(tables[0]?.what.object.name ?? '').includes(last.lemma) &&
          leadsTo(column.what, tables[0]?.what, index, last.lower !== last.lemma)));
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
      // "names of the courses": the article adds nothing to a name.
      const size = part.filter((word) => !determiners.has(word.lower)).length;
      const gain =
        gainOf(size, weights.parse.column * column.score) -
        (counted ? weights.parse.countInColumn : 0) -
        (isReversed ? weights.parse.reversed : 0) -
        (isPastVerb ? weights.parse.pastVerb : 0) -
        (holdsRows ? weights.parse.rowsInName : 0) -
        (isRows && areRowsOf(tables[0]?.what, last) && column.what.table !== tables[0]?.what
          ? weights.parse.rowsNamed
          : 0) -
        (length === 1 && isModifier(words, at, namedBy(column), index)
          ? weights.parse.columnModifier
          : 0);
      items.push({
        kind: 'column',
        column: mention(fieldsInRoleSaid(columns, words, at + length, index), said, at),
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
        // "customer name" is said of customers: no other name is meant.
        gain: gainOf(
          length,
          weights.parse.column * (length > 1 ? weights.link.ownedNames : weights.link.twoNames),
        ),
      })),
    );
    const [table] = tables;
    // "business clients", where clients hold "business": the last word names them by itself.
    if (length > 1 && table !== undefined && isValueOf(table, part, index)) continue;
    const isBarelyNamed = isHeld && (table?.score ?? 0) <= weights.link.related;
    if (rowNoun === 'column') continue;
    if (table !== undefined && !isBarelyNamed && !(isSmall && table.score < 0.95)) {
      const gain =
        gainOf(length, weights.parse.table * table.score) -
        (isPastVerb ? weights.parse.pastVerb : 0) -
        (length === 1 && isMoneyNoun(words, at, { table, column }) ? weights.parse.moneyNoun : 0) -
        (length === 1 && isModifier(words, at, calledBy(table), index)
          ? weights.parse.tableModifier
          : 0);
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

/** Whether the words before the last one are a value that rows of the table hold, and the last one names them. */
function isValueOf(
  { what, score }: Named<CatalogTable>,
  part: readonly Word[],
  index: SchemaIndex,
): boolean {
  if (score >= weights.link.sure) return false;
  const held = index.valuesSpelled(
    spellingOf(
      part
        .slice(0, -1)
        .map(({ text }) => text)
        .join(' '),
    ),
  );
  if (!held.some(({ field }) => field.table === what)) return false;
  const [rows] = index.tablesNamed([part.at(-1)?.lemma ?? '']);
  return rows?.what === what && rows.score > score;
}

/** "airlines" are the rows of a table that is called so, before they are an `airline` told of other rows. */
function areRowsOf(table: CatalogTable | undefined, { lower, lemma }: Word): boolean {
  const [only, ...more] = table === undefined ? [] : tableParts(table.object.name);
  return only === lemma && more.length === 0 && lower !== lemma;
}

/** "refunds" of returns that have a `refund_amt`: the money is meant, unless they are counted. */
function isMoneyNoun(
  words: readonly Word[],
  at: number,
  {
    table,
    column,
  }: { readonly table: Named<CatalogTable>; readonly column: Named<Field> | undefined },
): boolean {
  if (column === undefined || table.score >= weights.link.sure) return false;
  const { what } = column;
  const parts = partsOf(what.column.name);
  const isCalled = parts.includes(words[at]?.lemma ?? '') && parts.some((part) => money.test(part));
  const before = spanOf(words, Math.max(0, at - 2), Math.min(2, at));
  const isCounted = /(?:many|number of|count of|сколько|количество)$/u.test(before);
  return isCalled && isMeasure(what.column, what.table) && !isCounted;
}

const money = /^(?:amount|total|sum|value)$/u;

function isOfOneUnit({ lower }: Word, parts: readonly string[], { column }: Field): boolean {
  const isSaid = lower === 'units' || lower === 'pieces';
  return (
    isSaid &&
    parts.length > 1 &&
    /^(?:unit|piece)$/u.test(parts[0] ?? '') &&
    !isInteger(column.type)
  );
}

/** "vendors on hold": rows and their state, and no column that says yes or no of each. */
function saysRowsSo(part: readonly Word[], { table, column }: Field, index: SchemaIndex): boolean {
  const [rows] = part;
  if (rows === undefined || rows.lower === rows.lemma || !index.states.flags.has(column))
    return false;
  const named = index.tablesNamed([rows.lemma]);
  return named.some(({ what, score }) => what === table && score >= weights.link.akin);
}

/** "clerks", where a table is called so. */
function saysRows(word: Word | undefined, index: SchemaIndex): boolean {
  if (word?.kind !== 'word' || word.lower === word.lemma) return false;
  return index.tablesNamed([word.lemma])[0]?.score === 1;
}

function isMean({ lower }: Word): boolean {
  return /^(?:average|avg|mean)$/u.test(lower);
}

function saysNumber(part: readonly Word[]): boolean {
  return part.some(({ lower }) => /^(?:numbers?|номер|количеств|числ)/u.test(lower));
}

/** "its number": of the rows that are shown. */
function saysNumberOfRow(words: readonly Word[], at: number, length: number): boolean {
  const said = spanOf(words, at, length + 1);
  if (/\bnumbers? of\b|количеств|числ/u.test(said)) return false;
  if (/номер/u.test(said)) return true;
  const before = words[at - 1]?.lower ?? '';
  return length > 1 || /^(?:its|their|his|her|:|,|with|show|и|с|их|его)$/u.test(before);
}

function namedBy({ what, score }: Named<Field>) {
  return { parts: partsOf(what.column.name), score };
}

function calledBy({ what, score }: Named<CatalogTable>) {
  return { parts: tableParts(what.object.name), score };
}

/** "gas companies" where tables are called gas station and company: what is named is the second. */
function isModifier(
  words: readonly Word[],
  at: number,
  { parts, score }: { readonly parts: readonly string[]; readonly score: number },
  index: SchemaIndex,
): boolean {
  const [word, next] = words.slice(at, at + 2);
  if (word === undefined || next?.kind !== 'word' || score >= weights.link.sure) return false;
  if (!parts.slice(0, -1).includes(word.lemma)) return false;
  return index.tablesNamed([next.lemma])[0]?.score === 1;
}

/** Rows that are above others of the same table. */
function ofSelf(
  { what }: Named<CatalogTable>,
  { roles }: SchemaIndex,
): Pick<TableMention, 'ofSelf'> {
  const role = roles.roleOf(what);
  return role?.isSelf === true ? { ofSelf: role.base } : {};
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
  const place = lemmas.findIndex((lemma) => ['name', 'full', 'first', 'given'].includes(lemma));
  const joined = lemmas.slice(Math.max(place, 0)).join(' ');
  if (!/^(?:(?:full )?name|(?:first|given) and (?:last|family) name)$/u.test(joined)) return [];
  // "customer name": those of customers.
  const owners = place > 0 ? index.tablesNamed(lemmas.slice(0, place)) : null;
  const people = index.twoNamed.filter(
    ({ first, hasLabel }) =>
      (!hasLabel || joined !== 'name') &&
      owners?.some(({ what, score }) => what === first.table && score === 1) !== false,
  );
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
