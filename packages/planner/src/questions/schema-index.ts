import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { narrowerThan } from '../lexicon/hypernyms.ts';
import { synonymsOf } from '../lexicon/synonyms.ts';
import { areTransliterated, englishOf } from '../lexicon/russian/names.ts';
import { isCyrillic } from '../lexicon/russian/stem.ts';
import { joinEdges, type JoinEdge } from '../query/join-graph.ts';
import type { KnownValue, QuestionSchema } from '../query/question-types.ts';
import { labelColumns } from '../query/table-facts.ts';
import { isMoment } from '../link/link-column.ts';
import { readingsOf } from './english-readings.ts';
import { foreignValues, type ForeignValues } from './foreign-values.ts';
import { heldValues } from './held-values.ts';
import { rowKinds, type RowKinds } from './kinds/row-kinds.ts';
import { findRoles, type Roles } from './roles/role-tables.ts';
import { namingColumns } from './naming.ts';
import { partsOf, tableParts } from './name-parts.ts';
import { eventNouns, eventRoot } from './states/event-nouns.ts';
import { makeSpeller } from './spelling.ts';
import { flagName } from './states/flag-columns.ts';
import { indexStates, type StateIndex } from './states/state-index.ts';
import { indexMoments, type MomentIndex } from './times/moment-index.ts';
import { weights } from './weights.ts';
import { likeness } from './word-likeness.ts';

/** A column of a table. */
export interface Field {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
}

/** What words may name, with how well they do: above 0, at most 1. */
export interface Named<T> {
  readonly what: T;
  readonly score: number;
}

/** A value that a column holds. */
export interface HeldValue {
  readonly field: Field;
  readonly value: string;
}

/** A schema made ready to be asked: names by their words, values by their spelling, joins. */
export interface SchemaIndex {
  readonly schema: QuestionSchema;
  readonly edges: readonly JoinEdge[];
  /** Tables by what their rows are to others. */
  readonly roles: Roles;
  /** Columns that a bare year may be of. */
  readonly years: readonly Named<Field>[];
  readonly times: MomentIndex;
  /** Tables of people, with the columns of their two names. */
  readonly twoNamed: readonly TwoNamed[];
  readonly states: StateIndex;
  tablesNamed(lemmas: readonly string[]): readonly Named<CatalogTable>[];
  /** `within`: only the columns of these tables. */
  fieldsNamed(
    lemmas: readonly string[],
    within?: (table: CatalogTable) => boolean,
  ): readonly Named<Field>[];
  /** By words in lower case. */
  valuesSpelled(spelled: string): readonly HeldValue[];
  /** Names of rows of which the word is a part: Brandt of Imke Brandt. */
  namesWith(spelled: string): readonly HeldValue[];
  /** Whether a value begins with these words: a longer span may be one. */
  beginsValue(spelled: string): boolean;
  /** Kinds of rows by nouns made of their states: cancellations. */
  readonly kindsCalled: RowKinds;
  /** Values that Russian words mean in English or sound like. */
  readonly valuesMeant: ForeignValues;
  /** The known word of which this one is a misspelling; null when there is none. */
  respell(word: string): string | null;
}

export interface TwoNamed {
  readonly first: Field;
  readonly last: Field;
  /** There is a column for the whole name too. */
  readonly hasLabel: boolean;
}

interface Entry<T> {
  readonly what: T;
  readonly parts: readonly string[];
  /** Words by which it is found, beside its own. */
  readonly also?: readonly string[];
  /** Words of the table, which may be said with a column. */
  readonly beside: readonly string[];
}

