import { isMoment } from '../../link/link-column.ts';
import type { Field } from '../schema-index.ts';
import type { StateIndex } from '../states/state-index.ts';
import { otherWordsFor } from '../states/flag-words.ts';
import { fold } from '../../text/tokenise.ts';
import { partsOf } from '../name-parts.ts';
import type { ValueLayer } from '../value-layer.ts';
import { isParticiple, verbRoot } from '../states/verb-root.ts';
import { nounRoots, rootOf } from './noun-roots.ts';

/** Rows of one state: cancellations are bookings that hold "cancelled". */
export interface RowKind {
  readonly field: Field;
  readonly says: KindSays;
}

export type KindSays =
  | { readonly kind: 'value'; readonly value: string }
  /** The flag is set, or not: part-timers. */
  | { readonly kind: 'flag'; readonly value: boolean }
  /** The moment has come. */
  | { readonly kind: 'filled' };

/** Kinds of rows that a noun, as typed in lower case, may name. */
export type RowKinds = (noun: string) => readonly RowKind[];

/** A column of more values tells no states. */
const mostStates = 30;
const mostWords = 3;

/** Finds kinds of rows by nouns made of their states; the names of states are gathered when one is first asked for. */
export function rowKinds(held: ValueLayer, states: StateIndex): RowKinds {
  let byRoot: ReadonlyMap<string, readonly RowKind[]> | undefined;
  return (noun) => {
    const roots = nounRoots(noun);
    if (roots.length === 0) return [];
    byRoot ??= [...valueKinds(held), ...stateKinds(states)].reduce(filed, new Map());
    const known = byRoot;
    return roots.flatMap((root) => known.get(root) ?? []).filter((kind) => !isSaid(kind, noun));
  };
}

/** Kinds of both, each once. */
export function bothKinds(first: RowKinds, second: RowKinds): RowKinds {
  return (noun) => {
    const known = first(noun);
    const isKnown = ({ field, says }: RowKind): boolean =>
      known.some((one) => one.field === field && sameSaying(one.says, says));
    return [...known, ...second(noun).filter((kind) => !isKnown(kind))];
  };
}

/** "animal", where a value is called so: the value and not the rows that hold it. */
function isSaid({ says }: RowKind, noun: string): boolean {
  return says.kind === 'value' && fold(says.value) === noun;
}

function filed(
  map: Map<string, RowKind[]>,
  [root, kind]: readonly [string, RowKind],
): Map<string, RowKind[]> {
  const list = map.get(root) ?? [];
  list.push(kind);
  return map.set(root, list);
}

function valueKinds(values: ValueLayer): readonly (readonly [string, RowKind])[] {
  const entries = [...values.entries()];
  const sizes = new Map<Field, Set<string>>();
  for (const [, list] of entries)
    for (const { field, value } of list)
      sizes.set(field, (sizes.get(field) ?? new Set()).add(value));
  return entries.flatMap(([spelled, list]) => {
    if (spelled.split(' ').length > mostWords || !/[a-z]/u.test(spelled)) return [];
    return list
      .filter(({ field }) => (sizes.get(field)?.size ?? 0) <= mostStates)
      .filter(({ field }) => !happensToAll(field, rootOf(spelled)))
      .map(
        ({ field, value }) => [rootOf(spelled), { field, says: { kind: 'value', value } }] as const,
      );
  });
}

/** All shipments were booked once, whatever their state is now: bookings are all of them. */
function happensToAll({ table }: Field, root: string): boolean {
  return table.columns.some(
    (column) =>
      !column.nullable &&
      isMoment(column) &&
      partsOf(column.name).some((part) => verbRoot(part) === root),
  );
}

function stateKinds({ flagsNamed, doneBy }: StateIndex): readonly (readonly [string, RowKind])[] {
  const flags = [...flagsNamed].flatMap(([name, list]) => {
    // "charges" are no rows that are not free.
    const others = otherWordsFor(name).filter(([said]) => !isParticiple(said));
    const words = [[name, true] as const, ...others];
    return list.flatMap(({ what }) =>
      words.map(
        ([said, value]) => [rootOf(said), { field: what, says: { kind: 'flag', value } }] as const,
      ),
    );
  });
  const moments = [...doneBy].flatMap(([root, list]) =>
    list
      .filter(({ what, isDeclared }) => isDeclared && isMoment(what.column))
      .map(
        ({ what }) =>
          [root.replaceAll(' ', ''), { field: what, says: { kind: 'filled' } }] as const,
      ),
  );
  return [...flags, ...moments];
}

function sameSaying(one: KindSays, other: KindSays): boolean {
  if (one.kind === 'filled' || other.kind === 'filled') return one.kind === other.kind;
  return one.kind === other.kind && one.value === other.value;
}
