import { isNumeric, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import type { JoinEdge } from '../query/join-graph.ts';
import type { KnownValue, QuestionSchema } from '../query/question-types.ts';
import type { AmountIndex } from './amounts/amount-index.ts';
import { withDescribed } from './comments/described-names.ts';
import type { Distance } from './distance.ts';
import { foreignValues, type ForeignValues } from './foreign-values.ts';
import { addSeen } from './held-values.ts';
import { best, bestOfReadings, namedFields, scoreTable } from './name-index.ts';
import { bothKinds, rowKinds, type RowKinds } from './kinds/row-kinds.ts';
import type { OwnRows } from './kinds/own-rows.ts';
import { tableParts } from './name-parts.ts';
import { noNumerals, numeralColumns } from './numeral-columns.ts';
import type { PreparedSchema } from './prepare-schema.ts';
import type { Roles } from './roles/role-tables.ts';
import { eventRoot } from './states/event-nouns.ts';
import { noStates, withSeenFlags, type SeenValues, type StateIndex } from './states/state-index.ts';
import type { MomentIndex } from './times/moment-index.ts';
import { noTextForms, textForms, type TextForms } from './times/text-forms.ts';
import { bothLayers, ValueLayerBuilder, type ValueLayer } from './value-layer.ts';
import { weights } from './weights.ts';

/** A column of a table. */
export interface Field {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
}

/** What words may name, with how well they do: above 0, at most 1. */
export interface Named<T> {
  readonly what: T;
  readonly score: number;
}

/** A value that a column holds. */
export interface HeldValue {
  readonly field: Field;
  readonly value: string;
}

/** A schema made ready to be asked: names by their words, values by their spelling, joins. */
export interface SchemaIndex {
  readonly schema: QuestionSchema;
  readonly edges: readonly JoinEdge[];
  readonly distance: Distance;
  /** Tables by what their rows are to others. */
  readonly roles: Roles;
  readonly amounts: AmountIndex;
  /** Columns that a bare year may be of. */
  readonly years: readonly Named<Field>[];
  readonly times: MomentIndex;
  /** Tables of people, with the columns of their two names. */
  readonly twoNamed: readonly TwoNamed[];
  readonly states: StateIndex;
  /** Columns of text that were seen to hold nothing but numbers. */
  readonly numerals: ReadonlySet<CatalogColumn>;
  /** How columns of text were seen to write days, where that is not ISO. */
  readonly textForms: TextForms;
  tablesNamed(lemmas: readonly string[]): readonly Named<CatalogTable>[];
  /** `within`: only the columns of these tables. */
  fieldsNamed(
    lemmas: readonly string[],
    within?: (table: CatalogTable) => boolean,
  ): readonly Named<Field>[];
  /** By words in lower case. */
  valuesSpelled(spelled: string): readonly HeldValue[];
  /** Names of rows of which the word is a part: Brandt of Imke Brandt. */
  namesWith(spelled: string): readonly HeldValue[];
  /** Whether a value begins with these words: a longer span may be one. */
  beginsValue(spelled: string): boolean;
  /** Rows that the project has words of its own for. */
  ownRows(lemmas: readonly string[]): readonly OwnRows[];
  /** Kinds of rows by nouns made of their states: cancellations. */
  readonly kindsCalled: RowKinds;
  /** Values that Russian words mean in English or sound like. */
  readonly valuesMeant: ForeignValues;
  /** The known word of which this one is a misspelling; null when there is none. */
  respell(word: string): string | null;
}

export interface TwoNamed {
  readonly first: Field;
  readonly last: Field;
  /** There is a column for the whole name too. */
  readonly hasLabel: boolean;
}

/** A prepared schema with values that its columns were seen to hold; costs what reading these values does. */
export function indexSchema(
  prepared: PreparedSchema,
  values: readonly KnownValue[] = [],
): SchemaIndex {
  const { schema, edges, distance, roles, amounts, years, times, twoNamed, placeOf } = prepared;
  const seen = seenValues(prepared, values);
  const held = seen === null ? prepared.described : bothLayers(prepared.described, seen.layer);
  return {
    schema,
    edges,
    distance,
    roles,
    amounts,
    years,
    times,
    twoNamed,
    numerals: seen === null ? noNumerals : numeralColumns(seen.columns),
    textForms: seen === null ? noTextForms : textForms(seen.columns),
    states: seen === null ? prepared.states : withSeenFlags(prepared.states, seen.columns, placeOf),
    kindsCalled: seen === null ? prepared.kindsCalled : bothKinds(prepared.kindsCalled, seen.kinds),
    ownRows: () => [],
    tablesNamed: tablesNamedIn(prepared),
    fieldsNamed: (lemmas, within) =>
      withDescribed(
        namedFields(lemmas, prepared, within),
        prepared.phrases.fields(lemmas).filter(({ what }) => within?.(what.table) !== false),
      ),
    valuesSpelled: held.spelled,
    beginsValue: held.begins,
    valuesMeant: foreignValues(held),
    namesWith: held.namesWith,
    respell: (word) => respell(word, prepared, held),
  };
}

interface Seen {
  readonly layer: ValueLayer;
  readonly columns: readonly SeenValues[];
  readonly kinds: RowKinds;
}

function seenValues(
  { fieldOf, labelOf, placeOf }: PreparedSchema,
  values: readonly KnownValue[],
): Seen | null {
  if (values.length === 0) return null;
  const layer = new ValueLayerBuilder(labelOf);
  const columns = new Map<CatalogColumn, { readonly field: Field; readonly values: Set<string> }>();
  for (const one of values) {
    const field = fieldOf(one.schema, one.table, one.column);
    if (field === undefined) continue;
    // Numbers that were seen tell what their column is, and are no names.
    if (!isNumeric(field.column.type)) addSeen(layer, field, one);
    const known = columns.get(field.column);
    if (known === undefined) columns.set(field.column, { field, values: new Set([one.value]) });
    else known.values.add(one.value);
  }
  const held = layer.layer();
  const seen = [...columns.values()];
  return {
    layer: held,
    columns: seen,
    kinds: rowKinds(held, withSeenFlags(noStates, seen, placeOf)),
  };
}

/** Words for rows, whatever they are. */
const rowWords: ReadonlySet<string> = new Set(
  'member person people folk individual account profile'.split(' '),
);

function tablesNamedIn({
  tables,
  happenings,
  phrases,
  rowNouns,
  isKnown,
}: PreparedSchema): SchemaIndex['tablesNamed'] {
  const named: SchemaIndex['tablesNamed'] = (lemmas) =>
    bestOfReadings(lemmas, tables, isKnown, (read) =>
      best(tables.sharing(read), (entry) => scoreTable(read, entry.parts)),
    );
  return (lemmas) => {
    const found = withDescribed(named(lemmas), phrases.tables(lemmas));
    const [noun = ''] = lemmas;
    const called = lemmas.length === 1 ? rowNouns.get(noun) : undefined;
    const isCalled = (one: Named<CatalogTable>): boolean =>
      one.score >= weights.link.short || tableParts(one.what.object.name).includes(noun);
    if (called !== undefined && !found.some(isCalled))
      return [{ what: called, score: weights.link.rowNoun }];
    if ((found[0]?.score ?? 0) >= weights.link.event) return found;
    // "staff members", "customer records": the rows are those of the first words.
    if (lemmas.length > 1 && rowWords.has(lemmas.at(-1) ?? '')) {
      const rest = named(lemmas.slice(0, -1)).filter(({ score }) => score >= weights.link.akin);
      return rest.map(({ what, score }) => ({ what, score: score * weights.link.key }));
    }
    const root = lemmas.length === 1 ? eventRoot(lemmas[0] ?? '') : null;
    const events = root === null ? [] : (happenings.get(root) ?? []);
    return events.length === 0
      ? found
      : events.map((what) => ({ what, score: weights.link.event }));
  };
}

/** The one known word of a name or value that a mistyped word means. */
function respell(word: string, prepared: PreparedSchema, held: ValueLayer): string | null {
  if (prepared.words.has(word) || held.hasWord(word)) return null;
  const [only, ...more] = new Set([...prepared.near(word), ...held.near(word)]);
  return only === undefined || more.length > 0 ? null : only;
}
