import type {
  Condition,
  Evidence,
  FilterIntent,
  LoadIntent,
  OperationIntent,
} from '../../ir/index.ts';
import { isWrittenColumn } from '../clauses.ts';
import { ofOneMeasure } from './of-one-measure.ts';
import { compileRules, readRules } from '../pattern/rules.ts';
import { claim, free, is, isMarkAt, skip, type Reading } from '../reading.ts';

/** A column named in brackets for what was said before: "last quarter's invoices (column issued_on)". */
export interface ColumnHint {
  readonly column: string;
  readonly evidence: Evidence;
}

const hintRules = compileRules<ColumnHint>([
  {
    patterns: [
      '{ (the|see|by|per|using|judged by|according to|measured by)? (column|field|date column|date|timestamp|timestamp column|time|time column|date field|it is) (is|:|in|called|named)? <column:col> }',
      '{ (by|per|on|using|judged by|according to|measured by|based on|see) (the)? (column|field)? <column:col> }',
      '{ (колонка|поле|столбец|дата|дата в|время|колонке|полю|по полю|по колонке|по столбцу|по|по дате|в поле|в колонке|дата —|поле —|колонка —) (—|–|-|:)? <column:col> }',
      '{ <column:col> (is|=|—|–) (the)? (date|timestamp|time|moment|day|date column|date field|time column) (that counts|to use|in question|meant)? }',
      '(the)? (date|timestamp|time) (is in|is|column is|field is) <column:col>',
      '(дата|время) (—|–|лежит в|хранится в|в поле|в колонке) <column:col>',
    ],
    mean: (captures) => {
      const column = captures.text('column');
      return column === null || !/_|^(?:date|ts|timestamp)$/iu.test(column)
        ? null
        : (evidence) => ({ column, evidence });
    },
  },
  {
    // "(column message)": called a column, it may have any name.
    patterns: [
      '{ (the|see)? (column|field) (is|:|called|named)? <column:col> }',
      '{ (колонка|поле|столбец) (—|–|-|:)? <column:col> }',
    ],
    mean: (captures) => {
      const column = captures.text('column');
      return column === null ? null : (evidence) => ({ column, evidence });
    },
  },
]);

/** Reads and claims columns that are named in brackets for words before them. */
export function readColumnHints(reading: Reading): ColumnHint[] {
  return readRules(reading, hintRules);
}

const momentColumn =
  /_(?:at|on|date|time|ts|day|dt|timestamp)$|^(?:date|ts|timestamp)$|(?:Date|At|Time)$/iu;

/** "the last 30 days of sessions by started_at", "… (sold_at)": a moment that nobody else has read. */
export function readLateHints(
  reading: Reading,
  filters: readonly FilterIntent[],
  load: LoadIntent | null,
): ColumnHint[] {
  const isLoadOpen = load?.mode === 'watermark' && load.column === null;
  const isOpen = filters.some((filter) => filter.any.some((one) => needsMoment(one)));
  const hints = [
    ...readHintsBehind(reading, filters),
    ...(isLoadOpen ? readCursorHint(reading, load.evidence.end) : []),
  ];
  if (!isOpen) return hints;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const bracket = isMarkAt(reading, at, '(');
    const lead = bracket
      ? at + 1
      : skip(reading, at, 'by', 'on', 'per', 'column_noun', 'determiner');
    const name = free(reading, lead);
    if (lead === at || name === undefined || name.text.includes('.')) continue;
    if (!momentColumn.test(name.text) || is(reading, lead, 'unit')) continue;
    if (bracket && !isMarkAt(reading, lead + 1, ')')) continue;
    hints.push({ column: name.text, evidence: claim(reading, at, bracket ? lead + 2 : lead + 1) });
    at = lead;
  }
  return hints;
}