/** Builds the index; the cost is that of reading all names and values once. */
export function indexSchema(
  schema: QuestionSchema,
  values: readonly KnownValue[] = [],
): SchemaIndex {
  const fields = schema.tables.flatMap((table) =>
    table.columns.map((column): Field => ({ table, column })),
  );
  const inEnglish = englishParts(schema);
  const declared = joinEdges(schema);
  const roles = findRoles(schema, declared);
  const tables = postings([
    ...schema.tables.flatMap((table) => {
      const parts = tableParts(table.object.name);
      const entry: Entry<CatalogTable> = { what: table, parts, beside: [] };
      const english = inEnglish(parts);
      return english === null ? [entry] : [entry, { ...entry, parts: english }];
    }),
    ...roles.tables.map(({ table, parts }) => ({ what: table, parts, beside: [] })),
  ]);
  const columns = postings(
    fields.flatMap((field) => {
      const beside = tableParts(field.table.object.name);
      const parts = partsOf(flagName(field.column.name));
      const also = isOnlyKey(field) ? ['id'] : [];
      const entry: Entry<Field> = { what: field, parts, also, beside };
      const english = inEnglish(parts);
      return english === null
        ? [entry]
        : [entry, { ...entry, parts: english, beside: inEnglish(beside) ?? beside }];
    }),
  );
  const labels = new Map(schema.tables.map((table) => [table, namingColumns(table)[0]]));
  const held = heldValues(schema, fields, values);
  const states = indexStates(schema, values, fields);
  const fieldsNamed: SchemaIndex['fieldsNamed'] = (lemmas, within) =>
    bestOfReadings(lemmas, columns, (read) =>
      best(inside(columns.sharing(read), within), ({ what, parts, beside }) =>
        scoreField(read, {
          parts,
          beside,
          isLabel: labels.get(what.table) === what.column,
          isKey: isOnlyKey(what),
        }),
      ),
    );
  const happenings = eventNouns(schema.tables);
  const named: SchemaIndex['tablesNamed'] = (lemmas) =>
    bestOfReadings(lemmas, tables, (read) =>
      best(tables.sharing(read), (entry) => scoreTable(read, entry.parts)),
    );
  const tablesNamed: SchemaIndex['tablesNamed'] = (lemmas) => {
    const found = named(lemmas);
    if ((found[0]?.score ?? 0) >= weights.link.event) return found;
    // "staff members", "customer records": the rows are those of the first words.
    if (lemmas.length > 1 && rowWords.has(lemmas.at(-1) ?? '')) {
      const rest = named(lemmas.slice(0, -1)).filter(({ score }) => score >= weights.link.akin);
      return rest.map(({ what, score }) => ({ what, score: score * weights.link.key }));
    }
    const root = lemmas.length === 1 ? eventRoot(lemmas[0] ?? '') : null;
    const events = root === null ? [] : (happenings.get(root) ?? []);
    return events.length === 0
      ? found
      : events.map((what) => ({ what, score: weights.link.event }));
  };
  const years = fieldsNamed(['year']);
  const dated = momentFields(fields, /(?:^|_)(?:date|year)(?:$|_)|date$/iu, 0.7);
  const allYears = [
    ...years,
    ...dated.filter((one) => !years.some((other) => other.what === one.what)),
  ];
  const moments = momentFields(fields, /(?:^|_)(?:date|time)(?:$|_)|date$/iu, 0.8);
  return {
    schema,
    edges: [...declared, ...roles.edges],
    roles,
    years: allYears,
    times: indexMoments(moments, allYears),
    twoNamed: schema.tables.flatMap(twoNamesOf),
    states,
    kindsCalled: rowKinds(held, states),
    tablesNamed,
    fieldsNamed,
    valuesSpelled: (spelled) => held.bySpelling.get(spelled) ?? [],
    beginsValue: (spelled) => held.beginnings.has(spelled),
    valuesMeant: foreignValues(held),
    namesWith: partsOfNames(held.bySpelling, labels),
    respell: respeller(fields, held.bySpelling),
  };
}

/** Words for rows, whatever they are. */
const rowWords: ReadonlySet<string> = new Set(
  'member person people folk individual account profile'.split(' '),
);

