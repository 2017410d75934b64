import { unreachable, type Expression, type Schema } from '@ai-etl/core';
import { sameExpression } from '../relation/block.ts';
import { inferExpressionType } from '../expression/infer-expression-type.ts';
import {
  blockScope,
  fromScope,
  relationSchema,
  selectAll,
  type From,
  type FromJoin,
  type Projection,
  type Relation,
  type SelectRelation,
  type UnionMode,
} from '../relation/relation.ts';
import type { Dialect, ExpressionPrinter } from './dialect.ts';
import { subqueryOf } from '../query/keep-present.ts';
import { atom, precedence, type Fragment } from './fragment.ts';
import { hasFullJoin, withoutFullJoin } from './full-join.ts';
import {
  createPrinter,
  printOrder,
  withFurtherKeys,
  type PrinterOptions,
} from './print-expression.ts';
import { hasEquality, conjuncts } from './join-condition.ts';
import { byOutputName, listColumns, onOneLine } from './readable-layout.ts';

/** Says that the dialect cannot express something. */
export type ReportUnsupported = (what: string, hint?: string) => void;

/** Prints a whole query. Reports what the dialect cannot say; the text is void then. */
export function printQuery(
  relation: Relation,
  dialect: Dialect,
  report: ReportUnsupported,
): string {
  const text = printRelation(relation, { dialect, report, indent: '', isTop: true });
  const suffix = dialect.capabilities.querySuffix(relation);
  return suffix === '' ? text : `${text}\n${suffix}`;
}

interface QueryContext {
  readonly dialect: Dialect;
  readonly report: ReportUnsupported;
  /**
   * Put before each line that we begin. Finished text is never indented: a line break inside a
   * literal, a quoted name or the user's own SQL belongs to it.
   */
  readonly indent: string;
  /** Whether this is the final result: no block reads it. */
  readonly isTop: boolean;
  /** Whether this is a member of a union. */
  readonly isMember?: boolean;
}

function printRelation(relation: Relation, context: QueryContext): string {
  switch (relation.kind) {
    case 'table':
      return printSelect(selectPlain(relation), context);
    case 'text':
      return relation.sql.trim().replace(/[;\s]+$/, '');
    case 'numbers':
      return printNumbers(relation, context);
    case 'script':
      return printScript(relation, context);
    case 'union':
      return printUnion(relation.inputs, relation.mode, context);
    case 'select':
      return printSelect(relation, context);
    default:
      return unreachable(relation);
  }
}

function selectPlain(relation: Relation): SelectRelation {
  const projections = relationSchema(relation).map((column) => ({
    ...column,
    expression: { kind: 'column', table: 't', name: column.name } satisfies Expression,
  }));
  return {
    kind: 'select',
    from: { kind: 'relation', alias: 't', relation },
    where: [],
    groupBy: null,
    projections,
    distinct: false,
    orderBy: [],
    limit: null,
  };
}

function printUnion(inputs: readonly Relation[], mode: UnionMode, context: QueryContext): string {
  const { union } = context.dialect.capabilities;
  const keyword = mode === 'all' ? 'UNION ALL' : union[mode];
  const before = union.members === 'subqueries' ? 'SELECT * FROM ' : '';
  const isExact = context.dialect.overrides.stored === undefined;
  const { isReadable } = context.dialect;
  return inputs
    .map((input) => (input.kind === 'text' && !isExact ? selectPlain(input) : input))
    .map((input) => (mode === 'all' ? input : distinctMember(input, context)))
    .map((input) =>
      isReadable && standsAlone(input, context)
        ? printRelation(input, { ...context, isTop: false, isMember: true })
        : before +
          parenthesised(context, (inner) => printRelation(input, { ...inner, isMember: true })),
    )
    .join(`\n${context.indent}${keyword}\n${context.indent}`);
}

/** Whether an operand needs no brackets: a block without an order and a limit of its own. */
function standsAlone(input: Relation, { dialect }: QueryContext): boolean {
  const isOpen = input.kind === 'select' && input.orderBy.length === 0 && input.limit === null;
  return (
    isOpen && (dialect.capabilities.fullJoin || !hasFullJoin(input.from)) && !isSetAlone(input)
  );
}

