import { codeOfNationality, nationalitiesOf } from '../lexicon/nationalities.ts';
import { otherNameOfState } from '../lexicon/us-states.ts';
import { countryCode } from '../query/country-code.ts';

const places = /country|nation|citizen|origin|market|region|territory|home|land|geo|birthplace/iu;
const stateColumns = /state|province/iu;
const tongues = /lang|locale|tongue/iu;

/**
 * Other words for a country, a nationality or a language that a column holds: Spanish for Spain or ES, Spain
 * for Spanish, German for `de`, California for CA. Lower case.
 */
export function countryWords(columnName: string, value: string): readonly string[] {
  if (tongues.test(columnName)) return languageWords(value);
  const state = stateColumns.test(columnName) ? otherNameOfState(value) : null;
  if (state !== null) return [state];
  if (!places.test(columnName) || value.length > 40) return [];
  const isCode = /^[A-Z]{2}$/u.test(value);
  const code = isCode ? value : (countryCode(value) ?? codeOfNationality(value));
  if (code === null) return [];
  const name = regions.of(code === 'UK' ? 'GB' : code);
  const names = name === undefined || name === code ? [] : [name.toLowerCase()];
  return [
    ...nationalitiesOf(code === 'UK' ? 'GB' : code),
    ...names,
    ...(shortNames.get(code) ?? []),
  ];
}

const shortNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['US', ['united states of america', 'u s', 'u s a', 'america', 'the states']],
  ['GB', ['britain', 'great britain', 'england', 'u k']],
  ['NL', ['holland']],
  ['CZ', ['czech republic']],
  ['AE', ['uae', 'emirates']],
]);

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

function languageWords(value: string): readonly string[] {
  if (!/^[a-z]{2}(?:[-_][A-Za-z]{2})?$/u.test(value)) return [];
  const name = languages.of(value.slice(0, 2));
  return name === undefined ? [] : [name.toLowerCase()];
}
