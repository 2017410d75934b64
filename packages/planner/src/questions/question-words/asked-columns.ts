import { isInteger, type CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { ageMention } from '../ages/age-mention.ts';
import type { ColumnMention } from '../form.ts';
import { anyAttribute, attributeMention } from '../implied-columns.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import type { State } from '../state.ts';
import type { AskedPart } from './asked-item.ts';
import { isHappening, momentsOfVerb } from './asked-verbs.ts';
import { doersOf } from './doer-columns.ts';
import { placeOf } from './place-columns.ts';

interface Place {
  readonly state: State;
  /** Rows that it may be asked of, the likeliest first; empty where nothing says which. */
  readonly tables: readonly CatalogTable[];
  readonly index: SchemaIndex;
}

/** The columns that answer a question word; empty where none does. */
export function columnsAsked(part: AskedPart, place: Place): readonly ColumnMention[] {
  const { asker, verb } = part;
  const { state, tables, index } = place;
  switch (asker.kind) {
    case 'when':
    case 'year': {
      const found = momentsAsked(verb, asker.kind, place);
      return found.length === 0 ? [] : [asYear(mention(found, state), asker.kind)];
    }
    case 'where': {
      const own = firstOf(tables, (table) => placeOf(table, verb, index));
      if (own !== null) return [mention([{ what: own, score: 1 }], state)];
      const any = tables.length > 0 ? [] : index.schema.tables;
      const all = any.flatMap((table) => placeOf(table, verb, index) ?? []);
      return all.length === 0
        ? []
        : [
            mention(
              all.map((what) => ({ what, score: 1 })),
              state,
            ),
          ];
    }
    case 'who': {
      if (verb === null) return [];
      const names = firstOf(tables, (table) => {
        const fields = doersOf(table, verb, index);
        return fields.length === 0 ? null : fields;
      });
      return (names ?? []).map((what) => mention([{ what, score: 1 }], state));
    }
    case 'attribute': {
      const isAge = asker.of[0]?.words === 'age';
      const found =
        asker.of.length > 1
          ? anyAttribute(asker.of, state, index)
          : (attributeMention(asker.of, state, index)[0]?.mention ?? null);
      const named = found === null ? null : ofTables(found, tables);
      const age = named === null && isAge ? ageMention(index, state.at, state.near) : null;
      const answer = named ?? age;
      return answer === null ? [] : [answer];
    }
  }
}

/** Moments and years of the verb in the rows that are asked about, else any of theirs, else of other rows. */
function momentsAsked(
  verb: string | null,
  kind: 'when' | 'year',
  { tables, index }: Place,
): readonly Named<Field>[] {
  const named = verb === null ? [] : momentsOfVerb(verb, index);
  const ofVerb = firstOf(tables, (table) => within(closest(named), table));
  if (ofVerb !== null) return ofVerb;
  const any = kind === 'year' ? [...index.years, ...index.times.events] : index.times.events;
  const isPlain = verb === null || isHappening(verb) || named.length === 0;
  const own = firstOf(tables, (table) => within(any, table) ?? within(index.years, table));
  if (own !== null && isPlain) return own.slice(0, 1);
  return tables.length === 0 ? closest(named) : [];
}

/** Those that are named nearly as well as the best. */
function closest(named: readonly Named<Field>[]): readonly Named<Field>[] {
  return named.filter(({ score }) => score >= (named[0]?.score ?? 0) - 0.2);
}

function within(all: readonly Named<Field>[], table: CatalogTable): readonly Named<Field>[] | null {
  const own = all.filter(({ what }) => what.table === table);
  return own.length === 0 ? null : own.toSorted((a, b) => b.score - a.score);
}

function firstOf<T>(
  tables: readonly CatalogTable[],
  find: (table: CatalogTable) => T | null,
): T | null {
  for (const table of tables) {
    const found = find(table);
    if (found !== null) return found;
  }
  return null;
}

/** "In what year", of a day: its year. */
function asYear(of: ColumnMention, kind: 'when' | 'year'): ColumnMention {
  if (kind === 'when') return of;
  const years = of.alternatives.filter(({ what }) => isInteger(what.column.type));
  if (years.length > 0) return { ...of, alternatives: years };
  const days = of.alternatives.filter(({ what }) => isMoment(what.column));
  return days.length === 0
    ? of
    : { ...of, alternatives: days, derived: { kind: 'cycle', part: 'year' } };
}

function ofTables(of: ColumnMention, tables: readonly CatalogTable[]): ColumnMention | null {
  if (tables.length === 0) return of;
  const own = of.alternatives.filter(({ what }) => tables.includes(what.table));
  return own.length === 0 ? null : { ...of, alternatives: own };
}

function mention(alternatives: readonly Named<Field>[], { at }: State): ColumnMention {
  return { kind: 'column', alternatives, words: '', at, beside: [] };
}