/** A block that passes the columns of a union on as they are, only sorted and cut. */
function isSetAlone({ from, where, groupBy, projections, distinct }: SelectRelation): boolean {
  if (from.kind !== 'relation' || from.relation.kind !== 'union') return false;
  const { schema } = from.relation;
  const passes = projections.every(
    ({ name, expression }, at) => expression.kind === 'column' && name === schema[at]?.name,
  );
  const isPlain = where.length === 0 && groupBy === null && !distinct;
  return isPlain && passes && projections.length === schema.length;
}

/** A sorted union without a block around it; undefined: the dialect sorts only by bare names there. */
function printSortedUnion(select: SelectRelation, context: QueryContext): string | undefined {
  const { from, orderBy, limit } = select;
  const { dialect, indent } = context;
  if (dialect.isReadable !== true || !dialect.capabilities.union.sorted) return undefined;
  if (!isSetAlone(select) || from.kind !== 'relation' || from.relation.kind !== 'union') {
    return undefined;
  }
  const keys = orderBy.map((key) => printOrder([key], blockPrinter(select, context, false)));
  const isBare = keys.every((text, at) => {
    const by = orderBy[at]?.by;
    const name = by?.kind === 'column' ? dialect.quoteIdentifier(by.name) : null;
    return [name, `${name} DESC`].includes(text.replace(/ NULLS (?:FIRST|LAST)$/u, ''));
  });
  if (!isBare) return undefined;
  const lines = [
    printUnion(from.relation.inputs, from.relation.mode, { ...context, isTop: false }),
  ];
  if (keys.length > 0) lines.push(`ORDER BY ${keys.join(', ')}`);
  if (limit !== null) lines.push(dialect.capabilities.limit(limit.count, limit.offset));
  return lines.join(`\n${indent}`);
}

/** Where floats need care as keys, a member without duplicates compares them as DISTINCT does. */
function distinctMember(input: Relation, { dialect }: QueryContext): Relation {
  const hasFloat = relationSchema(input).some(({ type }) => type.kind.startsWith('float'));
  return hasFloat && dialect.overrides.key !== undefined
    ? { ...selectPlain(input), distinct: true }
    : input;
}

/** Constant SELECTs: VALUES has another form, and other column names, in each system. */
function printNumbers(
  { count, schema }: Extract<Relation, { kind: 'numbers' }>,
  { dialect, indent }: QueryContext,
): string {
  const name = dialect.quoteIdentifier(schema[0]?.name ?? '');
  return Array.from({ length: count }, (_one, index) => `SELECT ${index + 1} AS ${name}`).join(
    `\n${indent}UNION ALL `,
  );
}

/** The inputs stand in WITH by their ids, the user's text in a subquery: exactly one query fits there. */
function printScript(
  { inputs, sql }: Extract<Relation, { kind: 'script' }>,
  context: QueryContext,
): string {
  const { dialect, indent } = context;
  const parts = inputs.map(({ name, relation }) => {
    const query = parenthesised(context, (inner) => printRelation(relation, inner));
    return `${dialect.quoteIdentifier(name)} AS ${query}`;
  });
  const text = parenthesised(context, () => sql.trim().replace(/[;\s]+$/, ''));
  return `WITH ${parts.join(`,\n${indent}`)}\n${indent}SELECT *\n${indent}FROM ${text} AS ${dialect.quoteIdentifier('result')}`;
}

/** One script as a query of its own, to be described. */
export function printScriptQuery(
  script: Extract<Relation, { kind: 'script' }>,
  dialect: Dialect,
  report: ReportUnsupported,
): string {
  const suffix = script.inputs
    .map(({ relation }) => dialect.capabilities.querySuffix(relation))
    .find((one) => one !== '');
  const text = printScript(script, { dialect, report, indent: '', isTop: false });
  return suffix === undefined ? text : `${text}\n${suffix}`;
}

