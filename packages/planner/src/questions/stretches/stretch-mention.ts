import type { CatalogTable, TimeUnit } from '@ai-etl/core';
import type { ColumnMention } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { holdsLength, stretchOf, type Stretch, type StretchKind } from './stretch-of.ts';

/** How long rows last, as a number of units; which rows is told by what else is asked about. */
export function stretchMention(
  stretches: readonly Named<Stretch>[],
  {
    unit,
    words,
    at,
  }: { readonly unit: TimeUnit | null; readonly words: string; readonly at: number },
): ColumnMention | null {
  const [first] = stretches;
  if (first === undefined) return null;
  const side = (of: (one: Stretch) => Field): ColumnMention => ({
    kind: 'column',
    alternatives: stretches.map(({ what, score }) => ({ what: of(what), score })),
    words,
    at,
    beside: [],
    ...(stretches.length > 1 ? { implies: 'moment' as const } : {}),
  });
  const since = side(({ from }) => from);
  const each = unit ?? unitOf(first.what);
  return { ...side(({ to }) => to), derived: { kind: 'elapsed', since, unit: each } };
}

/** Where nobody says in what: days of what lasts for days, hours of the rest. */
function unitOf({ kind, from, to }: Stretch): TimeUnit {
  const isDated = [from, to].some(({ column }) => column.type.kind === 'date');
  return isDated || (kind !== 'plain' && kind !== 'visit') ? 'day' : 'hour';
}

/** The stretch of a table; empty where a number of its own says how long its rows last. */
export function stretchesOf(tables: readonly Named<CatalogTable>[]): readonly Named<Stretch>[] {
  return tables.flatMap(({ what, score }) => {
    const stretch = holdsLength(what) ? null : stretchOf(what);
    return stretch === null ? [] : [{ what: stretch, score }];
  });
}

/** All stretches of a schema, those of a kind before the others. */
export function allStretches(
  { schema }: SchemaIndex,
  kind?: StretchKind,
): readonly Named<Stretch>[] {
  const all = stretchesOf(schema.tables.map((what) => ({ what, score: 1 })));
  const isMeant = ({ what }: Named<Stretch>): boolean =>
    what.kind === kind || (kind === 'stay' && what.kind === 'visit');
  const meant = all.filter(isMeant);
  const rest = all.filter((one) => !isMeant(one));
  if (kind === undefined || meant.length === 0) return all;
  return [...meant, ...rest.map(({ what }) => ({ what, score: weights.stretch.otherKind }))];
}
