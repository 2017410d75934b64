import { isNumeric, type CatalogTable, type Expression } from '@ai-etl/core';
import { isMoment } from '../link/link-column.ts';
import { isKeyLike } from '../query/table-facts.ts';
import { bornWhen } from './ages/age-expression.ts';
import { inUnitOf } from './units/in-unit-of.ts';
import { weights } from './weights.ts';
import type { JoinStep } from '../query/join-graph.ts';
import { joinCondition } from '../query/build/join-edge.ts';
import { Block } from './block.ts';
import { CannotBuild, type Building } from './building.ts';
import { ownExpression } from './kinds/own-rows.ts';
import { plainTest } from './shapes/none-of.ts';
import { aggregateOfPeers, timesOf } from './shapes/compare-groups.ts';
import { mentionExpression } from './shapes/mention-expression.ts';
import { isElapsed } from './times/derived.ts';
import { binary, call, column, every, literalFor, numeral, some } from './expressions.ts';
import { text } from '../query/conditions/equality.ts';
import type { ColumnMention, HeldChoice, Measure, Operand, Operator, Test } from './form.ts';
import { whenExpression } from './times/build-time.ts';
import { comparable, textComparedToNumber } from './compare-texts.ts';
import type { Field } from './schema-index.ts';

/** The table whose rows a test looks at; null for tests of groups, and of several tables. */
export function tableOfTest(
  test: Test,
  { resolution }: Pick<Building, 'resolution'>,
): CatalogTable | null {
  switch (test.kind) {
    case 'exists':
      return null;
    case 'apart':
    case 'only':
    case 'all':
    case 'any': {
      const tables = new Set(test.tests.map((one) => tableOfTest(one, { resolution })));
      const [only] = tables;
      return tables.size === 1 && only !== undefined ? only : null;
    }
    case 'compare':
    case 'between':
    case 'like':
    case 'null':
    case 'held':
    case 'flag':
    case 'own':
    case 'time':
      return test.left.kind === 'column' ? resolution.fieldOf(test.left).table : null;
  }
}

/** Whether a test is one of groups: "more than five orders". */
export function isGroupTest(test: Test): boolean {
  return (test.kind === 'compare' || test.kind === 'between') && test.left.kind === 'measure';
}

/** A condition on the columns of tables that are joined. */
export function testExpression(test: Test, block: Block, building: Building): Expression {
  switch (test.kind) {
    case 'any':
      return some(test.tests.map((one) => testExpression(one, block, building)));
    case 'only':
      return testExpression(test.tests[0], block, building);
    case 'all': {
      const plain = plainTest(test);
      if (plain !== test) return testExpression(plain, block, building);
      const all = every(test.tests.map((one) => testExpression(one, block, building)));
      return test.negated ? { kind: 'unary', op: 'not', operand: all } : all;
    }
    case 'exists':
    case 'apart':
      throw new CannotBuild('an existence among alternatives');
    case 'compare': {
      const { left, op, right } = test;
      const aged = ageTest(test, block, building);
      if (aged !== null) return aged;
      const isMade = left.kind === 'column' && (isElapsed(left) || left.derived?.kind === 'cycle');
      if (isMade && right.kind === 'number')
        return binary(op, mentionExpression(left, block, building), numeral(right.value));
      return compareExpression(fieldOf(left, building), op, right, block, building);
    }
    case 'between': {
      const { left, low, high } = test;
      if (left.kind === 'column' && left.derived?.kind === 'age') {
        const ends = [
          { left, op: 'ge', right: { kind: 'number', value: low, text: String(low) } },
          { left, op: 'le', right: { kind: 'number', value: high, text: String(high) } },
        ] as const;
        return every(
          ends.map((end) => testExpression({ kind: 'compare', ...end }, block, building)),
        );
      }
      const field = fieldOf(test.left, building);
      const value = comparable(field, block.column(field), building);
      return {
        kind: 'between',
        operand: value,
        low: numeral(test.low),
        high: numeral(test.high),
        negated: false,
      };
    }
    case 'like': {
      const field = fieldOf(test.left, building);
      if (field.column.type.kind !== 'text') throw new CannotBuild('letters in what is no text');
      const operand = block.column(field);
      return {
        kind: 'like',
        operand,
        pattern: text(test.pattern),
        negated: test.negated,
        caseInsensitive: true,
      };
    }
    case 'null': {
      const field = fieldOf(test.left, building);
      // "without wifi", of a column that says yes or no.
      if (field.column.type.kind === 'text' && building.index.states.flags.has(field.column))
        return flagExpression(field, test.negated, { block, building });
      return {
        kind: 'is_null',
        operand: block.column(field),
        negated: test.negated,
      };
    }
    case 'time': {
      const field = fieldOf(test.left, building);
      const { textForms } = building.index;
      const inside = whenExpression(block.column(field), field, test.when, textForms);
      if (inside === null) throw new CannotBuild('a time that the column cannot say');
      return test.negated ? { kind: 'unary', op: 'not', operand: inside } : inside;
    }
    case 'held':
      return heldExpression(fieldOf(test.left, building), test.values, test.negated, block);
    case 'own':
      return ownExpression(test, fieldOf(test.left, building), block);
    case 'flag': {
      return flagExpression(fieldOf(test.left, building), test.value, { block, building });
    }
  }
}