function printSelect(select: SelectRelation, context: QueryContext): string {
  if (!context.dialect.capabilities.fullJoin && hasFullJoin(select.from)) {
    return printSelect(withoutFullJoin(select), context);
  }
  const sorted = printSortedUnion(select, context);
  if (sorted !== undefined) return sorted;
  const printer = blockPrinter(select, context, false);
  const shown = context.isTop && !select.distinct ? blockPrinter(select, context, true) : printer;
  const columns = select.projections.map((one) =>
    printProjection(one, one.expression.kind === 'column' ? shown : printer, context),
  );
  const { isReadable } = context.dialect;
  const keyPrinter = isReadable ? byOutputName(select, printer, columns) : printer;
  const newLine = `\n${context.indent}`;
  const list = isReadable
    ? listColumns(columns, newLine)
    : columns.map((one) => `${newLine}  ${one}`).join(',');
  const lines = [
    `${select.distinct ? 'SELECT DISTINCT' : 'SELECT'}${list}`,
    `FROM ${printFrom(select.from, printer, context)}`,
  ];
  const semi = semiConditions(select.from, printer, context);
  const where = [...semi, ...printWhere(select, printer, semi.length)];
  if (where.length > 0) lines.push(`WHERE ${where.join(`\n${context.indent}  AND `)}`);
  if (select.groupBy !== null && select.groupBy.length > 0) {
    const keys = withFurtherKeys(select.groupBy, printer, (one) => keyPrinter.print(one));
    lines.push(`GROUP BY ${keys.join(', ')}`);
  }
  const having = (select.having ?? []).flatMap(conjuncts);
  if (having.length > 0) {
    const conditions = having.map((one) => printer.print(one, having.length > 1 ? 3 : 0));
    lines.push(`HAVING ${conditions.join(`\n${context.indent}  AND `)}`);
  }
  if (select.orderBy.length > 0) lines.push(`ORDER BY ${printOrder(select.orderBy, keyPrinter)}`);
  if (select.limit !== null) {
    lines.push(context.dialect.capabilities.limit(select.limit.count, select.limit.offset));
  }
  checkComparable(select, printer);
  checkNames(select, printer);
  return lines.join(`\n${context.indent}`);
}

/** Conditions that stand between ANDs, `others` of them besides these, need brackets around an OR. */
function printWhere(select: SelectRelation, printer: ExpressionPrinter, others: number): string[] {
  const parts = select.where.flatMap(conjuncts);
  return parts.map((one) => printer.print(one, parts.length + others > 1 ? 3 : 0));
}

function printProjection(
  projection: Projection,
  printer: ExpressionPrinter,
  context: QueryContext,
): string {
  const { dialect } = context;
  const { expression, name, type, nullable } = projection;
  const exact = dialect.overrides.projected?.(expression, { type, nullable }, printer);
  const own = (exact ?? printer.fragment(expression)).text;
  const text =
    (context.isMember === true && expression.kind !== 'literal'
      ? dialect.overrides.member?.(own, type)
      : undefined) ?? own;
  const quoted = dialect.quoteIdentifier(name);
  const keepsName =
    expression.kind === 'column' &&
    expression.name === name &&
    text === own &&
    exact === undefined &&
    (dialect.capabilities.namesQualified ? text.endsWith(quoted) : text === quoted);
  return keepsName ? text : `${text} AS ${quoted}`;
}

/**
 * Columns are qualified where a bare name could mean two things: in joins, and where an output
 * column has an input column's name (ORDER BY in PostgreSQL and everything in ClickHouse would
 * read the output one).
 */
