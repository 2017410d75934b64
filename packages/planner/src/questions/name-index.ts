import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { narrowerThan } from '../lexicon/hypernyms.ts';
import { synonymsOf } from '../lexicon/synonyms.ts';
import { isPlace } from '../query/table-facts.ts';
import { boundedMemo } from './bounded-memo.ts';
import { partsOf, tableParts } from './name-parts.ts';
import { readingsOf } from './english-readings.ts';
import type { Field, Named } from './schema-index.ts';
import { weights } from './weights.ts';
import { likeness } from './word-likeness.ts';

/** Something that has a name, by the words of the name. */
export interface Entry<T> {
  readonly what: T;
  readonly parts: readonly string[];
  /** Words by which it is found, beside its own. */
  readonly also?: readonly string[];
  /** The last part says nothing by itself. */
  readonly isDated?: true;
  /** The unit at the end of the name is left out: another column may be called just so. */
  readonly isShortened?: true;
  /** Words of the table, which may be said with a column. */
  readonly beside: readonly string[];
}

/** Entries by the words of their names. */
export interface Postings<T> {
  /** Entries that share a word, or a synonym of one, with what was said. */
  readonly sharing: (lemmas: readonly string[]) => readonly Entry<T>[];
  readonly knows: (lemma: string) => boolean;
  /** Whether it is itself a word of a name. */
  readonly has: (lemma: string) => boolean;
}

/** Words of questions whose entries are remembered: people say few, and nobody may fill the memory with more. */
const mostWords = 4000;

/** Files entries as they are given; `sharing` sees those that were filed. */
export function makePostings<T>(): Postings<T> & { readonly add: (entry: Entry<T>) => void } {
  const byWord = new Map<string, Entry<T>[]>();
  // "life span" for `lifespan`, "wifi" for `WiFi`: words are divided in more than one way.
  const byWhole = new Map<string, Entry<T>[]>();
  const entriesOf = boundedMemo(mostWords, (word: string): readonly Entry<T>[] => {
    const near = new Set([word, ...synonymsOf(word), ...narrowerThan(word)]);
    const isRelated = (part: string) => near.has(part) || likeness(word, part) > 0;
    const known = [...byWord.keys()];
    return [...new Set(known.filter(isRelated).flatMap((part) => byWord.get(part) ?? []))];
  });
  return {
    add: (entry) => {
      for (const part of new Set([...entry.parts, ...(entry.also ?? [])]))
        file(byWord, part, entry);
      file(byWhole, entry.parts.join(''), entry);
    },
    sharing: (lemmas) => [
      ...new Set([...lemmas.flatMap(entriesOf), ...(byWhole.get(lemmas.join('')) ?? [])]),
    ],
    has: (lemma) => byWord.has(lemma),
    knows: (lemma) => entriesOf(lemma).length > 0 || byWhole.has(lemma),
  };
}

function file<T>(map: Map<string, Entry<T>[]>, key: string, entry: Entry<T>): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}

/** What any reading of the words names, each by the one that names it best; with `isKnown` also by words near in meaning. */
export function bestOfReadings<T>(
  lemmas: readonly string[],
  postings: Pick<Postings<T>, 'knows' | 'has'>,
  isKnown: ((lemma: string) => boolean) | null,
  named: (read: readonly string[]) => readonly Named<T>[],
): readonly Named<T>[] {
  const readings = readingsOf(
    lemmas,
    postings.knows,
    isKnown === null ? undefined : { has: postings.has, isKnown },
  );
  const [first] = readings;
  if (first?.lemmas === lemmas) return named(lemmas);
  const found = new Map<T, number>();
  for (const { lemmas: read, score } of readings) {
    for (const one of named(read))
      found.set(one.what, Math.max(found.get(one.what) ?? 0, one.score * score));
  }
  return [...found]
    .map(([what, score]) => ({ what, score }))
    .filter((one) => one.score >= weights.link.least)
    .sort((a, b) => b.score - a.score);
}

/** Columns that the words name, best first; `within`: only those of these tables. */
export function namedFields(
  lemmas: readonly string[],
  {
    columns,
    nameOf,
  }: {
    readonly columns: Postings<Field>;
    /** What "name" means for the rows of a table. */
    readonly nameOf: (table: CatalogTable) => CatalogColumn | null;
  },
  within?: (table: CatalogTable) => boolean,
): readonly Named<Field>[] {
  return bestOfReadings(lemmas, columns, null, (read) =>
    best(inside(columns.sharing(read), within), ({ what, parts, beside, isDated, isShortened }) => {
      if (isDated === true && covered(parts.slice(0, -1), read) === 0) return 0;
      const score =
        placeShare(what, parts, read) *
        scoreField(read, {
          parts,
          beside,
          isLabel: nameOf(what.table) === what.column,
          isKey: isOnlyKey(what),
          isForeign: isForeign(what),
          hasNumber: hasOwnNumber(what.table),
          isCode: isCodeKey(what),
        });
      if (isOnlyKey(what) && read.at(-1) === 'number' && holdsNumber(what.table))
        return score * weights.link.keyBesideNumber;
      return isShortened === true ? score * weights.link.withoutUnit : score;
    }),
  );
}

