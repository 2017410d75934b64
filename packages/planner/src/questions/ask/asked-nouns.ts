import { cuesOf } from '../cues/cues-of.ts';
import { isSmallWord } from '../cues/small-words.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/**
 * Words that nothing explains where a question says what it asks for: "how many [truck drivers] …",
 * "the [fuel consumption] of each [truck]". Of other words that are passed over, an answer may do
 * without. Empty when the schema has a name like one of them: it was passed over for another
 * reason. In the order of the words, one text for each run of them.
 */
export function askedNouns(
  words: readonly Word[],
  unread: readonly Word[],
  index: SchemaIndex,
): readonly string[] {
  return runsOf(words, unread).flatMap(({ start, end }): string[] => {
    const run = words.slice(start, end);
    const verb = run.findIndex(isVerb);
    const nouns = verb === -1 ? run : run.slice(0, verb);
    // "how large is the population": an adjective.
    const asksDegree = nouns[0]?.lower === 'how';
    if (asksDegree || nouns.length === 0) return [];
    const least = averages.has(words[start - 1]?.lower ?? '') ? weights.link.averaged : 0;
    if (nouns.some((word) => isNoNoun(word) || isNamed(word, index, least))) return [];
    // "[transport] mode": what is asked for is the mode.
    const next = words[end];
    if (verb === -1 && isCalledBehind(words, end, index)) return [];
    const isModifier = next?.kind === 'word' && !isSmallWord(next.lower) && isNamed(next, index);
    if (verb === -1 && isModifier) return [];
    const isAveraged = averages.has(words[start - 1]?.lower ?? '') && next?.lower !== 'in';
    return isAveraged || isAskedAt(words, start) ? [nouns.map(({ text }) => text).join(' ')] : [];
  });
}

/** Words of content that are neither grammar nor a name, where no reading tells which ones it passed over. */
export function strangeWords(words: readonly Word[], index: SchemaIndex): readonly Word[] {
  const isGrammar = (at: number): boolean =>
    [0, 1].some((back) =>
      [1, 2].some(
        (length) =>
          length > back &&
          cuesOf(
            words
              .slice(at - back, at - back + length)
              .map(({ lower }) => lower)
              .join(' '),
          ).length > 0,
      ),
    );
  return words.filter(
    (word, at) =>
      word.kind === 'word' && !isSmallWord(word.lower) && !isGrammar(at) && !isNamed(word, index),
  );
}

/** "which [town] is the seat of the county": what it is is said behind, by a name. */
function isCalledBehind(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [is, the, name, of] = words.slice(at, at + 4);
  const isSaid = /^(?:is|are|was|were)$/u.test(is?.lower ?? '') && the?.lower === 'the';
  return isSaid && name?.kind === 'word' && of?.lower === 'of' && isNamed(name, index);
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** Stretches of words that were passed over, as places [start, end). */
function runsOf(words: readonly Word[], unread: readonly Word[]): readonly Run[] {
  const passed = new Set(unread.map(({ start }) => start));
  const isPassed = (at: number): boolean => passed.has(words[at]?.start ?? -1);
  return words.flatMap((_, start): Run[] => {
    if (!isPassed(start) || isPassed(start - 1)) return [];
    let end = start + 1;
    while (isPassed(end)) end += 1;
    return [{ start, end }];
  });
}

const people: ReadonlySet<string> = new Set(
  'person people anyone someone somebody everyone thing something way человек люди людей'.split(
    ' ',
  ),
);

/** Adverbs and superlatives by their endings, and words for anybody. */
function isNoNoun({ kind, lower, lemma }: Word): boolean {
  if (kind !== 'word' || lower.length < 3 || people.has(lower) || people.has(lemma)) return true;
  return /(?:ly|est)$|(?:но|ее|ей|ый|ая|ое|ые|ой|ых|ого)$/u.test(lower);
}

const verbs: ReadonlySet<string> = new Set(
  'became become began begin bring brought buy bought came come cost did do drove fell felt found gave give went go got grew held hold kept left lost made make met paid pay ran run said saw sell sent sold spent spoke stood took take taught told won wrote write'.split(
    ' ',
  ),
);

/** By their endings, and those of most use that have none. */
function isVerb({ lower }: Word): boolean {
  return (
    verbs.has(lower) || /(?:ed|ing)$|(?:ть|ться|тся|лись|лся|ли|ло|ла|ет|ют|ит|ят)$/u.test(lower)
  );
}

/** Whether the schema has a name like a word; `least`: that fits it so well at least, 0 to 1. */
export function isNamed({ lemma, lower }: Word, index: SchemaIndex, least = 0): boolean {
  return [[lemma], [lower]].some((one) =>
    [index.tablesNamed(one)[0], index.fieldsNamed(one)[0]].some(
      (named) => named !== undefined && named.score >= least,
    ),
  );
}

const articles: ReadonlySet<string> = new Set(
  'the a an all any different distinct unique various total our their its of все всех наши наших разных'.split(
    ' ',
  ),
);
const imperatives: ReadonlySet<string> = new Set(
  'please list show give find return display tell get compute calculate name me us out up i want need would like to see know покажи показать покажите выведи выведите дай найди список перечисли мне пожалуйста'.split(
    ' ',
  ),
);
const interrogatives: ReadonlySet<string> = new Set(
  "what which who is are was were s what's какой какая какое какие какова каков каковы кто что".split(
    ' ',
  ),
);
const leads: readonly (readonly string[])[] = [
  ['how', 'many'],
  ['how', 'much'],
  ['how', 'much', 'is'],
  ['how', 'much', 'are'],
  ['number', 'of'],
  ['count', 'of'],
  ['amount', 'of'],
  ['spend', 'on'],
  ['spent', 'on'],
  ['spending', 'on'],
  ['pay', 'for'],
  ['paid', 'for'],
  ['тратим', 'на'],
  ['потратили', 'на'],
  ['расходы', 'на'],
  ['each'],
  ['every'],
  ['per'],
  ['сколько'],
  ['количество'],
  ['число'],
  ['каждого'],
  ['каждой'],
  ['каждому'],
  ['каждый'],
  ['каждая'],
  ['каждую'],
];

/** Right before what is averaged. */
const averages: ReadonlySet<string> = new Set(
  'average mean avg средний средняя среднее среднюю средние'.split(' '),
);

/** Whether the words before a place ask for what stands there. */
function isAskedAt(words: readonly Word[], at: number): boolean {
  const before = words.slice(0, at).map(({ lower }) => lower);
  if (
    before.length > 0 &&
    before.every((one) => imperatives.has(one) || interrogatives.has(one) || articles.has(one))
  )
    return before.some((one) => !articles.has(one));
  return leads.some((lead) => {
    const rest = lead.at(-1) === 'of' ? before : withoutArticles(before);
    const whole = lead.at(-1) === 'of' ? withoutArticles(rest, 'of') : rest;
    return lead.every((one, place) => whole.at(place - lead.length) === one);
  });
}

function withoutArticles(before: readonly string[], but = ''): readonly string[] {
  let end = before.length;
  while (end > 0) {
    const word = before[end - 1] ?? '';
    if (word === but || !articles.has(word)) break;
    end -= 1;
  }
  return before.slice(0, end);
}