/** "over 65" by days of birth: so an index on them can be used. null for other tests. */
function ageTest(
  { left, op, right }: Extract<Test, { kind: 'compare' }>,
  block: Block,
  building: Building,
): Expression | null {
  if (left.kind !== 'column' || left.derived?.kind !== 'age' || right.kind !== 'number')
    return null;
  const field = fieldOf(left, building);
  const when = bornWhen(op, right.value);
  return when === null ? null : whenExpression(block.column(field), field, when);
}

/** A column that says yes or no, in its own way. */
function flagExpression(
  field: Field,
  value: boolean,
  { block, building }: { readonly block: Block; readonly building: Building },
): Expression {
  const operand = block.column(field);
  const flag = building.index.states.flags.get(field.column);
  if (field.column.type.kind === 'bool' || flag === undefined)
    return value ? operand : { kind: 'unary', op: 'not', operand };
  const literal = literalFor(field.column, value ? flag.yes : flag.no);
  if (literal === null) throw new CannotBuild('a flag of another type');
  return binary('eq', operand, literal);
}

function fieldOf(part: ColumnMention | Measure, { resolution }: Building): Field {
  if (part.kind === 'column') return resolution.fieldOf(part);
  throw new CannotBuild('a test of groups among those of rows');
}

function heldExpression(
  field: Field,
  choices: readonly HeldChoice[],
  negated: boolean,
  block: Block,
): Expression {
  const operand = block.column(field);
  const values = choices.flatMap(({ byField }) => {
    const held = byField.find((one) => one.field.column === field.column);
    const literal = held === undefined ? null : literalFor(field.column, held.value);
    return literal === null ? [] : [literal];
  });
  const [first, ...more] = values;
  if (first === undefined) throw new CannotBuild('a value of another column');
  if (more.length === 0) return binary(negated ? 'ne' : 'eq', operand, first);
  return { kind: 'in', operand, items: values, negated };
}

function compareExpression(
  field: Field,
  op: Operator,
  right: Operand,
  block: Block,
  building: Building,
): Expression {
  const left = block.column(field);
  switch (right.kind) {
    case 'number': {
      if (isMoment(field.column)) {
        if (right.value < 1000 || right.value > 9999) throw new CannotBuild('no year');
        return binary(op, comparable(field, left, building), numeral(right.value));
      }
      if (field.column.type.kind === 'text')
        return textComparedToNumber(field, op, right, { operand: left, building });
      if (op !== 'eq' && op !== 'ne' && isKeyLike(field.column, field.table))
        building.cost += weights.odd.comparedKey;
      return binary(op, left, numeral(inUnitOf(field.column, right)));
    }
    case 'text': {
      const isNumber =
        building.index.numerals.has(field.column) && Number.isFinite(Number(right.value));
      if (isNumber && op !== 'eq' && op !== 'ne')
        return binary(op, comparable(field, left, building), numeral(Number(right.value)));
      const literal = literalFor(field.column, right.value);
      if (literal === null) throw new CannotBuild('a text that the column cannot hold');
      return binary(op, left, literal);
    }
    case 'today':
      return binary(op, left, call('today', []));
    case 'column': {
      const other = building.resolution.fieldOf(right.of);
      if (other.table === field.table && other.column === field.column)
        throw new CannotBuild('a column that is compared with itself');
      if (!block.reach(other.table)) throw new CannotBuild(`no way to ${other.table.object.name}`);
      return binary(op, left, block.column(other));
    }
    case 'aggregate': {
      if (right.per !== undefined)
        return binary(
          op,
          left,
          timesOf(right, aggregateOfPeers(field, right, { block, building })),
        );
      const of = right.of === null ? field : building.resolution.fieldOf(right.of);
      if (right.fn === 'avg' && !(isNumeric(of.column.type) && isNumeric(field.column.type)))
        throw new CannotBuild('no average');
      const inner = new Block(of.table, building.index);
      const alias = `${right.fn}_${building.subqueries.length + 1}`;
      building.subqueries.push({
        alias,
        query: {
          kind: 'select',
          from: inner.from,
          joins: [],
          subqueries: [],
          where: [],
          groupBy: [],
          having: [],
          select: [{ name: 'value', expression: call(right.fn, [inner.column(of)]) }],
          distinct: false,
          orderBy: [],
          limit: null,
        },
      });
      return binary(op, left, timesOf(right, column(alias, 'value')));
    }
  }
}