/** Whether a column of the table is called a number: that is what "apartment number" means, not its key. */
function holdsNumber({ columns, primaryKey }: CatalogTable): boolean {
  return columns.some(
    ({ name }) => !primaryKey.includes(name) && partsOf(name).at(-1) === 'number',
  );
}

/** "order number" is no `line_no`: a place is named by what it is a place of. */
function placeShare(
  { table, column }: Field,
  parts: readonly string[],
  read: readonly string[],
): number {
  const isSaid = read.some((word) => word !== 'number' && parts.includes(word));
  return parts.at(-1) === 'number' && !isSaid && isPlace(column, table) ? weights.link.place : 1;
}

/** Whether rows have a number beside their key: `apt_number` of apartments, `room_no` of rooms. */
function hasOwnNumber(table: CatalogTable): boolean {
  const [key] = table.primaryKey;
  const own = tableParts(table.object.name);
  return table.columns.some(({ name }) => {
    const [first = '', ...more] = partsOf(name);
    if (name === key || [first, ...more].at(-1) !== 'number') return false;
    return (
      more.length === 0 || (more.length === 1 && own.some((part) => likeness(first, part) > 0))
    );
  });
}

/** "code" for a key that is a text, such as `iata` of airports: unless another column is called a code. */
export function isCodeKey(field: Field): boolean {
  const { table, column } = field;
  if (!isOnlyKey(field) || isForeign(field) || column.type.kind !== 'text') return false;
  if (
    /^(?:id|uuid|number|name|title|label|email|login|date|day)$/u.test(
      partsOf(column.name).at(-1) ?? '',
    )
  )
    return false;
  return !table.columns.some(({ name }) => partsOf(name).includes('code'));
}

/** Whether a column alone is its table's key. */
export function isOnlyKey({ table, column }: Field): boolean {
  return table.primaryKey.length === 1 && table.primaryKey[0] === column.name;
}

function isForeign({ table, column }: Field): boolean {
  return table.foreignKeys.some(({ columns }) => columns.includes(column.name));
}

function inside(
  entries: readonly Entry<Field>[],
  within: ((table: CatalogTable) => boolean) | undefined,
): readonly Entry<Field>[] {
  return within === undefined ? entries : entries.filter(({ what }) => within(what.table));
}

export function best<T>(
  entries: readonly Entry<T>[],
  score: (entry: Entry<T>) => number,
): readonly Named<T>[] {
  const found = new Map<T, number>();
  for (const entry of entries) {
    const scored = score(entry);
    if (scored >= weights.link.least && scored > (found.get(entry.what) ?? 0))
      found.set(entry.what, scored);
  }
  return [...found]
    .map(([what, best]) => ({ what, score: best }))
    .sort((a, b) => b.score - a.score);
}

/** How well words name a column by its own words alone, all of which have to be said. */
function scoreOwn(
  lemmas: readonly string[],
  parts: readonly string[],
  own: readonly string[],
): number {
  const needed = own.length === 0 ? parts : own;
  return Math.min(covered(lemmas, parts), covered(needed, lemmas));
}

/** Nouns that say of which sort a value is, not of what. */
const generic: ReadonlySet<string> = new Set(['number', 'address', 'value', 'level', 'status']);

/** "phone number" where the column is called phone; null where the last word has to be in the name. */
function withoutGeneric(
  lemmas: readonly string[],
  parts: readonly string[],
): readonly string[] | null {
  const last = lemmas.at(-1) ?? '';
  const isGeneric = lemmas.length > 1 && generic.has(last);
  return isGeneric && !parts.some((part) => likeness(last, part) > 0) ? lemmas.slice(0, -1) : null;
}

function covered(words: readonly string[], by: readonly string[]): number {
  if (words.length === 0) return 1;
  const each = words.map((word) => Math.max(0, ...by.map((other) => likeness(word, other))));
  return each.some((one) => one === 0) ? 0 : each.reduce((sum, one) => sum + one, 0) / each.length;
}

