import { isNumeric } from '@ai-etl/core';
import { isKeyLike } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';

/** Words in names of columns that say how many, or how much, something holds, the surest first. */
const nouns: readonly string[] =
  'capacity seating seat occupancy sleep place space berth bed slot stall'.split(' ');
/** Whom or what there may be at most so many of: `max_guests`. */
const contents =
  /^(?:guest|passenger|person|people|visitor|participant|student|attendee|player|pax|occupant|spectator|resident|patient|car|vehicle|load|user|member)$/u;
/** What is taken or costs something is no capacity. */
const others =
  /^(?:sold|taken|booked|available|free|left|reserved|occupied|used|price|cost|rate|fee|percentage|average|code|type|row|id)$/u;
/** Nouns that a verb asks for before the others. */
const ofVerb: ReadonlyMap<string, RegExp> = new Map([
  ['seat', /^seat(?:ing)?$/u],
  ['sit', /^seat(?:ing)?$/u],
  ['sleep', /^(?:sleep|bed|guest|berth)$/u],
  ['stay', /^(?:sleep|bed|guest|berth)$/u],
  ['park', /^(?:space|slot|place|stall)$/u],
  ['moor', /^berth$/u],
]);
const perRank = 0.02;

/** Columns that say how many of something rows can hold; `said` is what they hold, `verb` how. Lemmas. */
export function capacities(
  said: string,
  verb: string,
  { schema }: SchemaIndex,
): readonly Named<Field>[] {
  return schema.tables
    .flatMap((table) =>
      table.columns.flatMap((column): Named<Field>[] => {
        if (!isNumeric(column.type) || isKeyLike(column, table)) return [];
        const score = scoreOf(partsOf(column.name), said, verb);
        return score === 0 ? [] : [{ what: { table, column }, score }];
      }),
    )
    .toSorted((a, b) => b.score - a.score);
}

function scoreOf(parts: readonly string[], said: string, verb: string): number {
  // `seat_no` is the number of one seat, `no_of_seats` how many there are.
  if (parts.length > 1 && parts.at(-1) === 'number') return 0;
  if (parts.some((part) => others.test(part))) return 0;
  const isMost = parts[0] === 'maximum' && parts.slice(1).some((part) => contents.test(part));
  const rank = nouns.findIndex((noun) => parts.includes(noun));
  if (rank < 0 && !isMost) return 0;
  const isOfVerb = parts.some((part) => ofVerb.get(verb)?.test(part) === true);
  const isSaid = said !== '' && parts.includes(said);
  return isOfVerb || isSaid ? 1 : 0.98 - perRank * (isMost ? 1 : rank);
}
