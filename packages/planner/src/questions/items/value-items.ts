import type { CatalogTable } from '@ai-etl/core';
import type { Cue } from '../cues/cue.ts';
import { cuesOf } from '../cues/cues-of.ts';
import { timeToken } from '../cues/times.ts';
import { isSmallWord } from '../cues/small-words.ts';
import { spellingOf } from '../held-values.ts';
import { articles } from '../name-spans.ts';
import type { HeldValue, SchemaIndex } from '../schema-index.ts';
import { valueOfRole } from '../roles/value-roles.ts';
import { valuesOfVerb } from '../verb-values.ts';
import { weights } from '../weights.ts';
import { splitWords, type Word } from '../words.ts';
import { beginsName, hintsBefore, units } from './beside.ts';
import { gainOf, spanOf, type Item } from './item.ts';
import { akinValues } from './akin-values.ts';
import { valueItem } from './held-item.ts';
import { columnValues, nonValues, nowValues, stillValues } from './marked-values.ts';
import { columnsOfUnseen } from './unseen-names.ts';

const longest = { name: 4, value: 7, foreign: 3 } as const;
/** Other values that Russian words may mean, in each place. */
const mostMeanings = 3;
const quotedMeaning = 1.2;

/** Values that the data hold and that begin at a place; else a name that nobody has seen. */
export function valueItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const items: Item[] = [];
  const first = words[at];
  if (first === undefined || first.kind === 'mark') return items;
  for (let length = 1; length <= longest.value && at + length <= words.length; length += 1) {
    const part = words.slice(at, at + length);
    const raw = part.map((word) => word.text).join(' ');
    const spelled = spellingOf(raw);
    const held = spelled === '' ? [] : index.valuesSpelled(spelled);
    const isOfNext = held.length > 0 && isHeldBy(held, words, at + length, index);
    const isSaidOfRows =
      (isOfNext || isHeldBy(held, words, rowsBefore(words, at), index)) &&
      !isSmallWord(first.lower) &&
      cuesOf(first.lower).every(({ kind }) => soft.has(kind));
    const isWeak =
      length === 1 &&
      !isSaidOfRows &&
      first.kind === 'word' &&
      (isSmallWord(first.lower) ||
        cuesOf(first.lower).length > 0 ||
        beginsOverTime(words, at) ||
        first.text.length < 2) &&
      (first.text === first.lower || at === 0);
    if (length === 1 && words[at - 1]?.lower === 'in' && units.has(first.lower)) break;
    if (
      held.length > 0 &&
      !isWeak &&
      !isTheRows(part, index) &&
      !(length === 1 && (beginsName(words, at, index) || isRowsOnly(words, at, index)))
    ) {
      // A long number that some column holds is a number of a card or an account.
      const weight = /^\d{1,7}$/u.test(raw) ? weights.parse.numeral : weights.parse.value;
      const item = valueItem(held, raw, { at, length, weight });
      const said = isOfNext
        ? { ...item, ofNext: true, gain: item.gain + weights.parse.ofNext }
        : item;
      items.push(hinted(said, hintsBefore(words, at)));
    }
    if (first.kind === 'quoted' || !index.beginsValue(spelled)) break;
  }
  const done = valuesOfVerb(words, at, index);
  if (done.length > 0) {
    const weight = weights.parse.value * weights.link.akin;
    items.push(valueItem(done, first.text, { at, length: 1, weight }));
  }
  items.push(
    ...stillValues(words, at, index),
    ...nowValues(words, at, index),
    ...nonValues(words, at, index),
    ...columnValues(words, at, index),
    ...(isRowsOnly(words, at, index) ? [] : akinValues(words, at, index)),
  );
  items.push(...partialNames(first, at, index));
  // A name that nobody has seen: the words of it begin with capitals.
  const end = endOfProper(words, at, index);
  if (end > at && at > 0) items.push(unseenItem(words, [at, end], index));
  return items;
}

/** "change in": though some column holds Change. */
function beginsOverTime(words: readonly Word[], at: number): boolean {
  return cuesOf(spanOf(words, at, 2)).some(({ kind }) => kind === 'overTime');
}

/** Words of grammar that say no more than a value does: "single rooms", "empty boxes", "running jobs". */
const soft: ReadonlySet<Cue['kind']> = new Set([
  'single',
  'common',
  'missing',
  'overTime',
] as const);

/** "business clients", "clients dormant": the rows that are named there hold such a value. */
function isHeldBy(
  held: readonly HeldValue[],
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): boolean {
  const rows = words[at];
  if (rows?.kind !== 'word') return false;
  const [table] = index.tablesNamed([rows.lemma]);
  return (
    table !== undefined &&
    table.score >= weights.link.sure &&
    held.some(({ field }) => field.table === table.what)
  );
}

/** Where the rows stand of which a word says something: "jobs running", "jobs that are still running". */
function rowsBefore(words: readonly Word[], at: number): number {
  let place = at - 1;
  while (linking.test(words[place]?.lower ?? '')) place -= 1;
  return place;
}

const linking = /^(?:that|which|is|are|was|were|be|still|currently|now|not)$/u;