export function scoreTable(lemmas: readonly string[], parts: readonly string[]): number {
  if (lemmas.join('') === parts.join('')) return 1;
  const said = covered(lemmas, parts);
  if (said === 0) return 0;
  const found = parts.filter((part) => lemmas.some((word) => likeness(word, part) > 0)).length;
  const share = found / parts.length;
  // The last word of a name is what its rows are: `student_address` holds addresses.
  const head = likeness(lemmas.at(-1) ?? '', parts.at(-1) ?? '') > 0 ? weights.link.head : 0;
  return Math.min(
    0.99,
    said * (weights.link.part + (1 - weights.link.part - weights.link.head) * share + head),
  );
}

/** A lowest salary is no salary: these words change what a name means, and have to be said. */
const others: ReadonlySet<string> = new Set(
  'min minimum max maximum lowest highest expected planned estimated target previous prev former old forecast budget buy wholesale'.split(
    ' ',
  ),
);
/** Words that only hold a name together: `number_of_hosts`, `price_in_euros`. */
const joints: ReadonlySet<string> = new Set('of in the for per'.split(' '));

function contentOf(parts: readonly string[]): readonly string[] {
  const content = parts.filter((part, at) => at === 0 || !joints.has(part));
  return content.length === parts.length ? parts : content;
}

function scoreField(
  lemmas: readonly string[],
  {
    parts: all,
    beside,
    isLabel,
    isKey: isPrimary,
    isForeign: isReference,
    hasNumber,
    isCode,
  }: {
    readonly parts: readonly string[];
    readonly beside: readonly string[];
    readonly isLabel: boolean;
    readonly isKey: boolean;
    readonly isForeign: boolean;
    /** Another column of the table is its number: `apt_number` beside the key `apt_id`. */
    readonly hasNumber: boolean;
    /** It is a code, though it is not called so. */
    readonly isCode: boolean;
  },
): number {
  const parts = contentOf(all);
  if (lemmas.join('') === all.join('') || lemmas.join('') === parts.join('')) return 1;
  const own = parts.filter((part) => !beside.includes(part));
  // `student name` says the table too; `customer_name` of customers is its name.
  const extra = lemmas.filter((word) => !parts.some((part) => likeness(word, part) > 0));
  const saysTable =
    extra.length > 0 &&
    extra.every((word) => beside.some((part) => likeness(word, part) > weights.link.related));
  const rest = saysTable ? lemmas.filter((word) => !extra.includes(word)) : lemmas;
  if (rest.length === 0) return 0;
  if (isLabel && rest.length === 1 && (rest[0] === 'name' || rest[0] === 'title')) {
    if (parts.includes(rest[0])) return 0.98;
    return /(?:details?|description)$/u.test(parts.at(-1) ?? '')
      ? weights.link.details
      : weights.link.label;
  }
  if (isPrimary && rest.length === 1 && rest[0] === 'id')
    return weights.link.key + (saysTable ? weights.link.saysTable : 0);
  if (isCode && rest.length === 1 && rest[0] === 'code')
    return saysTable ? weights.link.keyNumber : weights.link.keyCode;
  const bare = withoutGeneric(rest, parts);
  if (bare !== null && !isReference && !isPrimary)
    return weights.link.generic * scoreOwn(bare, parts, own);
  const said = covered(rest, parts);
  const numbered = lemmas.slice(0, -1);
  const isNumber = lemmas.at(-1) === 'number' && covered(['number'], parts) === 0;
  if (isPrimary && !hasNumber && isNumber && numbered.every((word) => beside.includes(word)))
    return weights.link.keyNumber - (numbered.length > 0 ? 0 : weights.link.saysTable);
  if (said === 0) return 0;
  const needed = own.length === 0 ? parts : own;
  const found = needed.filter((part) => rest.some((word) => likeness(word, part) > 0)).length;
  // What holds a name together counts where something else of it is left out.
  const held = found === needed.length ? 0 : all.length - parts.length;
  const share = found / (needed.length + held);
  if (found === 0 && own.length > 0) return 0;
  // "ids" are those of rows, before those of others that the rows lead to.
  if (isReference && own.join(' ') === 'id' && rest.join(' ') === 'id')
    return weights.link.otherKey;
  const saysKey = rest.some((word) => word === 'id' || word === 'identifier' || word === 'key');
  const isKey = parts.at(-1) === 'id';
  const key = isKey && !saysKey ? weights.link.silentKey : 1;
  const flag = saysTable ? weights.link.saysTable : 0;
  const isOther = needed.some((part) => others.has(part) && !rest.includes(part));
  const other = isOther ? weights.link.unsaidBound : 1;
  return Math.min(
    0.99,
    key * other * said * (weights.link.part + (0.97 - weights.link.part) * share) + flag,
  );
}
