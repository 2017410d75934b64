import { claim, free } from '../../parse/reading.ts';
import { nameOf, wordsOf, type Asked } from '../asked.ts';
import { countryCode } from '../country-code.ts';
import type { ColumnRef, ConditionIR } from '../question-ir.ts';
import { equality, isText, text } from './equality.ts';
import { properEnd } from './read-values.ts';
import type { CatalogTable } from '@ai-etl/core';

/** A proper name that no other words explain, in a table with a place column: "orders from Berlin". */
export function placeAt(asked: Asked, at: number, negated: boolean): ConditionIR | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined || (at === 0 && !token.quoted)) return null;
  const before = reading.tokens[at - 1]?.lower ?? '';
  const isProper = token.quoted || /^\p{Lu}/u.test(token.text);
  if (!isProper || !/^(?:in|from|of|to|at|for|and|or|,|не|not|в|во|из|и|или|по|на)$/u.test(before))
    return null;
  const end = token.quoted ? at + 1 : properEnd(asked, at);
  const words = wordsOf(asked, at, end);
  const named = placeColumns([...asked.named]);
  const columns = named.length > 0 ? named : placeColumns(asked.schema.tables);
  const code = countryCode(words);
  const byCode =
    code === null ? undefined : columns.find(({ column }) => /country/iu.test(column.name));
  const ref = byCode ?? nearestPlace(words, columns);
  if (ref === undefined) return null;
  claim(reading, negated ? at - 1 : at, end);
  const value =
    byCode !== undefined && /code/iu.test(byCode.column.name) && code !== null ? code : words;
  asked.assumptions.push({
    path: 'condition',
    value: `${nameOf(ref)} = ${value}`,
    because: `"${words}" looks like a place`,
    alternatives: columns
      .filter((one) => one !== ref)
      .slice(0, 4)
      .map(nameOf),
  });
  return equality(asked, ref, {
    values: [{ value: text(value), known: value === code, words }],
    negated,
  });
}

function placeColumns(tables: readonly CatalogTable[]): readonly ColumnRef[] {
  return tables.flatMap((table) =>
    table.columns
      .filter((column) => isText(column) && placeWords.test(column.name))
      .map((column) => ({ table, column })),
  );
}

/** "DE" is a code where there are codes; "Berlin" never is. */
function nearestPlace(words: string, columns: readonly ColumnRef[]): ColumnRef | undefined {
  const isCode = ({ column }: ColumnRef) => /_code$/iu.test(column.name);
  const isShort = /^\p{Lu}{2,3}$/u.test(words);
  const code = isShort ? columns.find(isCode) : undefined;
  return code ?? columns.find((one) => !isCode(one));
}

const placeWords =
  /(?:^|_)(?:city|country|country_code|region|state|province|town|office|location)(?:_code|_name)?$/iu;
