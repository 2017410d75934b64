import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { KnownValue, QuestionSchema } from '../../query/question-types.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { dueColumns, type DueColumns } from './due-columns.ts';
import { flagName, flagValues, type FlagValues } from './flag-columns.ts';
import { nullMeanings } from './null-comment.ts';
import { isParticiple, verbRoot } from './verb-root.ts';

/** Columns that tell states of rows without being named. */
export interface StateIndex {
  /** Columns that are filled when something was done, by the root of its verb. */
  readonly doneBy: ReadonlyMap<string, readonly DoneColumn[]>;
  /** States that comments tie to emptiness, by a word of the state. */
  readonly described: ReadonlyMap<string, readonly DescribedState[]>;
  /** Columns that say yes or no, by the words of their names. */
  readonly flagsNamed: ReadonlyMap<string, readonly Named<Field>[]>;
  readonly flags: ReadonlyMap<CatalogColumn, FlagValues>;
  /** Keys to people that may be empty: nobody is responsible yet. */
  readonly responsible: readonly Named<Field>[];
  readonly dues: readonly DueColumns[];
}

export interface DoneColumn extends Named<Field> {
  /** A moment or a key: filled means done. Else a value, of which only the lack is a state. */
  readonly isEvent: boolean;
  /** The table says which of its columns may be empty. */
  readonly isDeclared: boolean;
}

export interface DescribedState {
  readonly field: Field;
  readonly isEmpty: boolean;
}

const particles: ReadonlySet<string> = new Set(
  'at on date time timestamp ts dt utc day datetime by to moment id actual actually is was'.split(
    ' ',
  ),
);
/** Moments that are planned, not come. */
const planned =
  /(?:^|_)(?:due|expected|expires?|expiry|expiration|planned|scheduled|estimated|promised|target|requested|preferred|deadline|next|valid|birth|dob|start|started|updated|modified|created)(?:$|_)/iu;

/** Reads all names and comments once. */
export function indexStates(
  schema: QuestionSchema,
  values: readonly KnownValue[],
  fields: readonly Field[],
): StateIndex {
  const held = heldByColumn(schema, values);
  const byColumn = new Map(fields.map((field) => [field.column, field]));
  const doneBy = new Map<string, DoneColumn[]>();
  const described = new Map<string, DescribedState[]>();
  const flagsNamed = new Map<string, Named<Field>[]>();
  const flags = new Map<CatalogColumn, FlagValues>();
  const responsible: Named<Field>[] = [];
  for (const table of schema.tables) {
    const isDeclared = table.columns.some(
      (column) => !column.nullable && !table.primaryKey.includes(column.name),
    );
    for (const column of table.columns) {
      const field = byColumn.get(column) ?? { table, column };
      const flag = flagValues(column, held.get(column));
      if (flag !== null) {
        flags.set(column, flag);
        for (const [words, score] of flagNames(column))
          push(flagsNamed, words, { what: field, score });
      } else if (column.nullable && !table.primaryKey.includes(column.name)) {
        for (const [root, score] of doneRoots(field))
          push(doneBy, root, { what: field, score, isEvent: isEvent(field), isDeclared });
        if (isResponsible(field, schema)) responsible.push({ what: field, score: 0.95 });
      }
      for (const { words, isEmpty } of column.nullable ? nullMeanings(column.comment) : [])
        push(described, stateWord(words), { field, isEmpty });
    }
  }
  const dues = schema.tables.flatMap(dueColumns);
  return { doneBy, described, flagsNamed, flags, responsible, dues };
}

/** How a word of a state is looked up: participles by their root. */
export function stateKey(word: string): string {
  return isParticiple(word) ? `~${verbRoot(word)}` : word;
}

function stateWord(words: readonly string[]): string {
  return stateKey(words.find(isParticiple) ?? words[0] ?? '');
}

function push<T>(map: Map<string, T[]>, key: string, one: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [one]);
  else list.push(one);
}

/** `actual_delivery_date`: deliver; `checked_out_at`: check out, and check less surely. */
function doneRoots({ column, table }: Field): readonly (readonly [string, number])[] {
  if (planned.test(column.name)) return [];
  const parts = partsOf(column.name).filter((part) => !particles.has(part));
  const own = partsOf(table.object.name);
  const said = parts.filter((part) => !own.includes(part));
  const [first, ...more] = said.map(verbRoot);
  if (first === undefined) return [];
  const whole = [first, ...more].join(' ');
  const rest = more.map((root) => [root, weights.state.partOfName] as const);
  return more.length === 0
    ? [[first, 1]]
    : [[whole, 1], [first, weights.state.partOfName], ...rest];
}

function flagNames(column: CatalogColumn): readonly (readonly [string, number])[] {
  const parts = partsOf(flagName(column.name));
  const whole = parts.join(' ');
  const last = parts.at(-1);
  const roots = parts.map(stateKey).join(' ');
  const names: (readonly [string, number])[] = [[whole, 1]];
  if (roots !== whole) names.push([roots, weights.state.akin]);
  if (parts.length > 1 && last !== undefined && isParticiple(last))
    names.push([last, weights.state.partOfName]);
  return names;
}

function isEvent({ column, table }: Field): boolean {
  return (
    isMoment(column) ||
    /(?:_at|_on|_by|_to|date|time|timestamp)$/iu.test(column.name) ||
    table.foreignKeys.some((key) => key.columns.includes(column.name))
  );
}

/** A key to those who work for whoever keeps the data. */
function isResponsible({ column, table }: Field, schema: QuestionSchema): boolean {
  const key = table.foreignKeys.find(
    (one) => one.columns.length === 1 && one.columns[0] === column.name,
  );
  if (key === undefined || key.references.name === table.object.name) return false;
  const role = partsOf(column.name).some((part) => staff.has(part));
  const target = schema.tables.find((one) => one.object.name === key.references.name);
  return (
    role || (target !== undefined && partsOf(target.object.name).some((part) => staff.has(part)))
  );
}

/** Names of those who work for an organisation. */
const staff: ReadonlySet<string> = new Set(
  (
    'staff employee agent worker technician driver courier doctor physician nurse teacher instructor engineer operator ' +
    'representative rep manager consultant assignee owner handler assigned inspector mechanic therapist lawyer attorney trainer guide dentist vet recruiter'
  ).split(' '),
);

function heldByColumn(
  schema: QuestionSchema,
  values: readonly KnownValue[],
): ReadonlyMap<CatalogColumn, ReadonlySet<string>> {
  const byName = new Map<string, CatalogColumn>();
  const key = (table: string, column: string, of: string): string => `${of}\0${table}\0${column}`;
  for (const table of schema.tables)
    for (const column of table.columns)
      byName.set(
        key(table.object.name, column.name, table.object.schema ?? schema.defaultSchema),
        column,
      );
  const held = new Map<CatalogColumn, Set<string>>();
  for (const one of values) {
    const column = byName.get(key(one.table, one.column, one.schema));
    if (column === undefined) continue;
    const list = held.get(column);
    if (list === undefined) held.set(column, new Set([one.value]));
    else if (list.size < 4) list.add(one.value);
  }
  return held;
}

/** Whether a table keeps people that work for an organisation. */
export function keepsStaff(table: CatalogTable): boolean {
  return partsOf(table.object.name).some((part) => staff.has(part));
}
