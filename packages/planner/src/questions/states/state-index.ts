import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { dueColumns, type DueColumns } from './due-columns.ts';
import { flagName, flagValues, type FlagValues } from './flag-columns.ts';
import { statePhrases, type StatePhrase } from '../comments/state-phrases.ts';
import { valueStates } from '../comments/value-states.ts';
import { nullMeanings, type NullMeaning } from './null-comment.ts';
import { isParticiple, verbRoot } from './verb-root.ts';

/** Columns that tell states of rows without being named. */
export interface StateIndex {
  /** Columns that are filled when something was done, by the root of its verb. */
  readonly doneBy: ReadonlyMap<string, readonly DoneColumn[]>;
  /** States that comments tie to emptiness, by a word of the state. */
  readonly described: ReadonlyMap<string, readonly DescribedState[]>;
  /** Values that comments gather under a word, by the word. */
  readonly gathered: ReadonlyMap<string, readonly GatheredValues[]>;
  /** States that comments tell in several words, by the roots of these. */
  readonly phrases: ReadonlyMap<string, readonly DescribedPhrase[]>;
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

export interface GatheredValues {
  readonly field: Field;
  readonly values: readonly string[];
}

export interface DescribedPhrase extends StatePhrase {
  readonly field: Field;
}

const particles: ReadonlySet<string> = new Set(
  'at on date time timestamp ts dt utc day datetime by to moment id actual actually is was'.split(
    ' ',
  ),
);
/** Moments that are planned, not come. */
const planned =
  /(?:^|_)(?:due|exp|expected|expires?|expiry|expiration|planned|sched|scheduled|est|estimated|promised|target|requested|preferred|deadline|next|valid|birth|dob|start|started|updated|modified|created)(?:$|_)/iu;

/** The states of a schema while its tables are added, one after the other. */
export class StateIndexBuilder {
  readonly #doneBy = new Map<string, DoneColumn[]>();
  readonly #described = new Map<string, DescribedState[]>();
  readonly #gathered = new Map<string, GatheredValues[]>();
  readonly #phrases = new Map<string, DescribedPhrase[]>();
  readonly #flagsNamed = new Map<string, Named<Field>[]>();
  readonly #flags = new Map<CatalogColumn, FlagValues>();
  readonly #responsible: Named<Field>[] = [];
  readonly #dues: DueColumns[] = [];
  readonly #tableNamed: (name: string) => CatalogTable | undefined;

  constructor(tableNamed: (name: string) => CatalogTable | undefined) {
    this.#tableNamed = tableNamed;
  }

