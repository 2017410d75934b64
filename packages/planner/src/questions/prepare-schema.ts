import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { endsInUnit, isPriceInCurrency, measuredWord } from './units/column-unit.ts';
import { areTransliterated, englishOf } from '../lexicon/russian/names.ts';
import { isCyrillic } from '../lexicon/russian/stem.ts';
import { isMoment } from '../link/link-column.ts';
import { joinEdges, type JoinEdge } from '../query/join-graph.ts';
import { withNamedKeys } from '../query/named-keys.ts';
import type { QuestionSchema } from '../query/question-types.ts';
import { labelColumns } from '../query/table-facts.ts';
import { describedNames, type DescribedNames } from './comments/described-names.ts';
import { measureDistances, type Distance } from './distance.ts';
import { indexAmounts, type AmountIndex } from './amounts/amount-index.ts';
import { addDescribed } from './held-values.ts';
import { rowKinds, type RowKinds } from './kinds/row-kinds.ts';
import {
  isCodeKey,
  isOnlyKey,
  makePostings,
  namedFields,
  type Entry,
  type Postings,
} from './name-index.ts';
import { partsOf, tableParts } from './name-parts.ts';
import { nameColumn, namingColumns } from './naming.ts';
import { otherNames } from './roles/other-names.ts';
import { findRoles, type Roles } from './roles/role-tables.ts';
import type { Field, Named, TwoNamed } from './schema-index.ts';
import { rowNouns } from './row-nouns.ts';
import { makeSpeller, type Speller } from './spelling.ts';
import { eventRoots } from './states/event-nouns.ts';
import { flagName } from './states/flag-columns.ts';
import { StateIndexBuilder, type StateIndex } from './states/state-index.ts';
import { isTextOfMoment, isYearOfVerb } from './times/told-by-verb.ts';
import { indexMoments, type MomentIndex } from './times/moment-index.ts';
import { ValueLayerBuilder, type ValueLayer } from './value-layer.ts';

/**
 * All of a schema that its readers have in common, whatever values are known and whatever a project calls
 * things. Immutable to its users; made once and kept, for it costs the reading of all names and comments.
 */
export interface PreparedSchema {
  readonly schema: QuestionSchema;
  readonly edges: readonly JoinEdge[];
  readonly distance: Distance;
  readonly roles: Roles;
  readonly amounts: AmountIndex;
  readonly tables: Postings<CatalogTable>;
  readonly columns: Postings<Field>;
  /** Tables by nouns that only their rows' names or keys say. */
  readonly rowNouns: ReadonlyMap<string, CatalogTable>;
  /** Whether a table or column has the word in its name, or one like it. */
  readonly isKnown: (lemma: string) => boolean;
  /** Tables by the root of what happens to make a row of them. */
  readonly happenings: ReadonlyMap<string, readonly CatalogTable[]>;
  /** What comments call tables, columns and roles. */
  readonly phrases: DescribedNames;
  readonly years: readonly Named<Field>[];
  readonly times: MomentIndex;
  readonly twoNamed: readonly TwoNamed[];
  readonly states: StateIndex;
  /** Those of states that names and comments tell. */
  readonly kindsCalled: RowKinds;
  /** Values that comments list. */
  readonly described: ValueLayer;
  /** Words of names. */
  readonly words: ReadonlySet<string>;
  readonly near: Speller;
  labelOf(table: CatalogTable): CatalogColumn | undefined;
  /** What "name" means for its rows. */
  nameOf(table: CatalogTable): CatalogColumn | null;
  placeOf(table: CatalogTable): number;
  fieldOf(schema: string, table: string, column: string): Field | undefined;
  tableOf(schema: string, table: string): CatalogTable | undefined;
  /** What it holds in memory beside the catalog itself, in bytes: an estimate by its names, not a measurement. */
  readonly estimatedBytes: number;
}

/** Measured on 2,000 tables of 30 columns with the lists that questions leave behind. */
const bytesPer = { table: 4000, column: 1000 } as const;

