import { sameType, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import { lemma } from '../lexicon/lemma.ts';
import { describedEdges } from './described-edges.ts';
import type { QuestionSchema } from './question-types.ts';

/** A way from a row of `many` to the one row of `one` it belongs to. */
export interface JoinEdge {
  readonly many: CatalogTable;
  readonly one: CatalogTable;
  readonly columns: readonly string[];
  readonly referencedColumns: readonly string[];
  /** `name`: no key is declared; the columns' names say so. */
  readonly by: 'key' | 'name';
}

/** A step of a join path, from a table that is joined already to the next one. */
export interface JoinStep {
  readonly edge: JoinEdge;
  readonly next: CatalogTable;
  /** False: a row of the table before may meet several of the next. */
  readonly toOne: boolean;
  /** Other edges between the same two tables. */
  readonly alternatives: readonly JoinEdge[];
}

/** All joins of a schema: declared keys, else names such as `customer_id`. A step reads a few tables. */
export function* joinEdges({
  tables,
  defaultSchema,
}: QuestionSchema): Generator<void, readonly JoinEdge[]> {
  const byName = new Map(
    tables.map((table) => [
      nameKey(table.object.schema ?? defaultSchema, table.object.name),
      table,
    ]),
  );
  const declared = tables.flatMap((many) =>
    inOrder(many).flatMap(({ columns, references, referencedColumns }): JoinEdge[] => {
      const one = byName.get(nameKey(references.schema ?? defaultSchema, references.name));
      return one === undefined ? [] : [{ many, one, columns, referencedColumns, by: 'key' }];
    }),
  );
  const joined = new Map<CatalogTable, Set<CatalogTable>>();
  for (const { many, one } of declared) {
    setOf(joined, many).add(one);
    setOf(joined, one).add(many);
  }
  const isDeclared = (table: CatalogTable, column: string): boolean =>
    table.foreignKeys.some(({ columns }) => columns.length === 1 && columns[0] === column);
  const described = describedEdges(tables, isDeclared);
  const isDescribed = keysOf(described);
  const ownKeys = sharedKeys(tables);
  const byReference = tablesByReference(tables, ownKeys);
  const place = new Map(tables.map((table, at) => [table, at]));
  const named: JoinEdge[] = [];
  const referred = new Map<CatalogTable, Referred>();
  for (const [at, many] of tables.entries()) {
    const columns = referringIn(many);
    const ones = new Set(
      many.columns.flatMap(({ name }) =>
        endings(name.toLowerCase()).flatMap((one) => [...(byReference.get(one) ?? [])]),
      ),
    );
    const apart = [...ones]
      .filter((one) => one !== many && joined.get(many)?.has(one) !== true)
      .sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    const edges = apart.flatMap((one) => {
      const known = referred.get(one) ?? referredTo(one, ownKeys.get(one));
      referred.set(one, known);
      return namedEdges({ many, columns }, one, known);
    });
    const isLed = ({ one, columns: [column = ''] }: JoinEdge): boolean =>
      column.toLowerCase() === ownKeys.get(one) &&
      !referenceNames(one).includes(column.toLowerCase()) &&
      isDeclared(many, column);
    named.push(...edges.filter((edge) => !isDescribed(edge) && !isLed(edge)));
    if (at % tablesPerStep === 0) yield;
  }
  return [...declared, ...described, ...named];
}

/** Whether an edge goes by a column that one of the edges goes by. */
function keysOf(edges: readonly JoinEdge[]): (edge: JoinEdge) => boolean {
  const byTable = Map.groupBy(edges, ({ many }) => many);
  return ({ many, columns: [column] }) =>
    (byTable.get(many) ?? []).some((known) => known.columns[0] === column);
}

const tablesPerStep = 20;

/**
 * The keys of a table in one order on every system, which list them in orders of their own: those that are always
 * filled first, then as their columns stand in the table.
 */
function inOrder(table: CatalogTable): CatalogTable['foreignKeys'] {
  const place = new Map(table.columns.map(({ name }, at) => [name, at]));
  const gaps = new Set(table.columns.filter(({ nullable }) => nullable).map(({ name }) => name));
  const hasGaps = (columns: readonly string[]): number =>
    Number(columns.some((one) => gaps.has(one)));
  return table.foreignKeys.toSorted(
    (a, b) =>
      hasGaps(a.columns) - hasGaps(b.columns) ||
      (place.get(a.columns[0] ?? '') ?? 0) - (place.get(b.columns[0] ?? '') ?? 0),
  );
}

function nameKey(schema: string, name: string): string {
  return `${schema}\0${name}`;
}

function setOf<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  const found = map.get(key) ?? new Set<V>();
  map.set(key, found);
  return found;
}

