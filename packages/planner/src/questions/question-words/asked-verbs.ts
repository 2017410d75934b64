import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { partsOf } from '../name-parts.ts';
import { verbRoot } from '../states/verb-root.ts';
import { weights } from '../weights.ts';

/** Which end of something a verb tells of. */
export type End = 'start' | 'end';

const verbsOf: Readonly<Record<End, ReadonlySet<string>>> = {
  start: new Set(
    'start starts started starting begin begins began begun beginning commence commences commenced depart departs departed leave leaves left kick'.split(
      ' ',
    ),
  ),
  end: new Set(
    'end ends ended ending finish finishes finished conclude concludes concluded stop stops stopped arrive arrives arrived'.split(
      ' ',
    ),
  ),
};

const partsOfEnd: Readonly<Record<End, ReadonlySet<string>>> = {
  start: new Set(
    'start started starts begin began begins beginning from origin source departure departed commencement first opening'.split(
      ' ',
    ),
  ),
  end: new Set(
    'end ended ends ending finish finished to until till through destination arrival arrived completion last closing final'.split(
      ' ',
    ),
  ),
};

/** "start" and "begin" tell of the start, "finish" of the end; null for other verbs. */
export function endOfVerb(verb: string): End | null {
  if (verbsOf.start.has(verb)) return 'start';
  return verbsOf.end.has(verb) ? 'end' : null;
}

/** Whether a column is called by the start, or the end, of something. */
export function isOfEnd({ column }: Field, end: End): boolean {
  return partsOf(column.name).some((part) => partsOfEnd[end].has(part));
}

/** Moments and years that a verb in any form names, best first; those of ends by all words for them. */
export function momentsOfVerb(verb: string, index: SchemaIndex): readonly Named<Field>[] {
  const end = endOfVerb(verb);
  const named = index.times.ofVerb(verb);
  if (end === null) return named;
  const known = new Map(named.map((one) => [one.what, one]));
  const more = [...index.times.events, ...index.years].flatMap(({ what }): Named<Field>[] =>
    !known.has(what) && isOfEnd(what, end) ? [{ what, score: weights.time.verb.group }] : [],
  );
  // "When does it start": of `start_date` and `end_date` never the other one.
  const other = end === 'start' ? 'end' : 'start';
  return [...named, ...more]
    .filter(({ what }) => isOfEnd(what, end) || !isOfEnd(what, other))
    .toSorted((a, b) => b.score - a.score);
}

/** Verbs that say only that it happened: any moment and place of theirs is meant. */
const happening: ReadonlySet<string> = new Set(
  'hold take happen occur be do make go run play stage organise organize'.split(' ').map(verbRoot),
);

/** "held", "took place", "happened". */
export function isHappening(verb: string): boolean {
  return happening.has(verbRoot(verb));
}