/** By a word of a name that has several; read when it is first asked for. */
function partsOfNames(
  bySpelling: ReadonlyMap<string, readonly HeldValue[]>,
  labels: ReadonlyMap<CatalogTable, CatalogColumn | undefined>,
): SchemaIndex['namesWith'] {
  let byWord: Map<string, HeldValue[]> | undefined;
  return (spelled) => {
    if (byWord === undefined) {
      byWord = new Map();
      for (const [name, held] of bySpelling) {
        const words = name.split(' ');
        if (words.length < 2 || words.length > 4) continue;
        const named = held.filter(({ field }) => labels.get(field.table) === field.column);
        for (const word of named.length > 0 ? words : [])
          byWord.set(word, [...(byWord.get(word) ?? []), ...named].slice(0, mostNames));
      }
    }
    return byWord.get(spelled) ?? [];
  };
}

const mostNames = 3;

/** Misspelled words of names and values; the known words are gathered when one is first asked for. */
function respeller(
  fields: readonly Field[],
  bySpelling: ReadonlyMap<string, readonly HeldValue[]>,
): SchemaIndex['respell'] {
  let speller: ((word: string) => string | null) | undefined;
  let known: Set<string> | undefined;
  return (word) => {
    known ??= new Set([
      ...fields.flatMap(({ table, column }) => [
        ...partsOf(column.name),
        ...tableParts(table.object.name),
      ]),
      ...[...bySpelling.keys()].flatMap((spelled) => spelled.split(' ')),
    ]);
    if (known.has(word)) return null;
    speller ??= makeSpeller(known);
    return speller(word);
  };
}

/** Turns the words of Russian names into English ones; null for names that have none. */
function englishParts(
  schema: QuestionSchema,
): (parts: readonly string[]) => readonly string[] | null {
  const words = schema.tables.flatMap((table) => [
    ...partsOf(table.object.name),
    ...table.columns.flatMap((column) => partsOf(column.name)),
  ]);
  const isLatinRussian = areTransliterated(new Set(words));
  return (parts) => {
    const isRussian = (part: string): boolean => isCyrillic(part) || isLatinRussian;
    if (!parts.some(isRussian)) return null;
    const english = parts.flatMap((part) =>
      isRussian(part) ? (englishOf(part)[0]?.lemmas ?? [part]) : [part],
    );
    return english.join(' ') === parts.join(' ') ? null : english;
  };
}

function isOnlyKey({ table, column }: Field): boolean {
  return table.primaryKey.length === 1 && table.primaryKey[0] === column.name;
}

/** Columns of a moment by their type or, where moments are texts, by their name. */
function momentFields(
  fields: readonly Field[],
  names: RegExp,
  score: number,
): readonly Named<Field>[] {
  return fields
    .filter(({ column }) => isMoment(column) || names.test(column.name))
    .map((what) => ({ what, score }));
}

function twoNamesOf(table: CatalogTable): readonly TwoNamed[] {
  const named = (words: string) =>
    table.columns.find((column) => partsOf(column.name).join(' ').endsWith(words));
  const first = named('first name');
  const last = named('last name');
  if (first === undefined || last === undefined) return [];
  const label = labelColumns(table)[0];
  const hasLabel =
    label !== undefined &&
    label !== first &&
    label !== last &&
    partsOf(label.name).at(-1) === 'name';
  return [{ first: { table, column: first }, last: { table, column: last }, hasLabel }];
}

interface Postings<T> {
  /** Entries that share a word, or a synonym of one, with what was said. */
  readonly sharing: (lemmas: readonly string[]) => readonly Entry<T>[];
  readonly knows: (lemma: string) => boolean;
}

