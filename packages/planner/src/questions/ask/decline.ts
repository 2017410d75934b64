import { isMoment } from '../../link/link-column.ts';
import { columnPlaces, tableMentions } from '../places.ts';
import { isSmallWord } from '../cues/small-words.ts';
import type { ColumnMention, Form } from '../form.ts';
import type { Waiting } from '../finish.ts';
import type { Candidate } from '../question-reader.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { wordLemma, type Word } from '../words.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import { weights } from '../weights.ts';
import { questionWords } from '../question-words/asked-items.ts';
import { askerWords } from '../question-words/question-phrase.ts';
import { answersItself } from './answers-itself.ts';
import { refersBack } from './refers-back.ts';
import { strangeThings } from './strange-things.ts';
import { strangeNames } from './strange-names.ts';
import { strangeFates } from './strange-fates.ts';
import { withoutVerbsOfValues } from './verbs-of-values.ts';
import { unreadModifiers } from './unread-modifiers.ts';
import { askedNouns, isNamed, strangeWords } from './asked-nouns.ts';

/** Why a question is asked back before anything is run. */
export type Decline =
  /** The schema has nothing of what is asked for. */
  | { readonly kind: 'unknown'; readonly words: readonly string[] }
  /** Nothing is named that could be shown or counted: "the numbers for last month". */
  | { readonly kind: 'nothing' }
  /** What is named cannot be tied together to one query. */
  | { readonly kind: 'unbuilt' }
  /** "why did sales drop": no rows say that. */
  | { readonly kind: 'why' }
  /** "them", and nothing is named before. */
  | { readonly kind: 'pronoun'; readonly word: string }
  /** "best", "in the right order": no word says by what. */
  | { readonly kind: 'rank'; readonly form: Form }
  | { readonly kind: 'order'; readonly form: Form }
  /** "… and where is it": no column says that. */
  | { readonly kind: 'asker'; readonly word: string }
  /** "more than", "not": the other half is missing. */
  | { readonly kind: 'half'; readonly waiting: Waiting }
  /** "how large": no column says it. */
  | { readonly kind: 'degree' };

/** Null where the best reading may be answered. */
export function declineReason(
  words: readonly Word[],
  best: Candidate | undefined,
  index: SchemaIndex,
): Decline | null {
  if (reasons.has(words[0]?.lower ?? '')) return { kind: 'why' };
  const unread =
    best === undefined
      ? strangeWords(words, index)
      : withoutVerbsOfValues(words, best.unread, best.form);
  const unknown = [
    ...askedNouns(words, unread, index),
    ...unreadModifiers(words, unread, index),
    ...strangeFates(unread),
    ...strangeNames(words, unread, index),
    ...(best === undefined ? [] : strangeThings(words, unread, { form: best.form, index })),
  ];
  const before = refersBack(words);
  if (before !== null) return { kind: 'pronoun', word: before };
  if (unknown.length > 0) return { kind: 'unknown', words: [...new Set(unknown)] };
  const { asksFurther } = questionWords(words, index);
  const asker = words.findIndex(
    (word, at) => unread.some(({ start }) => start === word.start) && asksFurther(at),
  );
  if (asker >= 0) return { kind: 'asker', word: askerWords(words, asker) };
  const isLinked = words.some((word) => !isSmallWord(word.lower) && isNamed(word, index));
  if (best === undefined && isLinked) return { kind: 'unbuilt' };
  if (best === undefined || !isAnchored(best.form)) return { kind: 'nothing' };
  const { form, waiting } = best;
  const itself = answersItself(words, form);
  if (itself !== null) return { kind: 'asker', word: itself };
  const pronoun = loosePronoun(words, form);
  if (pronoun !== null) return { kind: 'pronoun', word: pronoun };
  if (waiting.includes('superlative') || waiting.includes('top')) return { kind: 'rank', form };
  if (
    waiting.includes('order') ||
    (form.order.length === 0 && !namesAtStart(form, words) && saysOrder(words))
  )
    return { kind: 'order', form };
  if (waiting.includes('degree')) return { kind: 'degree' };
  const counts = words.some(({ kind, lower }) => kind === 'number' && lower !== 'one');
  const half = waiting.find(
    (one) => one === 'compare' || one === 'not' || (one === 'number' && counts),
  );
  return half === undefined ? null : { kind: 'half', waiting: half };
}

const reasons: ReadonlySet<string> = new Set(['why', 'почему', 'зачем', 'отчего']);

