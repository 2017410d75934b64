import { sameType, type CatalogTable, type ForeignKey } from '@ai-etl/core';
import { lemma } from '../lexicon/lemma.ts';
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

/** All joins of a schema: declared keys, else names such as `customer_id`. */
export function joinEdges({ tables, defaultSchema }: QuestionSchema): readonly JoinEdge[] {
  const declared = tables.flatMap((many) =>
    many.foreignKeys.flatMap((key): JoinEdge[] => {
      const one = tables.find((table) => isReferenced(table, key, defaultSchema));
      return one === undefined
        ? []
        : [
            {
              many,
              one,
              columns: key.columns,
              referencedColumns: key.referencedColumns,
              by: 'key',
            },
          ];
    }),
  );
  const named = tables.flatMap((many) =>
    tables.flatMap((one) => {
      if (one === many) return [];
      const known = declared.some((edge) => edge.many === many && edge.one === one);
      const back = declared.some((edge) => edge.many === one && edge.one === many);
      return known || back ? [] : (namedEdge(many, one) ?? []);
    }),
  );
  return [...declared, ...named];
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
  const seen = new Set<CatalogTable>(from);
  let places: readonly Place[] = from.map((table) => ({ table, steps: [] }));
  if (seen.has(to)) return [];
  for (let depth = 0; depth < 4 && places.length > 0; depth += 1) {
    const next: Place[] = [];
    // Towards the one side first: such a join repeats no rows.
    for (const toOne of [true, false]) {
      for (const place of places) {
        for (const edge of edges) {
          const [here, there] = toOne ? [edge.many, edge.one] : [edge.one, edge.many];
          if (here !== place.table || seen.has(there)) continue;
          const same = edges.filter((other) => other.many === edge.many && other.one === edge.one);
          const best = same.toSorted((a, b) => prefer(b) - prefer(a))[0] ?? edge;
          const step: JoinStep = {
            edge: best,
            next: there,
            toOne,
            alternatives: same.filter((other) => other !== best),
          };
          const steps = [...place.steps, step];
          if (there === to) return steps;
          seen.add(there);
          next.push({ table: there, steps });
        }
      }
    }
    places = next;
  }
  return null;
}

/** Whether each row of a table belongs to one row of the other, over any number of keys. */
export function belongsTo(
  edges: readonly JoinEdge[],
  table: CatalogTable,
  other: CatalogTable,
): boolean {
  return findPath(edges, [table], other, () => 0)?.every((step) => step.toOne) ?? false;
}

function isReferenced(table: CatalogTable, key: ForeignKey, defaultSchema: string): boolean {
  return (
    table.object.name === key.references.name &&
    (table.object.schema ?? defaultSchema) === (key.references.schema ?? defaultSchema)
  );
}

/** `orders.customer_id` means `customers.id` or `customers.customer_id`. */
function namedEdge(many: CatalogTable, one: CatalogTable): JoinEdge | null {
  const singular = lemma(one.object.name.toLowerCase());
  const last = singular.split('_').at(-1) ?? singular;
  const key = one.columns.find((column) =>
    ['id', `${singular}_id`, `${last}_id`, `${singular}id`].includes(column.name.toLowerCase()),
  );
  if (key === undefined) return null;
  const reference = many.columns.find(
    (column) =>
      [`${singular}_id`, `${last}_id`, `${singular}id`].includes(column.name.toLowerCase()) &&
      !many.primaryKey.includes(column.name) &&
      (sameType(column.type, key.type) || column.type.kind.startsWith('int')),
  );
  if (reference === undefined) return null;
  return {
    many,
    one,
    columns: [reference.name],
    referencedColumns: [key.name],
    by: 'name',
  };
}