  /** Reads all names and comments of a table once. */
  add(table: CatalogTable, fields: readonly Field[]): void {
    const isDeclared = table.columns.some(
      (column) => !column.nullable && !table.primaryKey.includes(column.name),
    );
    for (const field of fields) {
      const { column } = field;
      const flag = flagValues(column, undefined);
      if (flag !== null) {
        this.#flags.set(column, flag);
        for (const [words, score] of flagNames(column))
          push(this.#flagsNamed, words, { what: field, score });
      } else if (column.nullable && !table.primaryKey.includes(column.name)) {
        for (const [root, score] of doneRoots(field)) {
          const done = { what: field, score, isEvent: isEvent(field), isDeclared };
          push(this.#doneBy, root, done);
        }
        if (isResponsible(field, this.#tableNamed))
          this.#responsible.push({ what: field, score: 0.95 });
      }
      for (const { words, isEmpty, isPlain } of nullMeaningsOf(column)) {
        if (isPlain || (isMoment(column) && words.some(isParticiple)))
          push(this.#described, stateWord(words), { field, isEmpty });
      }
      for (const { word, values } of valueStates(column))
        push(this.#gathered, word, { field, values });
      for (const phrase of statePhrases(column)) {
        for (const root of new Set(phrase.roots)) push(this.#phrases, root, { ...phrase, field });
      }
    }
    this.#dues.push(...dueColumns(table));
  }

  /** Nothing is to be added afterwards. */
  index(): StateIndex {
    return {
      doneBy: this.#doneBy,
      described: this.#described,
      gathered: this.#gathered,
      phrases: this.#phrases,
      flagsNamed: this.#flagsNamed,
      flags: this.#flags,
      responsible: this.#responsible,
      dues: this.#dues,
    };
  }
}

export const noStates: StateIndex = {
  doneBy: new Map(),
  described: new Map(),
  gathered: new Map(),
  phrases: new Map(),
  flagsNamed: new Map(),
  flags: new Map(),
  responsible: [],
  dues: [],
};

/** What a column was seen to hold. */
export interface SeenValues {
  readonly field: Field;
  readonly values: ReadonlySet<string>;
}

/**
 * The same states where values of some columns were seen: a column of texts that holds yes and no alone is a
 * flag, and no column that is filled when something was done. Costs nothing where none is.
 */
export function withSeenFlags(
  states: StateIndex,
  seen: readonly SeenValues[],
  placeOf: (table: CatalogTable) => number,
): StateIndex {
  const found = seen.flatMap(({ field, values }) => {
    const flag = flagValues(field.column, values);
    return flag === null ? [] : [{ field, flag }];
  });
  if (found.length === 0) return states;
  const flagged = new Set(found.map(({ field }) => field.column));
  const isElse = ({ what }: Named<Field>): boolean => !flagged.has(what.column);
  const flagsNamed = new Map(states.flagsNamed);
  for (const { field } of found) {
    for (const [words, score] of flagNames(field.column)) {
      const others = (flagsNamed.get(words) ?? []).filter(
        ({ what }) => what.column !== field.column,
      );
      const all = [...others, { what: field, score }];
      flagsNamed.set(
        words,
        all.toSorted((a, b) => placeOf(a.what.table) - placeOf(b.what.table)),
      );
    }
  }
  const doneBy = new Map(states.doneBy);
  for (const root of found.flatMap(({ field }) => doneRoots(field).map(([said]) => said)))
    doneBy.set(root, (doneBy.get(root) ?? []).filter(isElse));
  return {
    ...states,
    flags: new Map([
      ...states.flags,
      ...found.map(({ field, flag }) => [field.column, flag] as const),
    ]),
    flagsNamed,
    doneBy,
    responsible: states.responsible.filter(isElse),
  };
}

/** How a word of a state is looked up: participles by their root. */
export function stateKey(word: string): string {
  return isParticiple(word) ? `~${verbRoot(word)}` : word;
}

/** Only of columns that may be empty. */
function nullMeaningsOf({ nullable, comment }: CatalogColumn): readonly NullMeaning[] {
  return nullable ? nullMeanings(comment) : [];
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
  if (planned.test(column.name) || isPointer({ column, table })) return [];
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

/** `order_id` of chats leads to orders: that it is filled does not say that something was ordered. */
function isPointer({ column, table }: Field): boolean {
  const named = /^(?<name>.+?)_?(?:id|key|fk)$/iu.exec(column.name)?.groups?.['name'];
  const key = table.foreignKeys.find(
    (one) => one.columns.length === 1 && one.columns[0] === column.name,
  );
  if (named === undefined || key === undefined) return false;
  return partsOf(key.references.name).join(' ').endsWith(partsOf(named).join(' '));
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
function isResponsible(
  { column, table }: Field,
  tableNamed: (name: string) => CatalogTable | undefined,
): boolean {
  const key = table.foreignKeys.find(
    (one) => one.columns.length === 1 && one.columns[0] === column.name,
  );
  if (key === undefined || key.references.name === table.object.name) return false;
  const role = partsOf(column.name).some((part) => staff.has(part));
  const target = tableNamed(key.references.name);
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

/** Whether a table keeps people that work for an organisation. */
export function keepsStaff(table: CatalogTable): boolean {
  return partsOf(table.object.name).some((part) => staff.has(part));
}
