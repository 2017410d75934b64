import { isMoment } from '../../link/link-column.ts';
import { birthDates } from '../ages/age-mention.ts';
import type { Attribute } from '../cues/cue.ts';
import type { ColumnMention } from '../form.ts';
import { momentsOfVerb } from '../question-words/asked-verbs.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { isOfBeginning } from '../times/told-by-verb.ts';
import { weights } from '../weights.ts';
import { wordLemma } from '../words.ts';

/** How well a column has to be called by what an adjective measures. */
const least = 0.66;

/**
 * All columns that an adjective may measure, as one mention: "oldest" of an age, of birth dates, of the year in which
 * a house was built; null where there are none. Those that go against it are told beside.
 */
export function adjectiveMention(
  attributes: readonly Attribute[],
  at: number,
  index: SchemaIndex,
): ColumnMention | null {
  const found = new Map<Field, Named<Field> & { readonly isAgainst: boolean }>();
  attributes.forEach((attribute, rank) => {
    const cost = weights.implied.perRank * rank;
    for (const { what, score } of columnsOf(attribute, index)) {
      // "the largest museum" of a column `region`: a text measures nothing, unless it is called so.
      if (score < weights.link.sure && isText(what, index)) continue;
      if ((found.get(what)?.score ?? 0) >= score - cost) continue;
      found.set(what, { what, score: score - cost, isAgainst: attribute.against === true });
    }
  });
  const all = [...found.values()].sort((a, b) => b.score - a.score);
  if (all.length === 0) return null;
  const against = all.filter(({ isAgainst }) => isAgainst).map(({ what }) => what);
  return {
    kind: 'column',
    alternatives: all.map(({ what, score }) => ({ what, score })),
    words: attributes[0]?.words ?? '',
    at,
    beside: [],
    isMeasured: true,
    ...(against.length > 0 ? { against } : {}),
  };
}

/** Columns that are called by any word of an attribute. */
export function columnsOf(
  {
    words,
    also = [],
    isEvent = false,
    isVerb = false,
    isSpan = false,
    isBeginning = false,
  }: Attribute,
  index: SchemaIndex,
): readonly Named<Field>[] {
  if (isVerb) return momentsOfVerb(words, index);
  const found = [words, ...also].flatMap((name) => named(name, index));
  const begun = isBeginning ? index.years.filter(({ what }) => isOfBeginning(what)) : [];
  // "newest": by no number of days.
  const moments = found.filter(({ what }) => isDated(what, index));
  const all = isEvent ? [...index.times.events, ...moments] : [...found, ...begun];
  const best = new Map<Field, number>();
  for (const { what, score } of all) {
    if (isSpan && isMoment(what.column)) continue;
    if ((best.get(what) ?? 0) < score) best.set(what, score);
  }
  return [...best].map(([what, score]) => ({ what, score }));
}

function named(words: string, index: SchemaIndex): readonly Named<Field>[] {
  const found = index
    .fieldsNamed(words.split(' ').map(wordLemma))
    .filter(({ score }) => score >= least);
  return found.length === 0 && words === 'birth date' ? birthDates(index) : found;
}

function isDated(field: Field, { times, years }: SchemaIndex): boolean {
  return isMoment(field.column) || times.has(field) || years.some(({ what }) => what === field);
}

function isText(field: Field, { times }: SchemaIndex): boolean {
  return field.column.type.kind === 'text' && !isMoment(field.column) && !times.has(field);
}
