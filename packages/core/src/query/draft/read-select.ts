import { isAggregateFunction } from '../../expression/functions/registry.ts';
import type { Expression } from '../../expression/ast.ts';
import { contains } from '../../expression/walk.ts';
import type { QueryColumn, QueryJoin, QuerySource, SelectQuery } from '../query.ts';
import { columnNames, DraftColumns } from './draft-columns.ts';
import type { DraftReading } from './draft-reading.ts';
import type { SelectDraft } from './query-draft.ts';
import { readLimit, readOrder } from './read-clauses.ts';
import { readSource } from './read-sources.ts';

/** A block of a draft; null: what it reads is not there, which is reported. */
export function readSelect(block: SelectDraft, reading: DraftReading): SelectQuery | null {
  const from = readSource(block.from, reading, 'from');
  const joined = block.joins.map((join, at) => readSource(join, reading, `joins.${at}`));
  if (from === null || joined.includes(null)) return null;
  const sources = [from, ...joined.filter((one) => one !== null)];
  const columns = new DraftColumns(sources, reading);
  const read = (text: string, at: string): Expression => columns.find(reading.parse(text, at));
  const joins = block.joins.map(({ how, on }, at): QueryJoin => {
    if (on === undefined && how !== 'cross') {
      reading.report(
        'QUERY_SHAPE',
        `joins.${at}.on`,
        `The ${how} join needs a condition.`,
        'give on',
      );
    }
    return {
      how,
      source: sources[at + 1] ?? from,
      on: on === undefined || how === 'cross' ? always : read(on, `joins.${at}.on`),
    };
  });
  const where = block.where.map((text, at) => read(text, `where.${at}`));
  const select = readColumns(block, { reading, columns, visible: visibleOf(from, joins) });
  const outputs = new Map(select.map((one) => [one.name, one.expression]));
  const names = new Set(outputs.keys());
  const readNamed = (text: string, at: string): Expression =>
    columns.find(reading.parse(text, at), names);
  const groups = block.group_by?.map((text, at) => {
    const key = columns.find(reading.parse(text, `group_by.${at}`));
    // A name that no source has may be that of a selected column.
    const isName = key.kind === 'column' && key.table === undefined;
    return (isName ? outputs.get(key.name) : undefined) ?? key;
  });
  const having = block.having.map((text, at) => readNamed(text, `having.${at}`));
  const orderBy = readOrder(block.order_by, reading, (one) => columns.find(one, names));
  const computed = [...outputs.values(), ...having, ...orderBy.map(({ by }) => by)];
  return {
    kind: 'select',
    from,
    joins,
    subqueries: columns.subqueries,
    where,
    groupBy: groups ?? (computed.some(aggregates) ? [] : null),
    having,
    select,
    distinct: block.distinct,
    orderBy,
    limit: readLimit(block, reading),
  };
}

const always: Expression = { kind: 'literal', type: 'bool', value: true };

interface Place {
  readonly reading: DraftReading;
  readonly columns: DraftColumns;
  readonly visible: readonly QuerySource[];
}

/** Selected columns with their names: those that are given none are called by what they are. */
function readColumns(block: SelectDraft, place: Place): readonly QueryColumn[] {
  const { reading, columns } = place;
  const taken = new Set<string>();
  const named = (wanted: string): string => {
    let name = wanted;
    for (let next = 2; taken.has(name); next += 1) name = `${wanted}_${next}`;
    taken.add(name);
    return name;
  };
  return block.select.flatMap((one, at): readonly QueryColumn[] => {
    if (typeof one !== 'string') {
      taken.add(one.as);
      const text = reading.parse(one.expression, `select.${at}.expression`);
      return [{ name: one.as, expression: columns.find(text) }];
    }
    const star = /^(?:(?<table>[^.]+)\.)?\*$/u.exec(one.trim());
    if (star !== null) {
      return allOf(star.groups?.['table'], place).map((expression) => ({
        name: named(nameOf(expression)),
        expression,
      }));
    }
    const expression = columns.find(reading.parse(one, `select.${at}`));
    return [{ name: named(nameOf(expression)), expression }];
  });
}

function allOf(table: string | undefined, { visible }: Place): readonly Expression[] {
  return visible
    .filter(({ alias }) => table === undefined || alias.toLowerCase() === table.toLowerCase())
    .flatMap((source) =>
      columnNames(source).map((name): Expression => ({
        kind: 'column',
        table: source.alias,
        name,
      })),
    );
}

function nameOf(expression: Expression): string {
  switch (expression.kind) {
    case 'column':
    case 'call':
      return expression.name;
    case 'window':
      return expression.call.name;
    case 'cast':
      return nameOf(expression.operand);
    default:
      return 'value';
  }
}

function visibleOf(from: QuerySource, joins: readonly QueryJoin[]): readonly QuerySource[] {
  const seen = joins.filter(({ how }) => how !== 'semi' && how !== 'anti');
  return [from, ...seen.map(({ source }) => source)];
}

function aggregates(expression: Expression): boolean {
  return contains(expression, (one) => one.kind === 'call' && isAggregateFunction(one.name));
}