/** "more than 30 kg (weight_kg)": reads and claims columns in brackets right behind conditions. */
export function readHintsBehind(reading: Reading, filters: readonly FilterIntent[]): ColumnHint[] {
  const ends = new Set(filters.map((filter) => filter.evidence.end));
  return reading.tokens.flatMap((_token, at): ColumnHint[] => {
    if (!isMarkAt(reading, at, '(') || !isMarkAt(reading, at + 2, ')')) return [];
    const name = free(reading, at + 1);
    const isBehind = [1, 2, 3].some(
      (back) =>
        ends.has(reading.tokens[at - back]?.end ?? -1) &&
        reading.tokens
          .slice(at - back + 1, at)
          .every((token) => /^(?:ones|only|rows|records|those|just)$/u.test(token.lower)),
    );
    const isSpoken =
      name?.kind === 'word' && (name.senses.length === 0 || /^(?:status|state)$/u.test(name.lower));
    const isNamed = name?.kind === 'name' && !name.text.includes('.');
    if (name === undefined || !(isNamed || isSpoken) || !isBehind) return [];
    return [{ column: name.text, evidence: claim(reading, at, at + 3) }];
  });
}

/** "new rows in MySQL payments (paid_at)", "… since the last run (bid_id tells)": the first written column in brackets behind them. */
function readCursorHint(reading: Reading, from: number): ColumnHint[] {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if ((reading.tokens[at]?.start ?? 0) < from || !isMarkAt(reading, at, '(')) continue;
    const column = free(reading, at + 1);
    const close = [at + 2, at + 3, at + 4].find((place) => isMarkAt(reading, place, ')'));
    const isNamed = column?.lower === 'id' || isWrittenColumn(column);
    if (close === undefined || column === undefined || !isNamed) continue;
    return [{ column: column.text, evidence: claim(reading, at, close + 1) }];
  }
  return [];
}

function needsMoment({ column, cmp, values }: Condition): boolean {
  return column?.includes('_') !== true && (cmp === 'period' || values[0]?.type === 'date');
}

/** Conditions with the columns other words give them: a hint behind them, a column that is listed. */
export function settleColumns(
  filters: readonly FilterIntent[],
  hints: readonly ColumnHint[],
  {
    operations,
    written,
  }: { readonly operations: readonly OperationIntent[]; readonly written: readonly string[] },
): FilterIntent[] {
  const named = operations.flatMap((one) =>
    one.op === 'select'
      ? one.columns
      : one.op === 'dedupe' && one.orderBy !== null
        ? [one.orderBy]
        : [],
  );
  const settled = filters.map((filter): FilterIntent => ({
    ...filter,
    any: filter.any.map((condition): Condition => {
      const own = stateHint(condition, hints);
      if (own !== null)
        return { ...condition, column: own, cmp: condition.cmp === 'state' ? '=' : '!=' };
      if (isWritten(condition)) return condition;
      const column =
        hinted(condition, hintsFor(condition, openHints(condition, hints, filters))) ??
        listed(condition, named) ??
        placeOf(condition, written) ??
        loneMoment(condition, written) ??
        loneAmount(condition, written);
      return column === null ? condition : { ...condition, column };
    }),
  }));
  return once(settled);
}

/** "yesterday's numbers … for yesterday": what is said twice is one condition. */
function once(filters: readonly FilterIntent[]): FilterIntent[] {
  const said = ({ any }: FilterIntent): string =>
    JSON.stringify(any.map(({ column, cmp, values, period }) => [column, cmp, values, period]));
  // "open cases … (status open)": the state is told with its column.
  const told = new Set(
    filters.flatMap(({ any }) =>
      any.length === 1 && any[0]?.cmp === '='
        ? any[0].values.map(({ value }) => String(value))
        : [],
    ),
  );
  const isTold = ({ any }: FilterIntent): boolean =>
    any.length === 1 &&
    any[0]?.cmp === 'state' &&
    any[0].column === null &&
    any[0].values.every(({ value }) => told.has(String(value)));
  return filters.filter(
    (one, at) => !isTold(one) && filters.findIndex((other) => said(other) === said(one)) === at,
  );
}

/** "published ones only (status)": the brackets right behind a state name its column. */
function stateHint(
  { column, cmp, values, evidence }: Condition,
  hints: readonly ColumnHint[],
): string | null {
  if (column !== null || (cmp !== 'state' && cmp !== 'not_state') || values.length !== 1)
    return null;
  const behind = hints.find(
    (hint) => hint.evidence.start > evidence.start && hint.evidence.start - evidence.end < 24,
  );
  return behind !== undefined && !momentColumn.test(behind.column) ? behind.column : null;
}

