import { fold } from '../text/tokenise.ts';
import { describedValues } from '../query/described-values.ts';
import type { KnownValue, QuestionSchema } from '../query/question-types.ts';
import { codedValues } from './coded-values.ts';
import { countryWords } from './country-words.ts';
import type { Field, HeldValue } from './schema-index.ts';
import { wordLemma } from './words.ts';

/** Values by their spelling, and what longer ones begin with. */
export interface HeldValues {
  readonly bySpelling: ReadonlyMap<string, readonly HeldValue[]>;
  readonly beginnings: ReadonlySet<string>;
}

/** Reads the values of a schema: those that comments list, and those that were seen. */
export function heldValues(
  schema: QuestionSchema,
  fields: readonly Field[],
  values: readonly KnownValue[],
): HeldValues {
  const bySpelling = new Map<string, HeldValue[]>();
  const beginnings = new Set<string>();
  const byName = new Map(
    fields.map((field) => [
      [
        field.table.object.schema ?? schema.defaultSchema,
        field.table.object.name,
        field.column.name,
      ].join('\0'),
      field,
    ]),
  );
  const add = (spelled: string, held: HeldValue): void => {
    const list = bySpelling.get(spelled);
    if (list === undefined) bySpelling.set(spelled, [held]);
    else if (!list.some((one) => one.field === held.field && one.value === held.value))
      list.push(held);
    const pieces = spelled.split(' ');
    for (let count = 1; count < pieces.length; count += 1)
      beginnings.add(pieces.slice(0, count).join(' '));
  };
  for (const field of fields) {
    for (const value of describedValues(field.column)) add(spellingOf(value), { field, value });
    for (const { value, words } of codedValues(field.column))
      add(spellingOf(words), { field, value });
  }
  for (const one of values) {
    const field = byName.get([one.schema, one.table, one.column].join('\0'));
    if (field === undefined) continue;
    add(spellingOf(one.words), { field, value: one.value });
    add(spellingOf(one.value), { field, value: one.value });
    const others = [
      ...wordsForValue(field.column.name, one.value),
      ...countryWords(field.column.name, one.value),
    ];
    for (const word of others) add(spellingOf(word), { field, value: one.value });
  }
  return { bySpelling, beginnings };
}

/** "women" for the F of a column of sexes. */
function wordsForValue(name: string, value: string): readonly string[] {
  if (!/sex|gender/iu.test(name)) return [];
  if (/^(?:f|female)$/iu.test(value)) return ['female', 'woman', 'girl', 'women'];
  return /^(?:m|male)$/iu.test(value) ? ['male', 'man', 'boy', 'men'] : [];
}

/** How words are compared with values: lower case, single blanks, no marks at the ends, singular. */
export function spellingOf(text: string): string {
  return fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => wordLemma(word))
    .join(' ');
}
