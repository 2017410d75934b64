import { eventPhrases, eventVerbs } from '../cues/times.ts';
import { eventRank, isMoment } from '../../link/link-column.ts';
import { nameWords } from '../../link/name-words.ts';
import { boundedMemo } from '../bounded-memo.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named } from '../schema-index.ts';
import { verbRoot } from '../states/verb-root.ts';
import { isAkin, likeness } from '../word-likeness.ts';
import { weights } from '../weights.ts';

/** The moments of a schema, made ready to be meant by times. */
export interface MomentIndex {
  /** By how surely they say when a row of their table came to be. */
  readonly events: readonly Named<Field>[];
  has(field: Field): boolean;
  /** Moments and years of what a verb says: "signed up" of `joined_on`. Best first. */
  ofVerb(said: string): readonly Named<Field>[];
}

/** Indexes columns of moments, also those kept as texts, and those of years kept as numbers. */
export function indexMoments(
  moments: readonly Named<Field>[],
  years: readonly Named<Field>[],
): MomentIndex {
  const fields = new Set(moments.map(({ what }) => what));
  const all = groupsOf([...new Set([...fields, ...years.map(({ what }) => what)])]);
  const columns = new Set([...fields].map(({ column }) => column));
  const byVerbOf = boundedMemo(mostVerbs, (verb) => byVerb(verb, all));
  return {
    events: moments.map(({ what, score }) => ({ what, score: eventScore(what, score) })),
    has: ({ column }) => columns.has(column),
    ofVerb: (said) => byVerbOf(eventPhrases.get(said) ?? said),
  };
}

/** Verbs whose moments are remembered. */
const mostVerbs = 500;

/** Moments whose names have the same words: in a large schema nearly all tables have the same few. */
interface MomentGroup {
  readonly parts: readonly string[];
  readonly fields: readonly Field[];
}

function groupsOf(fields: readonly Field[]): readonly MomentGroup[] {
  const groups = new Map<string, { readonly parts: readonly string[]; readonly fields: Field[] }>();
  for (const field of fields) {
    const parts = partsOf(field.column.name).filter((part) => !plainParts.has(part));
    const key = parts.join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { parts, fields: [field] });
    else group.fields.push(field);
  }
  return [...groups.values()];
}

function eventScore({ table, column }: Field, score: number): number {
  const { event } = weights.time;
  if (!isMoment(column)) return score - event.text;
  const parts = nameWords(column.name);
  const rank = parts.some((part) => itself.has(part))
    ? 5.5
    : parts.some((part) => firstly.has(part)) || isRequest(parts)
      ? 5
      : eventRank(column, nameWords(table.object.name));
  const later = column.nullable || parts.some((part) => hoped.has(part)) ? event.later : 0;
  return 1 - event.step * (6 - rank) - later;
}

/** Moments at which what the row tells of took place, whenever it was agreed. */
const itself = new Set(
  'starts start begins begin occurred happened held visited spent worked performed incurred logged taken'.split(
    ' ',
  ),
);
/** Moments with which rows begin. */
const firstly = new Set(
  'issued booked opened joined started admitted hired onboarded enrolled scheduled'.split(' '),
);
/** `requested_at`, by which rows begin; `requested_delivery_date` was hoped for. */
function isRequest(parts: readonly string[]): boolean {
  const [said, ...more] = parts.filter((part) => !plainParts.has(part));
  return more.length === 0 && (said === 'requested' || said === 'submitted');
}

/** Moments that were hoped for. */
const hoped = new Set(
  'promised exp expected est estimated planned target deadline end ended valid until'.split(' '),
);
/** Parts of names that say only that it is a moment. */
const plainParts = new Set('date time at on day timestamp utc id year'.split(' '));

/** What came before what was only planned: `closed_on` rather than `expected_close_on` for "closed". */
function asCame(parts: readonly string[], verb: string): number {
  return parts.some((part) => plannedParts.has(part) && !verb.includes(part))
    ? weights.link.plannedMoment
    : 1;
}

const plannedParts = new Set('promised exp expected est estimated planned target'.split(' '));

function byVerb(verb: string, all: readonly MomentGroup[]): readonly Named<Field>[] {
  return all
    .map(({ fields, parts }) => ({ fields, score: verbScore(verb, parts) * asCame(parts, verb) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .flatMap(({ fields, score }) => fields.map((what) => ({ what, score })));
}

function verbScore(verb: string, parts: readonly string[]): number {
  const { named, group } = weights.time.verb;
  if (parts.includes(verb)) return 1;
  if (parts.some((part) => isAkin(verb, part) || isAlike(verb, part))) return named;
  if (parts.some((part) => likeness(verb, part) > 0 || verbRoot(part) === verbRoot(verb)))
    return group;
  const isOne = eventVerbs.some(
    (words) =>
      words.some((word) => fits(word, verb) || isAlike(word, verb)) &&
      words.some((word) => parts.some((part) => word === part || isAlike(word, part))),
  );
  return isOne ? group : 0;
}

/** "issue" of `issued`, "booking" of `booked`, "shipping" of `shipped`. */
function isAlike(a: string, b: string): boolean {
  return a.length > 3 && b.length > 3 && stem(a) === stem(b);
}

function stem(word: string): string {
  const bare = word.replace(/(?:ings?|ed|al|ion|e|d|s)$/u, '');
  return bare.replace(/([^aeiou])\1$/u, '$1');
}

function fits(word: string, said: string): boolean {
  return word.endsWith('*') ? said.startsWith(word.slice(0, -1)) : word === said;
}
