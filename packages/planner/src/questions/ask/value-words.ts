import type { CatalogTable } from '@ai-etl/core';
import { lemmasOf } from '../../lexicon/lemma.ts';
import { isCyrillic, russianStem } from '../../lexicon/russian/stem.ts';
import { translationsOf } from '../../lexicon/russian/translate.ts';
import { codeOfNationality } from '../../lexicon/nationalities.ts';
import { countryCode } from '../../query/country-code.ts';
import type { QuestionSchema, ValueLookup } from '../../query/question-types.ts';
import { isSmallWord } from '../cues/small-words.ts';
import type { QuestionReader } from '../question-reader.ts';
import { splitWords, type Word } from '../words.ts';

const longestValue = 7;
const mostUnknown = 24;
const mostTranslations = 2;

/** Everything a question says that may be a value, lower case with single blanks: spans of up to seven words, and their singulars. */
export function spokenSpans(question: string): readonly string[] {
  const words = splitWords(question);
  const spans = words.flatMap((first, at) => {
    if (first.kind === 'quoted') return [first.lower];
    const found: string[] = [];
    for (let length = 1; length <= longestValue && at + length <= words.length; length += 1) {
      const part = words.slice(at, at + length);
      const last = part.at(-1);
      if (last === undefined || last.kind === 'quoted') break;
      if (last.kind === 'mark' || part.every(({ lower }) => isSmallWord(lower))) continue;
      const lower = question.slice(first.start, last.end).toLowerCase().replaceAll(/\s+/gu, ' ');
      const singulars = lemmasOf(last.lower).map(
        (one) => lower.slice(0, lower.length - last.lower.length) + one,
      );
      found.push(lower, ...singulars);
    }
    return found;
  });
  return [...new Set(spans)];
}

/**
 * What of a question may be a value of a column that holds text, the likeliest first: text in quotes,
 * runs of words with capitals or that the best reading passes over, then every other word of content;
 * and the codes of countries and languages it names.
 */
export function unknownWords(question: string, reader: QuestionReader): readonly ValueLookup[] {
  const { schema } = reader.index;
  const words = splitWords(reader.inPlainWords(question));
  const [best] = reader.read(question);
  const unread = new Set((best?.unread ?? words).map(({ start }) => start));
  const isStrange = (word: Word, at: number): boolean =>
    word.kind === 'quoted' ||
    (word.kind === 'word' &&
      !isSmallWord(word.lower) &&
      (unread.has(word.start) || (at > 0 && /^\p{Lu}/u.test(word.text))));
  const runs = runsOf(words, isStrange).map((run) => run.map(({ lower }) => lower).join(' '));
  const each = words
    .filter(({ kind, lower }) => kind === 'quoted' || (kind === 'word' && !isSmallWord(lower)))
    .map(({ lower }) => lower);
  const codes = [...runs, ...each].flatMap(
    (one) => countryCode(one) ?? codeOfNationality(one) ?? [],
  );
  const english = words
    .filter(({ lower }) => isCyrillic(lower) && !isSmallWord(lower))
    .flatMap(({ lower }) => translationsOf([russianStem(lower)]).slice(0, mostTranslations))
    .map(({ lemmas }) => lemmas.join(' '));
  const columns = textColumns(schema, saidTables(words, reader));
  return [...new Set([...runs, ...codes, ...english, ...each])]
    .slice(0, mostUnknown)
    .map((said) => ({ words: said, columns }));
}

/** Tables that a word of the question names. */
function saidTables(words: readonly Word[], { index }: QuestionReader): ReadonlySet<CatalogTable> {
  return new Set(words.flatMap(({ lemma }) => index.tablesNamed([lemma]).map(({ what }) => what)));
}

/** Those of the tables that were named come first: not all may be looked through. */
function textColumns(
  { tables, defaultSchema }: QuestionSchema,
  said: ReadonlySet<CatalogTable>,
): ValueLookup['columns'] {
  const ordered = [
    ...tables.filter((one) => said.has(one)),
    ...tables.filter((one) => !said.has(one)),
  ];
  return ordered.flatMap(({ object, columns }) =>
    columns
      .filter(({ type }) => type.kind === 'text')
      .map(({ name }) => ({
        schema: object.schema ?? defaultSchema,
        table: object.name,
        column: name,
      })),
  );
}

function runsOf(
  words: readonly Word[],
  is: (word: Word, at: number) => boolean,
): readonly (readonly Word[])[] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  for (const [at, word] of words.entries()) {
    if (is(word, at)) run.push(word);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return run.length > 0 ? [...runs, run] : runs;
}