/** "last week's orders over 500 euros (amount)": what stands behind a later number is not the moment's. */
function openHints(
  condition: Condition,
  hints: readonly ColumnHint[],
  filters: readonly FilterIntent[],
): readonly ColumnHint[] {
  if (!needsMoment(condition)) return hints;
  const later = filters.filter(
    ({ evidence, any }) =>
      evidence.start >= condition.evidence.end &&
      any.some((one) => !needsMoment(one) && one.values[0]?.type === 'number'),
  );
  return hints.filter(
    (hint) =>
      momentColumn.test(hint.column) ||
      !later.some(({ evidence }) => evidence.end <= hint.evidence.start),
  );
}

/** A moment in brackets is no column of "language 'xx'": that condition has one, and compares no time. */
function hintsFor(condition: Condition, hints: readonly ColumnHint[]): readonly ColumnHint[] {
  if (needsMoment(condition)) return hints;
  const isNumber = condition.values[0]?.type === 'number';
  if (condition.column === null && !isNumber) return hints;
  return hints.filter((hint) => !momentColumn.test(hint.column));
}

function isWritten({ column, cmp }: Condition): boolean {
  return cmp === 'state' || cmp === 'not_state' || column?.includes('_') === true;
}

/** A hint belongs to the condition that stands last before it. */
function hinted(filter: Condition, hints: readonly ColumnHint[]): string | null {
  const behind = hints.filter(
    (hint) =>
      hint.evidence.start >= filter.evidence.start &&
      hint.evidence.start - filter.evidence.end < 90,
  );
  return behind[0]?.column ?? null;
}

const moment = /_(?:at|on|date|time|ts|day|dt)$|^(?:date|ts|timestamp)$/iu;

/** "ended yesterday" is by `ended_at` and "longer than 20 km" by `distance_km`, when these are listed. */
function listed(condition: Condition, named: readonly string[]): string | null {
  const word = condition.column?.toLowerCase() ?? null;
  if (word !== null) return only(named.filter((name) => name.toLowerCase().startsWith(`${word}_`)));
  if (condition.cmp === 'period' || condition.values[0]?.type === 'date') {
    return only(named.filter((name) => moment.test(name)));
  }
  if (condition.values[0]?.type !== 'number') return null;
  const words = condition.evidence.text.toLowerCase().split(/[^\p{L}]+/u);
  return only(
    named.filter((name) =>
      name
        .toLowerCase()
        .split('_')
        .some((part) => part.length > 1 && words.includes(part)),
    ),
  );
}

/** "for yesterday", where the text names but one moment: "… per hour of logged_at". */
function loneMoment(condition: Condition, written: readonly string[]): string | null {
  const isOpen = condition.column === null && needsMoment(condition);
  return isOpen ? only(written.filter((name) => isMoment(name))) : null;
}

/** "who live in Oslo or Bergen": the place is of the one column of the text that holds places. */
function placeOf({ column, values }: Condition, written: readonly string[]): string | null {
  const isPlace =
    /^(?:live|lives|living|lived|reside|resides|residing|based|located|situated|born|stay|stays|work|works|come|comes)$/u.test(
      column ?? '',
    );
  if (!isPlace || values[0]?.type !== 'text') return null;
  return only(
    written.filter((name) =>
      /(?:^|_)(?:city|town|country|region|place|state|district|village|county)(?:$|_)/iu.test(name),
    ),
  );
}

/** Whether a name is written as that of a moment. */
export function isMoment(name: string): boolean {
  return (
    /_(?:at|on|date|time|ts|day|dt|timestamp)$|^(?:ts|timestamp)$/iu.test(name) ||
    /\p{Ll}(?:Date|At|Time|On)$/u.test(name)
  );
}

const moneyColumn =
  /^(?:amount|price|total|cost|fee|sum|value|revenue|salary|balance|fare|budget)$|_(?:amount|price|total|cost|fee|sum|value)$|^(?:total|amount|price)_/iu;

/** "over 150 euros", "worth at least 75", where the text names but one column of money. */
function loneAmount(condition: Condition, written: readonly string[]): string | null {
  const isOpen = condition.column === null && condition.values[0]?.type === 'number';
  if (!isOpen || ofOneMeasure.test(condition.evidence.text)) return null;
  return only(written.filter((name) => moneyColumn.test(name)));
}

function only(names: readonly string[]): string | null {
  const [first, ...others] = [...new Set(names)];
  return first !== undefined && others.length === 0 ? first : null;
}
