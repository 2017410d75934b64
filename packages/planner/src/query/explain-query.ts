import { describeObject, type SelectQuery } from '@ai-etl/core';
import type { MeasureIR, QuestionIR } from './question-ir.ts';
import type { QuestionLanguage } from './question-types.ts';

/** One or two sentences about what a query does, in the question's language. */
export function explainQuery(
  ir: QuestionIR,
  query: SelectQuery,
  language: QuestionLanguage,
): string {
  return language === 'ru' ? russian(ir, query) : english(ir, query);
}

function english(ir: QuestionIR, query: SelectQuery): string {
  const tables = tableNames(query);
  const what =
    ir.measures.length > 0
      ? `computes ${list(ir.measures.map(measureInEnglish), 'and')}`
      : query.distinct
        ? `lists the different values of ${list(
            query.select.map((one) => one.name),
            'and',
          )}`
        : query.groupBy === null
          ? `lists ${list(
              query.select.map((one) => one.name),
              'and',
            )}`
          : `lists each ${list(ir.groups.map(groupName), 'and')}`;
  const parts = [
    tables.length === 1
      ? `This query reads ${tables[0]}`
      : `This query joins ${list(tables, 'and')}`,
    `${what}${ir.measures.length > 0 && ir.groups.length > 0 ? ` for each ${list(ir.groups.map(groupName), 'and')}` : ''}`,
  ];
  const filters = ir.conditions.map(conditionInEnglish);
  const absent = ir.exists.map(
    ({ table, negated }) => `${negated ? 'without' : 'with'} ${table.object.name}`,
  );
  const where =
    [...filters, ...absent].length === 0
      ? ''
      : `, keeping only rows ${list([...filters, ...absent], 'and')}`;
  const order =
    ir.order === null ? '' : ir.order.direction === 'desc' ? ', highest first' : ', lowest first';
  const limit = query.limit === null ? '' : `, at most ${query.limit.count} rows`;
  return `${parts.join(' and ')}${where}${order}${limit}.`;
}

function russian(ir: QuestionIR, query: SelectQuery): string {
  const tables = tableNames(query);
  const what =
    ir.measures.length > 0
      ? `вычисляет: ${ir.measures.map(measureInRussian).join(', ')}`
      : `выводит ${query.select.map((one) => one.name).join(', ')}`;
  const groups =
    ir.measures.length > 0 && ir.groups.length > 0
      ? ` по ${ir.groups.map(groupName).join(', ')}`
      : '';
  const filters = [
    ...ir.conditions.map(conditionInRussian),
    ...ir.exists.map(({ table, negated }) => `${negated ? 'без' : 'есть'} ${table.object.name}`),
  ];
  const where = filters.length === 0 ? '' : `; условия: ${filters.join(', ')}`;
  const order =
    ir.order === null ? '' : ir.order.direction === 'desc' ? '; по убыванию' : '; по возрастанию';
  const limit = query.limit === null ? '' : `; не более ${query.limit.count} строк`;
  const read =
    tables.length === 1 ? `Запрос читает ${tables[0]}` : `Запрос связывает ${tables.join(', ')}`;
  return `${read} и ${what}${groups}${where}${order}${limit}.`;
}

function tableNames(query: SelectQuery): string[] {
  return [
    query.from,
    ...query.joins
      .filter(({ how }) => how === 'inner' || how === 'left')
      .map(({ source }) => source),
  ].map((one) => ('object' in one ? describeObject({ name: one.object.name }) : one.alias));
}

function measureInEnglish({ fn, column, table, distinct }: MeasureIR): string {
  if (column === null) return `the number of ${table.object.name}`;
  const name = `${table.object.name}.${column.name}`;
  if (fn === 'count') return `the number of ${distinct ? 'different ' : ''}${name}`;
  return {
    sum: `the sum of ${name}`,
    avg: `the average ${name}`,
    min: `the lowest ${name}`,
    max: `the highest ${name}`,
    median: `the median ${name}`,
  }[fn];
}

function measureInRussian({ fn, column, table }: MeasureIR): string {
  if (column === null) return `число строк ${table.object.name}`;
  const name = `${table.object.name}.${column.name}`;
  return {
    count: `число разных ${name}`,
    sum: `сумма ${name}`,
    avg: `среднее ${name}`,
    min: `минимум ${name}`,
    max: `максимум ${name}`,
    median: `медиана ${name}`,
  }[fn];
}

function groupName(group: QuestionIR['groups'][number]): string {
  switch (group.kind) {
    case 'column':
      return group.ref.column.name;
    case 'table':
      return `row of ${group.table.object.name}`;
    case 'time':
      return group.unit;
  }
}

const signs = { eq: '=', ne: '≠', lt: '<', le: '≤', gt: '>', ge: '≥' } as const;

function conditionInEnglish(condition: QuestionIR['conditions'][number]): string {
  switch (condition.kind) {
    case 'compare':
      return `with ${condition.ref.column.name} ${signs[condition.op]} ${String(condition.value.type === 'interval' ? '' : condition.value.value)}`;
    case 'in':
      return `with ${condition.ref.column.name} ${condition.negated ? 'not ' : ''}one of ${condition.values.map((one) => (one.type === 'interval' ? '' : String(one.value))).join(', ')}`;
    case 'between':
      return `with ${condition.ref.column.name} in the given range`;
    case 'like':
      return `with ${condition.ref.column.name} like ${condition.pattern}`;
    case 'null':
      return `${condition.negated ? 'with' : 'without'} ${condition.ref.column.name}`;
    case 'time':
      return `from ${condition.words.replace(/^(?:in|from|of|during|for|over|within)\s+/iu, '')}`;
    case 'group':
      return `with ${measureInEnglish(condition.measure)} ${signs[condition.op]} ${String(condition.value.type === 'interval' ? '' : condition.value.value)}`;
  }
}

function conditionInRussian(condition: QuestionIR['conditions'][number]): string {
  if (condition.kind === 'time') return condition.words;
  if (condition.kind === 'null')
    return `${condition.ref.column.name} ${condition.negated ? 'заполнено' : 'пусто'}`;
  return conditionInEnglish(condition).replace(/^with /u, '');
}

function list(items: readonly string[], word: string): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
}