/** Tables by what a column that leads to them may be called. */
function tablesByReference(
  tables: readonly CatalogTable[],
  ownKeys: ReadonlyMap<CatalogTable, string>,
): ReadonlyMap<string, ReadonlySet<CatalogTable>> {
  const found = new Map<string, Set<CatalogTable>>();
  for (const table of tables)
    for (const name of referenceNames(table, ownKeys.get(table))) setOf(found, name).add(table);
  return found;
}

const sharedKey =
  /.(?:id|_code|_cd|_key|_no|_nr|_num|_number|_tag|_ref|_sku)$|^(?:sku|isbn|ean|vin|iban|iata|icao)$/u;

/** `rev_id`, the key of reviewers and of no other table: elsewhere it leads to them. Lower case, by table. */
function sharedKeys(tables: readonly CatalogTable[]): ReadonlyMap<CatalogTable, string> {
  const named = tables.flatMap((table): (readonly [CatalogTable, string])[] => {
    const [key = '', ...more] = table.primaryKey.map((name) => name.toLowerCase());
    return more.length === 0 && sharedKey.test(key) ? [[table, key]] : [];
  });
  const byKey = Map.groupBy(named, ([, key]) => key);
  return new Map(named.filter(([, key]) => byKey.get(key)?.length === 1));
}

interface Neighbours {
  readonly toOne: ReadonlyMap<CatalogTable, readonly JoinEdge[]>;
  readonly toMany: ReadonlyMap<CatalogTable, readonly JoinEdge[]>;
}

const neighboursOf = new WeakMap<readonly JoinEdge[], Neighbours>();

/** Edges by the tables at their ends: a schema may have tens of thousands. */
function neighbours(edges: readonly JoinEdge[]): Neighbours {
  const known = neighboursOf.get(edges);
  if (known !== undefined) return known;
  const found = { toOne: edgesBy(edges, 'many'), toMany: edgesBy(edges, 'one') };
  neighboursOf.set(edges, found);
  return found;
}

/** Edges by the table at one of their ends, in their order. */
export function edgesBy(
  edges: readonly JoinEdge[],
  end: 'many' | 'one',
): ReadonlyMap<CatalogTable, readonly JoinEdge[]> {
  const found = new Map<CatalogTable, JoinEdge[]>();
  for (const edge of edges) {
    const list = found.get(edge[end]);
    if (list === undefined) found.set(edge[end], [edge]);
    else list.push(edge);
  }
  return found;
}

/** The shortest way from the tables joined so far to another; null when there is none. */
export function findPath(
  edges: readonly JoinEdge[],
  from: readonly CatalogTable[],
  to: CatalogTable,
  prefer: (edge: JoinEdge) => number,
): readonly JoinStep[] | null {
  interface Place {
    readonly table: CatalogTable;
    readonly steps: readonly JoinStep[];
  }
  const { toOne: outward, toMany: inward } = neighbours(edges);
  const seen = new Set<CatalogTable>(from);
  let places: readonly Place[] = from.map((table) => ({ table, steps: [] }));
  if (seen.has(to)) return [];
  for (let depth = 0; depth < 4 && places.length > 0; depth += 1) {
    const next: Place[] = [];
    const found: (readonly JoinStep[])[] = [];
    // Towards the one side first: such a join repeats no rows.
    for (const toOne of [true, false]) {
      for (const place of places) {
        for (const edge of (toOne ? outward : inward).get(place.table) ?? []) {
          const there = toOne ? edge.one : edge.many;
          if (seen.has(there)) continue;
          const same = (outward.get(edge.many) ?? []).filter((other) => other.one === edge.one);
          const best = same.toSorted((a, b) => prefer(b) - prefer(a))[0] ?? edge;
          const step: JoinStep = {
            edge: best,
            next: there,
            toOne,
            alternatives: same.filter((other) => other !== best),
          };
          const steps = [...place.steps, step];
          if (there === to) {
            found.push(steps);
            continue;
          }
          seen.add(there);
          next.push({ table: there, steps });
        }
      }
    }
    if (found.length > 0) return surest(found);
    places = next;
  }
  return null;
}

