import { fold } from '../text/tokenise.ts';
import { describedValues } from '../query/described-values.ts';
import type { KnownValue } from '../query/question-types.ts';
import { codedValues } from './coded-values.ts';
import { withShortStates } from './comments/short-states.ts';
import { countryWords } from './country-words.ts';
import type { Field } from './schema-index.ts';
import type { ValueLayerBuilder } from './value-layer.ts';
import { wordLemma } from './words.ts';

/** Adds the values that a column's comment lists. */
export function addDescribed(layer: ValueLayerBuilder, field: Field): void {
  const codes = withShortStates(codedValues(field.column));
  for (const { value, words } of codes) layer.add(spellingOf(words), { field, value });
  if (codes.length > 0) return;
  for (const value of describedValues(field.column)) layer.add(spellingOf(value), { field, value });
}

/** Adds a value that was seen in the data. */
export function addSeen(
  layer: ValueLayerBuilder,
  field: Field,
  { value, words }: Pick<KnownValue, 'value' | 'words'>,
): void {
  const { name } = field.column;
  const others = [...wordsForValue(name, value), ...countryWords(field, value)];
  for (const said of [words, value, ...others]) layer.add(spellingOf(said), { field, value });
}

/** "women" for the F of a column of sexes. */
function wordsForValue(name: string, value: string): readonly string[] {
  if (!/sex|gender/iu.test(name)) return [];
  if (/^(?:f|female)$/iu.test(value)) return ['female', 'woman', 'girl', 'women'];
  return /^(?:m|male)$/iu.test(value) ? ['male', 'man', 'boy', 'men'] : [];
}

/** "GMs": several of a value GM. */
const acronyms = /(?<![\p{L}\p{N}])(\p{Lu}{2,})s(?![\p{L}\p{N}])/gu;

/** How words are compared with values: lower case, single blanks, no marks at the ends, singular. */
export function spellingOf(text: string): string {
  return fold(text.replaceAll(acronyms, '$1'))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => wordLemma(word))
    .join(' ');
}
