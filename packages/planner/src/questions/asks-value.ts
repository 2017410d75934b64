import type { CatalogColumn } from '@ai-etl/core';
import type { Form } from './form.ts';
import { partsOf } from './name-parts.ts';
import type { StateIndex } from './states/state-index.ts';
import type { Word } from './words.ts';

const extremes: ReadonlySet<string> = new Set(
  'highest lowest largest smallest biggest greatest maximum minimum max min most least fewest longest shortest oldest youngest latest earliest'.split(
    ' ',
  ),
);

const leads: readonly (readonly string[])[] = [
  ...['is', 'was', 'are', 'were'].map((verb) => ['what', verb, 'the']),
  ["what's", 'the'],
  ['the'],
  ...['return', 'find', 'show', 'give', 'compute', 'report'].map((verb) => [verb, 'the']),
  ...['give', 'show', 'tell'].map((verb) => [verb, 'me', 'the']),
];

/** Whether a form shows something else than what the words ask for. */
export function missesAsked(
  words: readonly Word[],
  form: Form,
  { flags }: Pick<StateIndex, 'flags'>,
): boolean {
  return (
    missesAskedValue(words, form) ||
    showsTested(words, form, (column) => flags.has(column)) ||
    dropsAsked(words, form) ||
    answersWhoByValue(words, form) ||
    dropsWhen(words, form) ||
    testsAsked(words, form)
  );
}

/**
 * "What is the highest salary of employees?" asks for the salary: whether a form shows instead whose it is. "Who has
 * the highest salary?" and "What is the cheapest product?" do not.
 */
function missesAskedValue(words: readonly Word[], { entity, order, shows, limit }: Form): boolean {
  const said = words.map(({ lower }) => lower);
  const lead = leads.find((one) => one.every((word, at) => said[at] === word)) ?? [];
  const at = lead.length;
  const by = order[0]?.by;
  return (
    extremes.has(said[at] ?? '') &&
    (limit === 1 || limit === null) &&
    shows.every(({ kind }) => kind === 'table') &&
    by?.kind === 'column' &&
    (lead.length > 1 || isOfRows(said.slice(by.at, entity?.at ?? 0))) &&
    (by.at === at + 1 || isNumberOf(said.slice(at + 1, by.at)) || by.words.startsWith('number of'))
  );
}

/** "highest fee of all guides": not "the highest mountain", nor "highest fee guides". */
function isOfRows(between: readonly string[]): boolean {
  return between.some((word) => /^(?:of|among|amongst|across|over)$/u.test(word));
}

/** "the maximum number of moves of any game" */
function isNumberOf(between: readonly string[]): boolean {
  return between.join(' ') === 'number of';
}

/** "Which plants employ at least 300 people" asks for plants: whether a form shows only what they are tested by. */
function showsTested(
  words: readonly Word[],
  { entity, shows, tests }: Form,
  isFlag: (column: CatalogColumn) => boolean,
): boolean {
  const [only, ...more] = shows;
  if (!/^(?:which|who)$/u.test(words[0]?.lower ?? '')) return false;
  if (only?.kind !== 'column' || more.length > 0) return false;
  const column = only.alternatives[0]?.what.column;
  // "Which pools sell food": yes or no is no answer to it.
  if (column !== undefined && isFlag(column)) return true;
  if (entity === null || entity.at >= only.at) return false;
  return tests.some(
    (test) =>
      (test.kind === 'compare' || test.kind === 'between') &&
      test.left.kind === 'column' &&
      test.left.alternatives[0]?.what === only.alternatives[0]?.what,
  );
}

/** "In which city is the Halle Open held" asks for the city: whether a form compares it with what was named. */
function testsAsked(words: readonly Word[], { tests, shows }: Form): boolean {
  const at = words.findIndex(({ lower }) => lower === 'which' || lower === 'what');
  if (at < 0 || at > 1 || (at === 1 && !prepositions.test(words[0]?.lower ?? ''))) return false;
  const asked = words[at + 1];
  if (asked === undefined) return false;
  return tests.some((test) => {
    if (test.kind === 'held')
      return (
        shows.length === 0 &&
        test.left.alternatives.every(({ what }) => partsOf(what.column.name).includes(asked.lemma))
      );
    return (
      test.kind === 'compare' &&
      test.op === 'eq' &&
      test.left.kind === 'column' &&
      test.left.at === at + 1 &&
      test.left.words.split(' ')[0] === asked.lower
    );
  });
}

const prepositions = /^(?:in|at|on|to|from|by|for|with|of|into|under)$/u;

/** "In which hall did every debate take place" asks for halls: whether a form says nothing of what was asked for. */
function dropsAsked(words: readonly Word[], { entity, shows, tests, groups }: Form): boolean {
  const [first, second, noun] = words.map(({ lower }) => lower);
  if (!prepositions.test(first ?? '')) return false;
  if (!/^(?:which|what)$/u.test(second ?? '') || noun === undefined) return false;
  if ((entity !== null && entity.at <= 2) || shows.length > 0) return false;
  const isTested = tests.some(
    (test) => !('left' in test) || test.left.kind === 'measure' || test.left.at <= 2,
  );
  return !isTested && !groups.some(({ at }) => at <= 2);
}

/** "Who was hired last?" asks for somebody: whether a form shows only when. */
function answersWhoByValue(words: readonly Word[], { shows }: Form): boolean {
  const [only, ...more] = shows;
  if (words[0]?.lower !== 'who' || only?.kind !== 'measure' || more.length > 0) return false;
  return only.of?.kind === 'column' && (only.fn === 'max' || only.fn === 'min');
}

/** "When did the fairs start?", "On which distinct days …": whether a form shows only which rows they are. */
function dropsWhen(words: readonly Word[], { shows, groups }: Form): boolean {
  const said = words
    .slice(0, 4)
    .map(({ lower }) => lower)
    .join(' ');
  return whens.test(said) && [...groups, ...shows].every(({ kind }) => kind === 'table');
}

const whens =
  /^(?:when (?:do|does|did|was|were|is|are)|on (?:which|what) (?:(?:distinct|different|unique|various) )?(?:days?|dates?))(?: |$)/u;