/** Of ways that are equally long the one whose keys are always filled; the first of several. */
function surest(ways: readonly (readonly JoinStep[])[]): readonly JoinStep[] | null {
  const gaps = (way: readonly JoinStep[]): number =>
    way.filter(({ edge: { many, columns } }) =>
      many.columns.some(({ name, nullable }) => nullable && columns.includes(name)),
    ).length;
  const least = Math.min(...ways.map(gaps));
  return ways.find((way) => gaps(way) === least) ?? null;
}

/** Whether each row of a table belongs to one row of the other, over any number of keys. */
export function belongsTo(
  edges: readonly JoinEdge[],
  table: CatalogTable,
  other: CatalogTable,
): boolean {
  return findPath(edges, [table], other, () => 0)?.every((step) => step.toOne) ?? false;
}

function referenceNames(table: CatalogTable, ownKey?: string): readonly string[] {
  const singular = lemma(table.object.name.toLowerCase());
  const last = singular.split('_').at(-1) ?? singular;
  const own = ownName(table, singular);
  const more = [own, ownKey].filter((name) => name !== null && name !== undefined);
  return [`${singular}_id`, `${last}_id`, `${singular}id`, ...more];
}

/** `state_name` of a table `state` without any key: what its rows are known by elsewhere. */
function ownName(
  { columns, primaryKey, uniqueKeys }: CatalogTable,
  singular: string,
): string | null {
  const names = columns.map(({ name }) => name.toLowerCase());
  const hasKey =
    primaryKey.length + uniqueKeys.length > 0 || names.some((name) => /(?:^|_)id$/u.test(name));
  const own = `${singular}_name`;
  return !hasKey && names.includes(own) ? own : null;
}

/** `start_station_id`, and what it ends with: `station_id`. */
function endings(name: string): readonly string[] {
  const parts = name.split('_');
  return parts
    .slice(0, -1)
    .map((_, at) => parts.slice(at).join('_'))
    .concat(parts.length === 1 ? [name] : []);
}

/** What a table is referred to by, and the column that is meant then. */
interface Referred {
  readonly names: ReadonlySet<string>;
  readonly key: CatalogColumn | undefined;
}

function referredTo(one: CatalogTable, ownKey: string | undefined): Referred {
  const names = new Set(referenceNames(one, ownKey));
  const isKey = (name: string): boolean => name === 'id' || names.has(name);
  const own = one.columns.find(({ name }) => name.toLowerCase() === ownKey);
  return { names, key: own ?? one.columns.find(({ name }) => isKey(name.toLowerCase())) };
}

/** A column that may lead to another table, with what its name may be read as. */
interface Referring {
  readonly column: CatalogColumn;
  readonly name: string;
  readonly endings: readonly string[];
}

function referringIn({ columns, primaryKey }: CatalogTable): readonly Referring[] {
  return (
    columns
      // A part of a key leads elsewhere, too: `order_id` of the lines of orders.
      .filter(({ name }) => primaryKey.length > 1 || !primaryKey.includes(name))
      .map((column) => {
        const name = column.name.toLowerCase();
        return { column, name, endings: endings(name) };
      })
  );
}

/**
 * `orders.customer_id` means `customers.id` or `customers.customer_id`; where there is none, `start_station_id` and
 * `end_station_id` mean stations in two roles.
 */
function namedEdges(
  { many, columns }: { readonly many: CatalogTable; readonly columns: readonly Referring[] },
  one: CatalogTable,
  { names, key }: Referred,
): readonly JoinEdge[] {
  if (key === undefined) return [];
  const fits = ({ column: { type } }: Referring): boolean =>
    sameType(type, key.type) || type.kind.startsWith('int');
  // Names first: of thousands of tables nearly all have none that fits.
  const own = columns.find((column) => names.has(column.name) && fits(column));
  const inRoles = columns.filter(
    (column) => column.endings.some((ending) => names.has(ending)) && fits(column),
  );
  return (own === undefined ? inRoles : [own]).map(({ column }) => ({
    many,
    one,
    columns: [column.name],
    referencedColumns: [key.name],
    by: 'name',
  }));
}