/** "orders" are rows of orders, though some column holds that word: only "team orders" means it. */
function isRowsOnly(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const word = words[at];
  const before = words[at - 1]?.lower ?? '';
  // "the youngest captain": a row, though its rank is called so too.
  const isRanked = cuesOf(before).some(({ kind }) => kind === 'superlative');
  if (word?.kind !== 'word' || word.text !== word.lower) return false;
  if (!word.lower.endsWith('s') && !isRanked) return false;
  const [table] = index.tablesNamed([word.lemma]);
  if (table !== undefined && isOneOfValues(words, at, table.what, index)) return false;
  return table?.score === 1 && (isSmallWord(before) || index.fieldsNamed([before]).length === 0);
}

/** "buyers and drivers": values of the same rows, for whomever else they buy and drive. */
function isOneOfValues(
  words: readonly Word[],
  at: number,
  table: CatalogTable,
  index: SchemaIndex,
): boolean {
  const role = index.roles.roleOf(table);
  const value = role === null ? null : valueOfRole(role, index);
  if (value === null) return false;
  return [1, -1].some(
    (step) =>
      /^(?:and|or)$/u.test(words[at + step]?.lower ?? '') &&
      index
        .valuesSpelled(words[at + 2 * step]?.lemma ?? '')
        .some(({ field }) => field === value.field),
  );
}

/** "the states" are rows of states, though a country goes by that too. */
function isTheRows(part: readonly Word[], index: SchemaIndex): boolean {
  const [article, noun, ...more] = part;
  if (!articles.has(article?.lower ?? '') || noun?.text !== noun?.lower || more.length > 0)
    return false;
  return noun !== undefined && index.tablesNamed([noun.lemma])[0]?.score === 1;
}

function hinted(item: Item, hints: readonly string[]): Item {
  return item.kind === 'value' ? { ...item, column: { ...item.column, hints } } : item;
}

/** "из Германии" where the data hold Germany: values in English for Russian words. */
export function foreignValueItems(
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
    if (part.length === 1 && quoted === null && isRowsOnly(words, at, index)) continue;
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
  // What is a whole value is no part of another one.
  if (!isProper(word, index) || index.valuesSpelled(spellingOf(word.text)).length > 0) return [];
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

/** A name that nobody has seen; what names the rows of the word behind it is surer: "the Sales department". */
function unseenItem(
  words: readonly Word[],
  [at, end]: readonly [number, number],
  index: SchemaIndex,
): Item {
  const text = words
    .slice(at, end)
    .map((word) => word.text)
    .join(' ');
  const isSeen = index.valuesSpelled(spellingOf(text)).length > 0;
  const of = isSeen ? [] : columnsOfUnseen(words, [at, end], index);
  const isNaming = !isSeen && isNamedExactly(words[end], index);
  const weight = isNaming ? weights.parse.properNaming : weights.parse.proper;
  const gain = gainOf(end - at, weight);
  const hints = hintsBefore(words, at);
  return { kind: 'text', text, quoted: false, of, hints, start: at, end, gain };
}

/** Where the words that begin with capitals end; "the Sales department" is a name, whatever "sales" may mean. */
function endOfProper(words: readonly Word[], at: number, index: SchemaIndex): number {
  // "how much CO2": what is asked for.
  if (/^(?:much|many|сколько)$/u.test(words[at - 1]?.lower ?? '')) return at;
  let end = at;
  while (isProper(words[end], index)) {
    end += 1;
    const joints = jointsAt(words, end);
    if (joints > 0 && isProper(words[end + joints], index)) end += joints;
  }
  // "Algebra I"
  if (end > at && isNumbering(words[end])) end += 1;
  let capital = at;
  while (words[capital]?.kind === 'word' && /^\p{Lu}/u.test(words[capital]?.text ?? ''))
    capital += 1;
  if (capital === end || at === 0) return end;
  const isNaming = isNamedExactly(words[capital], index);
  return isNaming && !words.slice(at, capital).every((word) => isNamedExactly(word, index))
    ? capital
    : end;
}

/** How many small words go on a name: "Rio [de] Janeiro", "Anna [van der] Berg". */
function jointsAt(words: readonly Word[], at: number): number {
  let end = at;
  while (end - at < 2 && joints.has(words[end]?.text ?? '')) end += 1;
  return end - at;
}

const joints: ReadonlySet<string> = new Set(
  'de da do dos das del della di du des la le les el al van von der den zu zur bin ibn ben y &'.split(
    ' ',
  ),
);

/** A capital letter or a Roman numeral that ends a name. */
function isNumbering(word: Word | undefined): boolean {
  return word?.kind === 'word' && /^(?:[IVX]{1,4}|[A-Z])$/u.test(word.text);
}

function isNamedExactly(word: Word | undefined, index: SchemaIndex): boolean {
  if (word?.kind !== 'word') return false;
  const named = [...index.tablesNamed([word.lemma]), ...index.fieldsNamed([word.lemma])];
  return named.some(({ score }) => score === 1);
}

function isProper(word: Word | undefined, index: SchemaIndex): boolean {
  if (word?.kind !== 'word' || !/^\p{Lu}/u.test(word.text) || isSmallWord(word.lower)) return false;
  if (cuesOf(word.lower).length > 0 || /^(?:mon|wd)\d/u.test(timeToken(word.lower))) return false;
  return (
    index.fieldsNamed([word.lemma]).length === 0 && index.tablesNamed([word.lemma]).length === 0
  );
}
