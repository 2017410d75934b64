import { codeOfNationality, nationalitiesOf } from '../lexicon/nationalities.ts';
import { otherNameOfState } from '../lexicon/us-states.ts';
import { continentWords } from '../lexicon/continents.ts';
import { codeOfThreeLetters } from '../lexicon/country-letters.ts';
import { countryCode } from '../query/country-code.ts';
import type { Field } from './schema-index.ts';

const places =
  /countr|nation|citizen|origin|market|region|territory|home|land|geo|birthplace|passport/iu;
const parts = /continent|region|area|market|territory|world/iu;
const stateColumns = /state|province/iu;
const tongues = /lang|locale|tongue/iu;
const countryTables = /^(?:.*_)?(?:countr(?:y|ies)|nations?)$/iu;
const partTables = /^(?:.*_)?(?:continents?|regions?)$/iu;
/** What a table of countries calls them by. */
const names = /name|title|code|iso|abbr/iu;

/**
 * Other words for a country, a nationality or a language that a column holds: Spanish for Spain, ES or ESP, Spain
 * for Spanish, African for Africa, German for `de`, California for CA. Lower case.
 */
export function countryWords({ table, column }: Field, value: string): readonly string[] {
  // `ctry_cd` is a country code.
  const name = column.name.replace(/(?<![a-z])cn?try(?![a-z])/iu, 'country');
  if (tongues.test(name)) return languageWords(value);
  const state = stateColumns.test(name) ? otherNameOfState(value) : null;
  if (state !== null) return [state];
  if (value.length > 40) return [];
  const isNamed = names.test(name);
  const isPart = parts.test(name) || (isNamed && partTables.test(table.object.name));
  const ofWorld = isPart ? continentWords(value) : [];
  if (ofWorld.length > 0) return ofWorld;
  const isCountry = places.test(name) || (isNamed && countryTables.test(table.object.name));
  return isCountry ? wordsOfCountry(value) : [];
}

function wordsOfCountry(value: string): readonly string[] {
  const code = /^[A-Z]{2}$/u.test(value)
    ? value
    : (codeOfThreeLetters(value) ?? countryCode(value) ?? codeOfNationality(value));
  if (code === null) return [];
  const known = code === 'UK' ? 'GB' : code;
  const name = regions.of(known);
  return [
    ...nationalitiesOf(known),
    ...(name === undefined || name === code ? [] : [name.toLowerCase()]),
    ...(shortNames.get(known) ?? []),
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