function postings<T>(entries: readonly Entry<T>[]): Postings<T> {
  const byWord = new Map<string, Entry<T>[]>();
  // "life span" for `lifespan`, "wifi" for `WiFi`: words are divided in more than one way.
  const byWhole = new Map<string, Entry<T>[]>();
  for (const entry of entries) {
    for (const part of new Set([...entry.parts, ...(entry.also ?? [])])) file(byWord, part, entry);
    file(byWhole, entry.parts.join(''), entry);
  }
  const known = [...byWord.keys()];
  const related = new Map<string, readonly Entry<T>[]>();
  const entriesOf = (word: string): readonly Entry<T>[] => {
    const found = related.get(word);
    if (found !== undefined) return found;
    const near = new Set([word, ...synonymsOf(word), ...narrowerThan(word)]);
    const isRelated = (part: string) => near.has(part) || likeness(word, part) > 0;
    const list = [...new Set(known.filter(isRelated).flatMap((part) => byWord.get(part) ?? []))];
    related.set(word, list);
    return list;
  };
  return {
    sharing: (lemmas) => [
      ...new Set([...lemmas.flatMap(entriesOf), ...(byWhole.get(lemmas.join('')) ?? [])]),
    ],
    knows: (lemma) => entriesOf(lemma).length > 0 || byWhole.has(lemma),
  };
}

function file<T>(map: Map<string, Entry<T>[]>, key: string, entry: Entry<T>): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}

/** What any reading of the words names, each by the one that names it best. */
function bestOfReadings<T>(
  lemmas: readonly string[],
  { knows }: Pick<Postings<T>, 'knows'>,
  named: (read: readonly string[]) => readonly Named<T>[],
): readonly Named<T>[] {
  const readings = readingsOf(lemmas, knows);
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

function inside(
  entries: readonly Entry<Field>[],
  within: ((table: CatalogTable) => boolean) | undefined,
): readonly Entry<Field>[] {
  return within === undefined ? entries : entries.filter(({ what }) => within(what.table));
}

function best<T>(
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

function covered(words: readonly string[], by: readonly string[]): number {
  if (words.length === 0) return 1;
  const each = words.map((word) => Math.max(0, ...by.map((other) => likeness(word, other))));
  return each.some((one) => one === 0) ? 0 : each.reduce((sum, one) => sum + one, 0) / each.length;
}

function scoreTable(lemmas: readonly string[], parts: readonly string[]): number {
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

function scoreField(
  lemmas: readonly string[],
  {
    parts,
    beside,
    isLabel,
    isKey: isPrimary,
  }: {
    readonly parts: readonly string[];
    readonly beside: readonly string[];
    readonly isLabel: boolean;
    readonly isKey: boolean;
  },
): number {
  if (lemmas.join('') === parts.join('')) return 1;
  const own = parts.filter((part) => !beside.includes(part));
  // `student name` says the table too; `customer_name` of customers is its name.
  const extra = lemmas.filter((word) => !parts.some((part) => likeness(word, part) > 0));
  const saysTable =
    extra.length > 0 && extra.every((word) => beside.some((part) => likeness(word, part) > 0));
  const rest = saysTable ? lemmas.filter((word) => !extra.includes(word)) : lemmas;
  if (rest.length === 0) return 0;
  if (isLabel && rest.length === 1 && (rest[0] === 'name' || rest[0] === 'title')) {
    return parts.includes(rest[0]) ? 0.98 : weights.link.label;
  }
  if (isPrimary && rest.length === 1 && rest[0] === 'id')
    return weights.link.key + (saysTable ? weights.link.saysTable : 0);
  const said = covered(rest, parts);
  if (said === 0) return 0;
  const needed = own.length === 0 ? parts : own;
  const found = needed.filter((part) => rest.some((word) => likeness(word, part) > 0)).length;
  const share = found / needed.length;
  if (found === 0 && own.length > 0) return 0;
  const saysKey = rest.some((word) => word === 'id' || word === 'identifier' || word === 'key');
  const isKey = parts.at(-1) === 'id';
  const key = isKey && !saysKey ? weights.link.silentKey : 1;
  const flag = saysTable ? weights.link.saysTable : 0;
  return Math.min(
    0.99,
    key * said * (weights.link.part + (0.97 - weights.link.part) * share) + flag,
  );
}