function blockPrinter(
  select: SelectRelation,
  context: QueryContext,
  isShown: boolean,
): ExpressionPrinter {
  const { dialect } = context;
  const scope = blockScope(select);
  const inputNames = new Set(
    Array.from(fromScope(select.from).values()).flatMap((one) => one.map((c) => c.name)),
  );
  const shadows = select.projections.some(
    ({ name, expression }) =>
      inputNames.has(name) && !(expression.kind === 'column' && expression.name === name),
  );
  const stored = storedTypes(select.from);
  const { key } = dialect.overrides;
  const subqueries = new Map((select.subqueries ?? []).map((one) => [one.alias, one]));
  const keys = key === undefined ? [] : keysOf(select);
  const grouped = dialect.isReadable === true && (select.groupBy?.length ?? 0) > 0;
  const typeOf = (expression: Expression) => inferExpressionType(expression, scope, grouped);
  // A float that is written in another way keeps its column's name.
  const rewrites = keys.some((one) => typeOf(one).type?.kind.startsWith('float'));
  const qualify = select.from.kind === 'join' || shadows || rewrites;
  const options: PrinterOptions = {
    dialect,
    typeOf,
    column: (table, name) => {
      const subquery = subqueries.get(table ?? '');
      if (subquery !== undefined) return atom(printValues(subquery.relation, name, context));
      const text =
        qualify && table !== undefined
          ? `${dialect.quoteIdentifier(table)}.${dialect.quoteIdentifier(name)}`
          : dialect.quoteIdentifier(name);
      const type = stored.get(table ?? '')?.find((column) => column.name === name)?.type;
      const exact = type && dialect.overrides.stored?.(text, type, isShown);
      return exact ?? atom(text);
    },
    report: context.report,
  };
  const among = (expression: Expression, printer: ExpressionPrinter) => {
    const subquery = subqueryOf(expression, subqueries);
    if (subquery === undefined || expression.kind !== 'in') return undefined;
    const operand = printer.print(expression.operand, precedence.comparison + 1);
    const values = printValues(subquery.relation, subquery.name, context);
    const text = `${operand} ${expression.negated ? 'NOT IN' : 'IN'} ${values}`;
    return { text, precedence: precedence.comparison };
  };
  const plain = createPrinter({
    ...options,
    instead: (one): Fragment | undefined => among(one, plain),
  });
  if (!rewrites) return plain;
  const isKey = (expression: Expression) => keys.some((one) => sameExpression(one, expression));
  const printer: ExpressionPrinter = createPrinter({
    ...options,
    instead: (one) => (isKey(one) ? key?.(one, plain) : among(one, printer)),
  });
  return printer;
}

/** One column of a relation in parentheses, to stand in an expression. */
function printValues(relation: Relation, name: string, context: QueryContext): string {
  const only = relationSchema(relation).length === 1;
  const values: Relation =
    only || relation.kind !== 'select' || relation.distinct
      ? relation
      : { ...relation, projections: relation.projections.filter((one) => one.name === name) };
  const shown = relationSchema(values).length === 1 ? values : onlyColumn(values, name);
  return parenthesised(context, (inner) => printRelation(shown, inner));
}

function onlyColumn(relation: Relation, name: string): SelectRelation {
  const all = selectAll(relation, 'v');
  return { ...all, projections: all.projections.filter((one) => one.name === name) };
}

/** What the rows of a block are told apart by. */
function keysOf({ distinct, projections, groupBy }: SelectRelation): readonly Expression[] {
  return distinct ? projections.map(({ expression }) => expression) : (groupBy ?? []);
}

/** Columns by alias that come from tables and the user's queries as they are. */
function storedTypes(from: From): ReadonlyMap<string, Schema> {
  if (from.kind === 'join') {
    return new Map([...storedTypes(from.left), ...storedTypes(from.right)]);
  }
  const { kind } = unwrap(from.relation);
  const isStored = kind === 'table' || kind === 'text';
  return new Map(isStored ? [[from.alias, relationSchema(from.relation)]] : []);
}

function printFrom(from: From, printer: ExpressionPrinter, context: QueryContext): string {
  if (from.kind === 'relation') return printFromRelation(from.relation, from.alias, context);
  if (isExists(from, context)) return printFrom(from.left, printer, context);
  const { capabilities } = context.dialect;
  const isOuter = from.how !== 'inner' && from.how !== 'cross';
  if (isOuter && !capabilities.outerJoinWithoutEquality && !hasEquality(from)) {
    context.report(
      `a ${from.how} join without an equality between both sides`,
      'add a condition such as left.id = right.id',
    );
  }
  const left = printFrom(from.left, printer, context);
  const right = printFromRelation(from.right.relation, from.right.alias, context);
  const condition = from.how === 'cross' ? '' : ` ON ${printer.print(from.on)}`;
  return `${left}\n${context.indent}${joinKeywords[from.how]} ${right}${condition}`;
}