/** Whether something is named, beside a time. */
function isAnchored(form: Form): boolean {
  const tables = tableMentions(form);
  const columns = columnPlaces(form).map(({ mention }) => mention);
  const isNamedWell = columns.some((one) => !isVague(one) && !isRhythm(one));
  return tables.length > 0 || columns.some(saysItsTable) || (isNamedWell && asksSomething(form));
}

/** "sponsors founded" of `founded` in `sponsor`: the rows are named with the column. */
function saysItsTable({ words, alternatives: [best] }: ColumnMention): boolean {
  if (best === undefined) return false;
  const { table, column } = best.what;
  const own = partsOf(column.name);
  const said = words.split(' ').map(wordLemma);
  return tableParts(table.object.name).some((part) => said.includes(part) && !own.includes(part));
}

/** "per week", "by date": of whichever moment; it says nothing of what is counted. */
function isRhythm({ words, alternatives }: ColumnMention): boolean {
  const isTime = alternatives.every(({ what }) => isMoment(what.column));
  return (
    isTime &&
    (words === '' ||
      /^(?:dates?|times?|hours?|days?|weeks?|months?|quarters?|years?|(?:дат|врем|час|день|дня|дни|недел|месяц|квартал|год)\p{L}*)$/iu.test(
        words,
      ))
  );
}

/** "the numbers": of any column that is called a bit so. */
function isVague({ words, alternatives }: ColumnMention): boolean {
  return vagueWords.has(words) && (alternatives[0]?.score ?? 0) < weights.link.sure;
}

const vagueWords: ReadonlySet<string> = new Set(
  'number numbers figure figures stat stats statistics metric metrics data info information result results performance показатель показатели цифры данные результаты отчёт отчет'.split(
    ' ',
  ),
);

/** More than conditions that compare: those may be of any moment or number. */
function asksSomething(form: Form): boolean {
  const parts = [form.shows, form.groups, form.order].some((list) => list.length > 0);
  return parts || form.tests.some(({ kind }) => !['compare', 'between', 'time'].includes(kind));
}

/** Words that stand for something that was named before. */
export const pronouns: ReadonlySet<string> = new Set('them those these they их них ими'.split(' '));

/** A pronoun before anything is named, and no name right after it. */
function loosePronoun(words: readonly Word[], form: Form): string | null {
  const named = [...columnPlaces(form).map(({ mention }) => mention), ...tableMentions(form)].map(
    ({ at }) => at,
  );
  const first = Math.min(...named.filter((at) => at >= 0));
  const at = words.findIndex(({ lower }) => pronouns.has(lower));
  const word = words[at];
  if (word === undefined || at >= first || at === 0) return null;
  // "of those customers", "of those late orders"; not "of those were late".
  const between = words.slice(at + 1, first).map(({ lower }) => lower);
  if (between.length <= 1 && !between.some((one) => linking.has(one))) return null;
  const before = words[at - 1]?.lower ?? '';
  return ['of', 'from', 'among', 'из', 'у', 'среди'].includes(before) ? word.text : null;
}

const linking: ReadonlySet<string> = new Set(
  'is are was were be been has have had do does did will can not being'.split(' '),
);

const sorters: ReadonlySet<string> = new Set(
  'sort order rank arrange отсортируй отсортировать упорядочи упорядочить расставь'.split(' '),
);

/** "order value by city": the first word is part of a name. */
function namesAtStart({ entity, shows }: Form, [first]: readonly Word[]): boolean {
  return [entity, ...shows].some((part) => {
    const named = part?.kind === 'measure' ? part.of : part;
    if (named == null || named.words === '') return false;
    const [leading, ...more] = named.words.split(' ');
    // "Order lines, just the number": read as if the number was said first.
    return named.at === 0 || (more.length > 0 && leading === first?.lower);
  });
}

/** The words ask for an order, whatever it be. */
function saysOrder(words: readonly Word[]): boolean {
  if (sorters.has(words[0]?.lower ?? '')) return true;
  const at = words.findIndex(({ lower }) => lower === 'order' || lower === 'порядке');
  const before = words.slice(Math.max(0, at - 3), Math.max(0, at)).map(({ lower }) => lower);
  const isOne = before.some((one) => ['any', 'each', 'every', 'an', 'one', 'same'].includes(one));
  return !isOne && before.some((one) => one === 'in' || one === 'в');
}
