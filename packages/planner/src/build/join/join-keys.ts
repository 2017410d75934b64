import { commonColumnType, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import { ask, assume } from '../../link/findings.ts';
import { linkColumn } from '../../link/link-column.ts';
import { nameWords } from '../../link/name-words.ts';
import { acceptable, certain, scoreName } from '../../link/score-name.ts';
import { joinEdges, type JoinEdge } from '../../query/join-graph.ts';
import type { Choice } from '../../plan-types.ts';
import { linkIn, type Draft, type Place } from '../step-draft.ts';

/** Columns that are equal where rows belong together: of the rows so far, and of the joined table. */
export interface KeyPair {
  readonly left: CatalogColumn;
  readonly right: CatalogColumn;
}

interface KeyOption {
  readonly pairs: readonly KeyPair[];
  readonly because: string;
}

/**
 * By which columns rows are joined: as named, else a declared foreign key, else what the names say,
 * as an assumption with its evidence. Null after asking.
 */
export function findKeys(
  left: Draft,
  right: Draft,
  { named, place }: { readonly named: readonly string[]; readonly place: Place },
): readonly KeyPair[] | null {
  const options = keyOptions(left, right);
  if (named.length > 0) {
    const pairs = named.map((name) => namedPair(left, right, { name, options }));
    const found = pairs.filter((pair) => pair !== null);
    if (found.length === named.length) {
      assumeOthers(left, right, { named, pairs: found, place });
      return found;
    }
    const missing = named.filter((_, at) => pairs[at] === null).map((name) => `"${name}"`);
    return askKeys(left, right, {
      problem: `${missing.join(', ')} does not connect ${tableName(left)} and ${tableName(right)}.`,
      options,
      place,
    });
  }
  const [best, second] = options;
  if (best !== undefined && second === undefined) {
    assume(place.findings, {
      path: `steps.${left.branch.id}_join.on`,
      value: describe(best.pairs, left, right),
      because: `no key of the join is named; ${best.because}`,
    });
    return best.pairs;
  }
  return askKeys(left, right, { problem: '', options, place });
}

function tableName({ branch }: Draft): string {
  return branch.table.object.name;
}

/** Declared keys of any table that is joined already, else columns whose names say so. */
function keyOptions(left: Draft, right: Draft): readonly KeyOption[] {
  const declared: KeyOption[] = [];
  const named: KeyOption[] = [];
  const own = right.branch.table;
  for (const member of left.members) {
    const isOwnSystem = member.branch.connection === right.branch.connection;
    const schema = isOwnSystem ? (right.branch.connection.catalog?.defaultSchema ?? '') : '';
    const tables = isOwnSystem
      ? [member.branch.table, own]
      : [bare(member.branch.table), bare(own)];
    for (const edge of edgesBetween(tables, schema)) {
      const isOut = edge.many === tables[0];
      if (edge.many === edge.one) continue;
      if (edge.by !== 'key' && edge.columns.some((name) => leadsElsewhere(edge, name))) continue;
      const leftNames = isOut ? edge.columns : edge.referencedColumns;
      const rightNames = isOut ? edge.referencedColumns : edge.columns;
      const pairs = leftNames.map((name, at) =>
        pairOf(left, right, { left: member.names.get(name), right: rightNames[at] }),
      );
      const found = pairs.filter((pair) => pair !== null);
      if (found.length < pairs.length) continue;
      const from = edge.many.object.name;
      const to = edge.one.object.name;
      if (edge.by === 'key')
        declared.push({ pairs: found, because: `${from} refers to ${to} by a foreign key` });
      else
        named.push({ pairs: found, because: `${edge.columns.join(', ')} is called after ${to}` });
    }
  }
  if (declared.length > 0) return distinct(declared);
  if (named.length > 0) return distinct(named);
  const called = [...calledAfter(left, right, false), ...calledAfter(right, left, true)];
  return called.length > 0 ? distinct(called) : sharedKeys(left, right);
}

/** `customer_id` leads to the `id` of customers, of clients too: no key need be declared. */
function calledAfter(from: Draft, to: Draft, isReversed: boolean): readonly KeyOption[] {
  const [key = 'id', ...more] = to.branch.table.primaryKey;
  if (more.length > 0) return [];
  return from.rows.columns.flatMap(({ name }): KeyOption[] => {
    const words = nameWords(name);
    const stem = words.slice(0, -1);
    if (stem.length === 0 || words.at(-1) !== 'id') return [];
    const isTaken = from.members.some(
      ({ branch, names }) =>
        branch.connection === to.branch.connection &&
        [...names].some(
          ([own, now]) =>
            now === name && leadsElsewhere({ many: branch.table, one: to.branch.table }, own),
        ),
    );
    if (isTaken) return [];
    if (scoreName(stem, tableName(to)).score < acceptable) return [];
    const pair = isReversed
      ? pairOf(to, from, { left: key, right: name })
      : pairOf(from, to, { left: name, right: key });
    const because = `${name} is called after ${tableName(to)}`;
    return pair === null ? [] : [{ pairs: [pair], because }];
  });
}

/** A column that is declared to refer to another table does not refer to this one, whatever it is called. */
function leadsElsewhere({ many, one }: Pick<JoinEdge, 'many' | 'one'>, name: string): boolean {
  const own = many.foreignKeys.filter((key) => key.columns.includes(name));
  return own.length > 0 && own.every((key) => key.references.name !== one.object.name);
}

function edgesBetween(tables: readonly CatalogTable[], schema: string): readonly JoinEdge[] {
  const steps = joinEdges({ tables, defaultSchema: schema });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** Keys declared in one system say nothing of tables in another. */
function bare(table: CatalogTable): CatalogTable {
  return { ...table, foreignKeys: [] };
}

/** The key of one table that stands in the other under the same name. */
function sharedKeys(left: Draft, right: Draft): readonly KeyOption[] {
  const keys = [right.branch.table, ...left.members.map((one) => one.branch.table)].flatMap(
    (table) =>
      [table.primaryKey, ...table.uniqueKeys]
        .filter((key) => key.length > 0 && !(key.length === 1 && key[0]?.toLowerCase() === 'id'))
        .map((key) => ({ key, table })),
  );
  const options = keys.flatMap(({ key, table }): KeyOption[] => {
    const pairs = key.map((name) => pairOf(left, right, { left: name, right: name }));
    const found = pairs.filter((pair) => pair !== null);
    if (found.length < key.length) return [];
    return [
      {
        pairs: found,
        because: `${key.join(', ')} is a key of ${table.object.name} and stands in both`,
      },
    ];
  });
  if (options.length > 0) return distinct(options);
  return right.rows.columns
    .filter((column) => /(?:_id|_key|_no|_code|email|sku|uuid)$/iu.test(column.name))
    .flatMap(({ name }): KeyOption[] => {
      const pair = pairOf(left, right, { left: name, right: name });
      return pair === null ? [] : [{ pairs: [pair], because: `both have a column ${name}` }];
    });
}

function distinct(options: readonly KeyOption[]): readonly KeyOption[] {
  const keyOf = (one: KeyOption): string =>
    one.pairs.map((pair) => `${pair.left.name}=${pair.right.name}`).join();
  return options.filter(
    (one, at) => options.findIndex((other) => keyOf(other) === keyOf(one)) === at,
  );
}

/** Null where a column is missing, or the two can never be equal. */
function pairOf(
  left: Draft,
  right: Draft,
  names: { readonly left: string | undefined; readonly right: string | undefined },
): KeyPair | null {
  const found = {
    left: left.rows.columns.find((column) => column.name === names.left),
    right: right.rows.columns.find((column) => column.name === names.right),
  };
  if (found.left === undefined || found.right === undefined) return null;
  return commonColumnType(found.left.type, found.right.type) === undefined
    ? null
    : { left: found.left, right: found.right };
}

/** "on customer_id": in both, or in one of them and leading to the key of the other. */
function namedPair(
  left: Draft,
  right: Draft,
  { name, options }: { readonly name: string; readonly options: readonly KeyOption[] },
): KeyPair | null {
  const bare_ = name.split('.').at(-1) ?? name;
  const of = (draft: Draft): CatalogColumn | null => {
    const linked = linkIn(draft, bare_);
    return linked.column !== null && linked.score >= certain ? linked.column : null;
  };
  const sides = { left: of(left), right: of(right) };
  const both = pairOf(left, right, { left: sides.left?.name, right: sides.right?.name });
  if (both !== null) return both;
  const known = options
    .flatMap((option) => option.pairs)
    .find((pair) => pair.left.name === sides.left?.name || pair.right.name === sides.right?.name);
  if (known !== undefined) return known;
  const [rightKey, ...more] = right.branch.table.primaryKey;
  if (sides.left !== null && rightKey !== undefined && more.length === 0)
    return pairOf(left, right, { left: sides.left.name, right: rightKey });
  const [leftKey, ...others] = left.rows.primaryKey;
  return sides.right !== null && leftKey !== undefined && others.length === 0
    ? pairOf(left, right, { left: leftKey, right: sides.right.name })
    : null;
}

/** A key that is named on one side only leads to another on the other. */
function assumeOthers(
  left: Draft,
  right: Draft,
  {
    named,
    pairs,
    place,
  }: {
    readonly named: readonly string[];
    readonly pairs: readonly KeyPair[];
    readonly place: Place;
  },
): void {
  const unequal = pairs.filter((pair) => pair.left.name !== pair.right.name);
  if (unequal.length === 0) return;
  assume(place.findings, {
    path: `steps.${left.branch.id}_join.on`,
    value: describe(pairs, left, right),
    because: `"${named.join(', ')}" stands in one of the tables and leads to the key of the other`,
  });
}

function describe(pairs: readonly KeyPair[], left: Draft, right: Draft): string {
  return pairs
    .map(
      (pair) =>
        `${tableOf(left, pair.left.name)}.${pair.left.name} = ${tableName(right)}.${pair.right.name}`,
    )
    .join(' and ');
}

/** The joined table that a column of the rows comes from. */
function tableOf(draft: Draft, name: string): string {
  const member = draft.members.find(({ names }) => [...names.values()].includes(name));
  return member?.branch.table.object.name ?? tableName(draft);
}

function askKeys(
  left: Draft,
  right: Draft,
  {
    problem,
    options,
    place,
  }: {
    readonly problem: string;
    readonly options: readonly KeyOption[];
    readonly place: Place;
  },
): readonly KeyPair[] | null {
  const known = options.length > 0 ? options : likelyKeys(left, right);
  const offered = known.map((option): Choice => ({
    value: option.pairs.map((pair) => `${pair.left.name} = ${pair.right.name}`).join(', '),
    label: describe(option.pairs, left, right),
    because: option.because,
  }));
  const read = (text: string): readonly KeyPair[] | null => readPairs(left, right, text);
  const answer = ask(place.findings, {
    id: `join_keys_${place.index}`,
    field: 'keys',
    question: `${problem === '' ? '' : `${problem} `}By which columns do rows of ${tableName(left)} and ${tableName(right)} belong together?`,
    choices: offered.slice(0, 20),
    accept: (text) => (read(text) === null ? null : text),
  });
  return answer === null ? null : read(answer.join(', '));
}

/** Columns called as keys are, with the key of the joined table: only offered, never taken. */
function likelyKeys(left: Draft, right: Draft): readonly KeyOption[] {
  const [key, ...more] = right.branch.table.primaryKey;
  if (key === undefined || more.length > 0) return [];
  return left.rows.columns
    .filter(({ name }) => /(?:_|^)(?:id|key|code|no)$/iu.test(name))
    .flatMap(({ name }): KeyOption[] => {
      const pair = pairOf(left, right, { left: name, right: key });
      const because = `${key} is the key of ${tableName(right)}`;
      return pair === null ? [] : [{ pairs: [pair], because }];
    });
}

/** "customer_id = id, country": pairs, or names that both have. */
function readPairs(left: Draft, right: Draft, text: string): readonly KeyPair[] | null {
  const pairs = text.split(/\s*(?:,|\band\b|\bи\b)\s*/iu).map((part) => {
    const [from = '', to = from] = part.split(/\s*=\s*/u);
    const one = linkColumn(from.split('.').at(-1) ?? '', left.rows).column;
    const two = linkColumn(to.split('.').at(-1) ?? '', right.rows).column;
    return one === null || two === null
      ? null
      : pairOf(left, right, { left: one.name, right: two.name });
  });
  const found = pairs.filter((pair) => pair !== null);
  return found.length === pairs.length && found.length > 0 ? found : null;
}
