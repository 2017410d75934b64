import type {
  Assumption,
  CatalogColumn,
  CatalogTable,
  Expression,
  Query,
  QuerySource,
} from '@ai-etl/core';
import { nestedQueries } from '@ai-etl/core';
import { columnsOfReckoning } from '../amounts/reckoning.ts';
import type { Language } from '../explain/explain-query.ts';
import type { HeldChoice, Test } from '../form.ts';
import type { JoinEdge } from '../../query/join-graph.ts';
import type { Candidate } from '../question-reader.ts';
import { columnPlaces } from '../places.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { messagesIn, type Messages } from './messages.ts';
import { repeatedSums } from './repeated-sums.ts';

/** Everything an answer takes for granted that the words do not say. */
export function assumptionsOf(
  { form, query, unread }: Candidate,
  { index, language }: { readonly index: SchemaIndex; readonly language: Language },
): readonly Assumption[] {
  const say = messagesIn(language);
  return [
    ...unread.map(({ text }) => told('words', text, say.because.unread)),
    ...spelledOtherwise(form.tests, say),
    ...meantColumns(form, query, { index, say }),
    ...joinsIn(query).flatMap((join) => joinAssumption(join, index, say)),
    ...repeatedSums(query, index.edges).map(({ column, by }) =>
      told('sum', column, say.because.repeated(by)),
    ),
  ];
}

function told(
  path: string,
  value: string,
  because: string,
  alternatives: readonly string[] = [],
): Assumption {
  return { path, value, because, alternatives: [...alternatives] };
}

/** Values that the data spell otherwise than the words do, beyond upper and lower case. */
function spelledOtherwise(tests: readonly Test[], say: Messages): readonly Assumption[] {
  return tests.flatMap((test): readonly Assumption[] => {
    if (
      test.kind === 'any' ||
      test.kind === 'apart' ||
      test.kind === 'exists' ||
      test.kind === 'only'
    )
      return spelledOtherwise(test.tests, say);
    if (test.kind !== 'held') return [];
    const words = test.left.words;
    return test.values
      .flatMap((choice) => valuesOf(choice))
      .filter((value) => test.values.length === 1 && value.toLowerCase() !== words.toLowerCase())
      .slice(0, 1)
      .map((value) => told('value', value, say.because.spelled(words)));
  });
}

function valuesOf({ byField }: HeldChoice): readonly string[] {
  return byField.map(({ value }) => value);
}

/** Columns that words name by a synonym or in part, or that one of several tables has. */
function meantColumns(
  form: Candidate['form'],
  query: Query,
  { index, say }: { readonly index: SchemaIndex; readonly say: Messages },
): readonly Assumption[] {
  const used = new Set(columnsIn(query));
  const columnsOf = ({ column }: Field): readonly CatalogColumn[] => {
    const reckoning = index.amounts.reckoningOf(column);
    return reckoning === null ? [column] : columnsOfReckoning(reckoning);
  };
  const nameOf = (field: Field): string =>
    columnsOf(field)
      .map(({ name }) => `${field.table.object.name}.${name}`)
      .join(' × ');
  return columnPlaces(form).flatMap(({ mention }): readonly Assumption[] => {
    const known = mention.alternatives.filter(({ what }) =>
      columnsOf(what).every(({ name }) => used.has(name)),
    );
    const [taken] = known;
    if (taken === undefined || mention.words === '') return [];
    const isReckoned = index.amounts.reckoningOf(taken.what.column) !== null;
    if (taken.score >= weights.link.sure && !isReckoned) return [];
    const others = mention.alternatives.filter((one) => one !== taken).slice(0, 5);
    return [
      told(
        'column',
        nameOf(taken.what),
        say.because.meant(mention.words),
        others.map(({ what }) => nameOf(what)),
      ),
    ];
  });
}

function columnsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(columnsIn);
  if (typeof node !== 'object' || node === null) return [];
  const [kind, name] = [Reflect.get(node, 'kind'), Reflect.get(node, 'name')];
  if (kind === 'column' && typeof name === 'string') return [name];
  return Object.entries(node).flatMap(([key, part]) => (key === 'schema' ? [] : columnsIn(part)));
}

interface Join {
  readonly left: Named;
  readonly right: Named;
}

interface Named {
  readonly table: string;
  readonly column: string;
}

/** Pairs of columns of tables that rows are joined by, at any depth. */
function joinsIn(query: Query): readonly Join[] {
  const inner = nestedQueries(query).flatMap(joinsIn);
  if (query.kind === 'set') return inner;
  const sources = [query.from, ...query.joins.map(({ source }) => source)];
  const tables = new Map(sources.flatMap(tableOf));
  const named = (one: Expression): Named | null => {
    if (one.kind !== 'column' || one.table === undefined) return null;
    const table = tables.get(one.table);
    return table === undefined ? null : { table, column: one.name };
  };
  const pairs = (on: Expression): readonly Join[] => {
    if (on.kind !== 'binary') return [];
    if (on.op === 'and') return [...pairs(on.left), ...pairs(on.right)];
    const [left, right] = [named(on.left), named(on.right)];
    return on.op === 'eq' && left !== null && right !== null ? [{ left, right }] : [];
  };
  return [...query.joins.flatMap(({ on }) => pairs(on)), ...inner];
}

function tableOf(source: QuerySource): readonly (readonly [string, string])[] {
  if ('object' in source) return [[source.alias, source.object.name]];
  return source.query.kind === 'select' && 'object' in source.query.from
    ? [[source.alias, source.query.from.object.name]]
    : [];
}

/** A join that no key declares, or one key of several. */
function joinAssumption(
  { left, right }: Join,
  { edges }: SchemaIndex,
  say: Messages,
): readonly Assumption[] {
  const between = edges.filter(
    ({ many, one }) => isPair(many, one, left, right) || isPair(many, one, right, left),
  );
  const edge = between.find(({ columns, many }) =>
    columns.includes(many.object.name === left.table ? left.column : right.column),
  );
  if (edge === undefined) return [];
  const others = between.filter((one) => one !== edge).map(edgeName);
  if (edge.by === 'name') return [told('join', edgeName(edge), say.because.namedJoin, others)];
  return others.length > 0 ? [told('join', edgeName(edge), say.because.severalKeys, others)] : [];
}

function isPair(many: CatalogTable, one: CatalogTable, a: Named, b: Named): boolean {
  return many.object.name === a.table && one.object.name === b.table;
}

function edgeName({ many, one, columns, referencedColumns }: JoinEdge): string {
  return `${many.object.name}.${columns.join(', ')} = ${one.object.name}.${referencedColumns.join(', ')}`;
}