/**
 * Keeps rows that have, or have not, rows of another table that pass the tests. `path` leads there;
 * its first keys to one row are plain joins.
 */
export function addExistence(
  block: Block,
  table: CatalogTable,
  {
    tests,
    negated,
    building,
  }: { readonly tests: readonly Test[]; readonly negated: boolean; readonly building: Building },
): void {
  const path = block.pathTo(table);
  if (path === null || path.length === 0) throw new CannotBuild('no way to the table');
  const many = negated
    ? 0
    : path.findIndex(({ toOne }, place) => !toOne || place === path.length - 1);
  for (const { next } of path.slice(0, many)) block.reach(next);
  const rest = path.slice(many);
  const [first, ...more] = rest;
  if (first === undefined) throw new CannotBuild('no way to the table');
  const how = negated ? 'anti' : 'semi';
  // A table that is asked twice has its alias once.
  const isTaken = block.joins.some(({ source }) => source.alias === block.aliases.of(table));
  if (more.length === 0 && !isTaken) {
    const inner = new Block(table, building.index, block.aliases);
    const others = tests.filter((test) => tableOfTest(test, building) !== table);
    if (others.length === 0) {
      const on = [
        joinCondition(first.edge, block.aliases),
        ...tests.map((test) => testExpression(test, inner, building)),
      ];
      block.add({ how, source: block.source(table), on: every(on) });
      return;
    }
  }
  addDerived(block, first, { tables: rest.map(({ next }) => next), tests, how, building });
}

function addDerived(
  block: Block,
  first: JoinStep,
  {
    tables,
    tests,
    how,
    building,
  }: {
    readonly tables: readonly CatalogTable[];
    readonly tests: readonly Test[];
    readonly how: 'semi' | 'anti';
    readonly building: Building;
  },
): void {
  const inner = new Block(first.next, building.index);
  for (const table of tables) if (!inner.reach(table)) throw new CannotBuild('no way to the table');
  for (const test of tests) {
    const of = tableOfTest(test, building);
    if (of === null || !inner.reach(of)) throw new CannotBuild('no way to the table of a test');
  }
  const { edge } = first;
  const isMany = edge.many === first.next;
  const [mine, theirs] = isMany
    ? [edge.columns, edge.referencedColumns]
    : [edge.referencedColumns, edge.columns];
  const outer = isMany ? edge.one : edge.many;
  const alias = `with_${block.joins.length + 1}`;
  // What is compared inside is worked out inside.
  const within: Building = { ...building, subqueries: [] };
  const where = tests.map((test) => testExpression(test, inner, within));
  building.cost = within.cost;
  block.add({
    how,
    source: {
      alias,
      query: {
        kind: 'select',
        from: inner.from,
        joins: inner.joins,
        subqueries: within.subqueries,
        where,
        groupBy: null,
        having: [],
        select: mine.map((name) => ({
          name,
          expression: column(inner.aliases.of(first.next), name),
        })),
        distinct: false,
        orderBy: [],
        limit: null,
      },
    },
    on: every(
      mine.map((name, at) =>
        binary('eq', column(block.aliases.of(outer), theirs[at] ?? name), column(alias, name)),
      ),
    ),
  });
}
