import { claim, free } from '../../parse/reading.ts';
import type { Asked } from '../asked.ts';
import { countryCode } from '../country-code.ts';
import type { ConditionIR } from '../question-ir.ts';
import { equality, isText, text } from './equality.ts';
import { properEnd } from './read-values.ts';

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
  const words = reading.tokens
    .slice(at, end)
    .map((one) => one.text)
    .join(' ');
  const columns = [...asked.named].flatMap((table) =>
    table.columns
      .filter((column) => isText(column) && placeWords.test(column.name))
      .map((column) => ({ table, column })),
  );
  const wide =
    columns.length > 0
      ? columns
      : asked.schema.tables.flatMap((table) =>
          table.columns
            .filter((column) => isText(column) && placeWords.test(column.name))
            .map((column) => ({ table, column })),
        );
  const code = countryCode(words);
  const byCode =
    code === null ? undefined : wide.find(({ column }) => /country/iu.test(column.name));
  const short = /^\p{Lu}{2,3}$/u.test(words);
  const codes = wide.filter(({ column }) => /_code$/iu.test(column.name));
  const places = wide.filter(({ column }) => !/_code$/iu.test(column.name));
  const ref = byCode ?? (short ? (codes[0] ?? places[0]) : places[0]);
  if (ref === undefined) return null;
  claim(reading, negated ? at - 1 : at, end);
  const value =
    byCode !== undefined && /code/iu.test(byCode.column.name) && code !== null ? code : words;
  asked.assumptions.push({
    path: 'condition',
    value: `${ref.table.object.name}.${ref.column.name} = ${value}`,
    because: `"${words}" looks like a place`,
    alternatives: wide
      .filter((one) => one !== ref)
      .slice(0, 4)
      .map((one) => `${one.table.object.name}.${one.column.name}`),
  });
  return equality(asked, ref, {
    values: [{ value: text(value), known: value === code, words }],
    negated,
  });
}

const placeWords =
  /(?:^|_)(?:city|country|country_code|region|state|province|town|office|location)(?:_code|_name)?$/iu;