/** Prepares a schema at once. */
export function prepareSchema(schema: QuestionSchema): PreparedSchema {
  const steps = prepareInSteps(schema);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Prepares a schema a few tables at a time: whoever runs it may do something else between two steps. Of 2,000
 * tables a step takes a few milliseconds, the longest (roles, moments) some tens.
 */
export function* prepareInSteps(given: QuestionSchema): Generator<void, PreparedSchema> {
  const { defaultSchema } = given;
  const inEnglish = yield* englishParts(given);
  const { schema, edges: declared } = withNamedKeys(given, yield* joinEdges(given));
  yield;
  const roles = findRoles(schema, declared);
  yield;
  const byName = new Map<string, CatalogTable>();
  const byBareName = new Map<string, CatalogTable>();
  const places = new Map<CatalogTable, number>();
  const labels = new Map<CatalogTable, CatalogColumn | undefined>();
  const names = new Map<CatalogTable, CatalogColumn | null>();
  for (const [at, table] of schema.tables.entries()) {
    const { name, schema: own = defaultSchema } = table.object;
    byName.set(tableKey(own, name), table);
    if (!byBareName.has(name)) byBareName.set(name, table);
    places.set(table, at);
    labels.set(table, namingColumns(table)[0]);
    names.set(table, nameColumn(table));
    if (at % tablesPerStep === 0) yield;
  }
  const labelOf = (table: CatalogTable) => labels.get(table);
  const nameOf = (table: CatalogTable) => names.get(table) ?? null;
  const tables = makePostings<CatalogTable>();
  const columns = makePostings<Field>();
  const states = new StateIndexBuilder((name) => byBareName.get(name));
  const described = new ValueLayerBuilder(labelOf);
  const happenings = new Map<string, CatalogTable[]>();
  const fields = new Map<CatalogTable, readonly Field[]>();
  const words = new Set<string>();
  for (const [at, table] of schema.tables.entries()) {
    const own = table.columns.map((column): Field => ({ table, column }));
    fields.set(table, own);
    const parts = tableParts(table.object.name);
    for (const entry of inBoth({ what: table, parts, beside: [] }, inEnglish)) tables.add(entry);
    for (const part of parts) words.add(part);
    for (const field of own) {
      for (const entry of inBoth(entryOf(field, parts, nameOf), inEnglish)) columns.add(entry);
      for (const entry of otherEntries(field, parts, nameOf)) columns.add(entry);
      for (const part of partsOf(field.column.name)) words.add(part);
      addDescribed(described, field);
    }
    states.add(table, own);
    for (const root of eventRoots(table))
      happenings.set(root, [...(happenings.get(root) ?? []), table]);
    if (at % tablesPerStep === 0) yield;
  }
  for (const { table, parts } of roles.ownNames) tables.add({ what: table, parts, beside: [] });
  for (const role of roles.tables)
    for (const parts of [role.parts, ...otherNames(role)])
      tables.add({ what: role.table, parts, beside: [] });
  yield;
  const all = [...fields.values()].flat();
  yield;
  const moments = momentFields(all, /(?:^|_)(?:date|time)(?:$|_)|date$/iu, 0.8);
  yield;
  const isKnown = (lemma: string): boolean => tables.knows(lemma) || columns.knows(lemma);
  const years = yearFields(all, { columns, nameOf });
  yield;
  const edges = [...roles.plain, ...roles.edges];
  const phrases = describedNames(schema.tables, all, roles.tables);
  yield;
  const twoNamed = schema.tables.flatMap(twoNamesOf);
  const told = states.index();
  const listed = described.layer();
  yield;
  return {
    schema,
    edges,
    distance: measureDistances(edges),
    roles,
    amounts: indexAmounts(schema.tables, roles.plain),
    tables,
    columns,
    rowNouns: rowNouns(schema.tables, nameOf),
    isKnown,
    happenings,
    phrases,
    years,
    times: indexMoments(moments, years),
    twoNamed,
    states: told,
    kindsCalled: rowKinds(listed, told),
    described: listed,
    words,
    near: makeSpeller(words),
    labelOf,
    nameOf,
    placeOf: (table) => places.get(table) ?? places.size,
    tableOf: (own, name) => byName.get(tableKey(own, name)),
    fieldOf: (own, name, column) => {
      const table = byName.get(tableKey(own, name));
      const held = table === undefined ? undefined : fields.get(table);
      return held?.find((field) => field.column.name === column);
    },
    estimatedBytes: schema.tables.length * bytesPer.table + all.length * bytesPer.column,
  };
}

const tablesPerStep = 20;

function tableKey(schema: string, name: string): string {
  return `${schema}\0${name}`;
}

type NameOf = PreparedSchema['nameOf'];

function entryOf(field: Field, beside: readonly string[], nameOf: NameOf): Entry<Field> {
  const parts = partsOf(flagName(field.column.name));
  const isName = nameOf(field.table) === field.column;
  const also = [
    ...(isOnlyKey(field) ? ['id', 'number'] : []),
    ...(isCodeKey(field) ? ['code'] : []),
    ...(isName ? ['name'] : []),
  ];
  return { what: field, parts, also, beside };
}

/**
 * By what the end of a name means: "due date" for `due_on`, "gross weight" for `gross_kg`, "price" for `price_cents`,
 * "list price" for `list_eur`.
 */
function otherEntries(
  field: Field,
  beside: readonly string[],
  nameOf: NameOf,
): readonly Entry<Field>[] {
  const entry = entryOf(field, beside, nameOf);
  const before = entry.parts.slice(0, -1);
  const isDated = isMoment(field.column) && /^(?:on|at)$/u.test(entry.parts.at(-1) ?? '');
  if (isDated && before.length > 0)
    return [{ ...entry, parts: [...before, 'date'], isDated: true }];
  const measured = measuredWord(field.column);
  if (measured !== null) return [{ ...entry, parts: [...before, measured] }];
  if (before.length === 0 || !endsInUnit(field.column)) return [];
  const shortened: Entry<Field> = { ...entry, parts: before, isShortened: true };
  return isPriceInCurrency(field.column)
    ? [{ ...entry, parts: [...before, 'price'] }, shortened]
    : [shortened];
}

/** By its own words, and for a Russian name by their English ones too. */
function inBoth<T>(
  entry: Entry<T>,
  inEnglish: (parts: readonly string[]) => readonly string[] | null,
): readonly Entry<T>[] {
  const english = inEnglish(entry.parts);
  const beside = inEnglish(entry.beside) ?? entry.beside;
  return english === null ? [entry] : [entry, { ...entry, parts: english, beside }];
}

/** Columns that a bare year may be of: those called so, then moments. */
function yearFields(
  fields: readonly Field[],
  names: Parameters<typeof namedFields>[1],
): readonly Named<Field>[] {
  const years = namedFields(['year'], names);
  const known = new Set(years.map(({ what }) => what));
  const dated = momentFields(fields, /(?:^|_)(?:date|year)(?:$|_)|date$/iu, 0.7);
  const told = fields.filter(isYearOfVerb).map((what) => ({ what, score: 0.7 }));
  const more = [...dated, ...told].filter(({ what }) => !known.has(what));
  return [...years, ...new Map(more.map((one) => [one.what, one])).values()];
}

/** Turns the words of Russian names into English ones; null for names that have none. */
function* englishParts(
  schema: QuestionSchema,
): Generator<void, (parts: readonly string[]) => readonly string[] | null> {
  const words = new Set<string>();
  for (const [at, table] of schema.tables.entries()) {
    for (const name of [table.object.name, ...table.columns.map((column) => column.name)])
      for (const part of partsOf(name)) words.add(part);
    if (at % tablesPerStep === 0) yield;
  }
  const isLatinRussian = areTransliterated(words);
  return (parts) => {
    const isRussian = (part: string): boolean => isCyrillic(part) || isLatinRussian;
    if (!parts.some(isRussian)) return null;
    const english = parts.flatMap((part) =>
      isRussian(part) ? (englishOf(part)[0]?.lemmas ?? [part]) : [part],
    );
    return english.join(' ') === parts.join(' ') ? null : english;
  };
}

/** Columns of a moment by their type or, where moments are texts, by their name. */
function momentFields(
  fields: readonly Field[],
  names: RegExp,
  score: number,
): readonly Named<Field>[] {
  return fields
    .filter((field) => {
      // `is_full_time` is no time.
      const isNamed = field.column.type.kind !== 'bool' && names.test(field.column.name);
      return isMoment(field.column) || isNamed || isTextOfMoment(field);
    })
    .map((what) => ({ what, score }));
}

function twoNamesOf(table: CatalogTable): readonly TwoNamed[] {
  const named = (words: RegExp) =>
    table.columns.find((column) => words.test(partsOf(column.name).join(' ')));
  const first = named(/(?:first|given) name$/u);
  const last = named(/(?:last|family) name$/u);
  if (first === undefined || last === undefined) return [];
  const label = labelColumns(table)[0];
  const hasLabel =
    label !== undefined &&
    label !== first &&
    label !== last &&
    partsOf(label.name).at(-1) === 'name';
  return [{ first: { table, column: first }, last: { table, column: last }, hasLabel }];
}
