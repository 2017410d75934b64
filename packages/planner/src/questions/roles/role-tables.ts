import { sameType, type CatalogTable } from '@ai-etl/core';
import { edgesBy, type JoinEdge } from '../../query/join-graph.ts';
import type { QuestionSchema } from '../../query/question-types.ts';
import { keyColumns } from '../../query/table-facts.ts';
import { commentPhrases } from '../comments/comment-names.ts';
import { isOfPeople } from '../people-tables.ts';
import { partsOf, tableParts } from '../name-parts.ts';

/**
 * A table by what its rows are to others: staff as the agents of tickets, staff as supervisors of staff. It
 * is a table of its own to whatever joins, so that one query may hold the same table several times.
 */
export interface RoleTable {
  /** A copy of `base`: other identity, same rows. */
  readonly table: CatalogTable;
  readonly base: CatalogTable;
  /** Words of the key's name, as lemmas. */
  readonly parts: readonly string[];
  /** What the comment of the key calls it, as lemmas: "family doctor". */
  readonly phrases: readonly (readonly string[])[];
  /** The keys that make the role. */
  readonly edges: readonly JoinEdge[];
  /** The rows of a table belong to rows of the same table. */
  readonly isSelf: boolean;
  /** Another key leads between the same two tables: the words have to say which. */
  readonly isOneOfSeveral: boolean;
}

/** Roles of a schema, and the joins that lead to them. */
export interface Roles {
  readonly tables: readonly RoleTable[];
  readonly edges: readonly JoinEdge[];
  /** What the keys of tables call their rows: tourists of `visitors.tourist_id`. Lemmas. */
  readonly ownNames: readonly { readonly table: CatalogTable; readonly parts: readonly string[] }[];
  /** Joins that lead to plain rows: a department's head is none of its doctors. */
  readonly plain: readonly JoinEdge[];
  of(base: CatalogTable): readonly RoleTable[];
  roleOf(table: CatalogTable): RoleTable | null;
}

/** Finds the roles that keys name by other words than the table they lead to. */
export function findRoles(schema: QuestionSchema, edges: readonly JoinEdge[]): Roles {
  const tables: RoleTable[] = [];
  const ownNames = new Map<CatalogTable, readonly string[]>();
  const outward = edgesBy(edges, 'many');
  const places = new Map<string, number>();
  const numbers = new Map(schema.tables.map((table, at) => [table, at]));
  for (const edge of [...edges, ...ownKeys(schema, edges)]) {
    const [column, ...more] = edge.columns;
    if (column === undefined || more.length > 0) continue;
    const parts = withoutNoise(column);
    const own = tableParts(edge.one.object.name);
    const phrases = phrasesOf(edge, column);
    const isKey = isOwnKey(edge, parts) && !parts.every((part) => own.includes(part));
    if (isKey) ownNames.set(edge.one, parts);
    const isOwn = isKey || parts.every((part) => own.includes(part));
    if (isOwn && phrases.length === 0) continue;
    const key = `${numbers.get(edge.one) ?? ''}:${parts.join(' ')}`;
    const known = places.get(key);
    const held = known === undefined ? undefined : tables[known];
    const isOneOfSeveral =
      isTurnedRound(edge, outward) ||
      (outward.get(edge.many) ?? []).some((other) => other !== edge && other.one === edge.one);
    if (known !== undefined && held !== undefined) {
      tables[known] = {
        ...held,
        edges: [...held.edges, edge],
        phrases: [...held.phrases, ...phrases],
      };
      continue;
    }
    places.set(key, tables.length);
    tables.push({
      table: { ...edge.one },
      base: edge.one,
      parts,
      phrases,
      edges: [edge],
      isSelf: edge.many === edge.one,
      isOneOfSeveral,
    });
  }
  const byTable = new Map(tables.map((one) => [one.table, one]));
  const byBase = Map.groupBy(tables, (one) => one.base);
  const ofRoles = new Set(tables.flatMap((role) => role.edges));
  return {
    tables,
    ownNames: [...ownNames].map(([table, parts]) => ({ table, parts })),
    plain: edges.filter((edge) => !(ofRoles.has(edge) && isTurnedRound(edge, outward))),
    edges: tables.flatMap((role) => [
      ...role.edges.map((edge): JoinEdge => ({ ...edge, one: role.table })),
      // What its rows belong to in their turn.
      ...(outward.get(role.base) ?? [])
        .filter(
          (edge) => edge.one !== role.base && !role.edges.some(({ many }) => many === edge.one),
        )
        .map((edge): JoinEdge => ({ ...edge, many: role.table })),
    ]),
    of: (base) => byBase.get(base) ?? [],
    roleOf: (table) => byTable.get(table) ?? null,
  };
}

/** The other table has a key to this one too, as doctors to the departments that one of them heads. */
function isTurnedRound(
  { many, one }: JoinEdge,
  outward: ReadonlyMap<CatalogTable, readonly JoinEdge[]>,
): boolean {
  return many !== one && (outward.get(one) ?? []).some((other) => other.one === many);
}

/** `entry_id` leads to `contents.entry_id`: what its rows are anyway, and no role. */
function isOwnKey(
  { many, one, referencedColumns: [key] }: JoinEdge,
  parts: readonly string[],
): boolean {
  return many !== one && key !== undefined && withoutNoise(key).join(' ') === parts.join(' ');
}

function withoutNoise(column: string): readonly string[] {
  return partsOf(column).filter((part) => !noise.has(part));
}

function phrasesOf({ many }: JoinEdge, name: string): readonly (readonly string[])[] {
  return commentPhrases(many.columns.find((column) => column.name === name)?.comment);
}

const noise: ReadonlySet<string> = new Set([
  'id',
  'fk',
  'key',
  'by',
  'no',
  'number',
  'code',
  'name',
  'ref',
]);
const above =
  /^(?:supervisor|manager|parent|boss|superior|mentor|lead|leader|head|reports_to|referred_by|referrer|chief)(?:_?(?:id|no|number|code|fk))?$/iu;

/** Keys of a table to itself that nobody declared: `supervisor_id` of staff. */
function ownKeys(schema: QuestionSchema, edges: readonly JoinEdge[]): readonly JoinEdge[] {
  const outward = edgesBy(edges, 'many');
  return schema.tables.flatMap((table) => {
    const [key, ...more] = keyColumns(table);
    if (key === undefined || more.length > 0) return [];
    const own = tableParts(table.object.name).join('_');
    return table.columns.flatMap((column): JoinEdge[] => {
      const isKnown = (outward.get(table) ?? []).some((edge) => edge.columns.includes(column.name));
      const isDescribed =
        column.comment !== undefined &&
        new RegExp(String.raw`\b${table.object.name}\.${key.name}\b`, 'iu').test(column.comment);
      const isOwn =
        column !== key &&
        sameType(column.type, key.type) &&
        (isDescribed ||
          (above.test(column.name) && (isOfPeople(table) || /^parent/iu.test(column.name))) ||
          column.name.toLowerCase() === `parent_${own}_id`);
      return isKnown || !isOwn
        ? []
        : [
            {
              many: table,
              one: table,
              columns: [column.name],
              referencedColumns: [key.name],
              by: 'name',
            },
          ];
    });
  });
}