const joinKeywords: Readonly<Record<FromJoin['how'], string>> = {
  inner: 'INNER JOIN',
  left: 'LEFT JOIN',
  right: 'RIGHT JOIN',
  full: 'FULL JOIN',
  semi: 'LEFT SEMI JOIN',
  anti: 'LEFT ANTI JOIN',
  cross: 'CROSS JOIN',
};

function isExists(from: FromJoin, context: QueryContext): boolean {
  return (
    (from.how === 'semi' || from.how === 'anti') &&
    context.dialect.capabilities.semiJoin === 'exists'
  );
}

/** Semi and anti joins as conditions, for dialects without the join kinds. */
function semiConditions(from: From, printer: ExpressionPrinter, context: QueryContext): string[] {
  if (from.kind === 'relation') return [];
  const below = semiConditions(from.left, printer, context);
  if (!isExists(from, context)) return below;
  const subquery = parenthesised(context, (inner) => {
    const right = printFromRelation(from.right.relation, from.right.alias, inner);
    return `SELECT 1\n${inner.indent}FROM ${right}\n${inner.indent}WHERE ${printer.print(from.on)}`;
  });
  return [...below, `${from.how === 'anti' ? 'NOT ' : ''}EXISTS ${subquery}`];
}

function printFromRelation(relation: Relation, alias: string, context: QueryContext): string {
  const { dialect } = context;
  const name = dialect.quoteIdentifier(alias);
  const source = unwrap(relation);
  if (source.kind === 'table') {
    const { schema, name: table } = source.object;
    const path = [...(schema === undefined ? [] : [schema]), table]
      .map((part) => dialect.quoteIdentifier(part))
      .join('.');
    return table === alias ? path : `${path} AS ${name}`;
  }
  return `${parenthesised(context, (inner) => printRelation(source, inner))} AS ${name}`;
}

/** A block that only passes a relation's columns on, all of them, is that relation. */
function unwrap(relation: Relation): Relation {
  if (relation.kind !== 'select' || relation.from.kind !== 'relation') return relation;
  const inner = relation.from.relation;
  const isBare =
    relation.where.length === 0 &&
    relation.groupBy === null &&
    !relation.distinct &&
    relation.orderBy.length === 0 &&
    relation.limit === null;
  const innerNames: Schema = relationSchema(inner);
  const passesAll =
    (inner.kind === 'table' ||
      inner.kind === 'text' ||
      relation.projections.length === innerNames.length) &&
    relation.projections.every(
      ({ name, expression }, index) =>
        expression.kind === 'column' &&
        expression.name === name &&
        (inner.kind === 'table' || inner.kind === 'text' || innerNames[index]?.name === name),
    );
  return isBare && passesAll && inner.kind !== 'table' ? inner : relation;
}

function checkComparable(select: SelectRelation, printer: ExpressionPrinter): void {
  const { incomparable } = printer.dialect.capabilities;
  const compared: readonly Expression[] = [
    ...(select.groupBy ?? []),
    ...(select.distinct ? select.projections.map((one) => one.expression) : []),
  ];
  for (const one of compared) {
    const { type } = printer.typeOf(one);
    if (type !== null && incomparable.includes(type.kind)) {
      printer.unsupported(
        `grouping or removing duplicates by a ${type.kind} value`,
        'cast the column to text first',
      );
    }
  }
}

/** A reference to one of two such columns would silently read the other. */
function checkNames({ projections }: SelectRelation, printer: ExpressionPrinter): void {
  if (!printer.dialect.capabilities.namesIgnoreCase) return;
  const names = new Map<string, string>();
  for (const { name } of projections) {
    const known = names.get(name.toLowerCase());
    if (known !== undefined && known !== name) {
      printer.unsupported(
        `the columns "${known}" and "${name}" side by side: it ignores case in names`,
        'rename one of them',
      );
    }
    names.set(name.toLowerCase(), name);
  }
}

/** `(`, the text on lines of its own (a comment at its end must not eat the bracket), `)`. */
function parenthesised(context: QueryContext, print: (inner: QueryContext) => string): string {
  const inner = { ...context, indent: `${context.indent}  `, isTop: false, isMember: false };
  const text = print(inner);
  const line = context.dialect.isReadable ? onOneLine(text) : undefined;
  return line === undefined ? `(\n${inner.indent}${text}\n${context.indent})` : `(${line})`;
}
