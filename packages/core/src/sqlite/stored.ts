import { compareDecimals, decimalText, fitDecimal, parseDecimal } from './decimal.ts';
import { castFunctions } from './cast.ts';
import { momentText, parseMoment, isDateText } from './moment.ts';
import {
  asCount,
  asText,
  show,
  SqliteMisfit,
  strict,
  type Present,
  type SqliteFunction,
} from './value.ts';

/** A stored number as a decimal of its column; floats are what they are in 15 digits. */
function decimalOf(
  x: Present | undefined,
  precision: Present | undefined,
  scale: Present | undefined,
): string {
  const text = typeof x === 'number' ? castFunctions['etl_decimal_of_float']?.(x) : x;
  const value = parseDecimal(text ?? undefined);
  if (precision === undefined) return decimalText(value);
  const places = asCount(scale);
  const exact = fitDecimal(value, asCount(precision), places);
  // A stored value is never rounded: it would differ from what is read without steps.
  if (compareDecimals(exact, value) !== 0) {
    throw new SqliteMisfit(`${show(x)} has more than ${places} decimal places`);
  }
  return decimalText(exact);
}

function momentOf(text: string): string {
  if (isDateText(text)) throw new SqliteMisfit(`"${text}" is no timestamp`);
  return momentText(parseMoment(text));
}

/** What a column of a table holds, as its type; SQLite keeps any value in any column. */
export const storedFunctions: Readonly<Record<string, SqliteFunction>> = {
  etl_misfit: (x, column, type) => {
    throw new SqliteMisfit(
      `column ${String(column)} holds ${show(x ?? null)}, which is no ${String(type)}`,
    );
  },
  etl_stored_decimal: strict(decimalOf),
  etl_stored_date: strict((x) => castFunctions['etl_date_of_text']?.(asText(x)) ?? null),
  etl_stored_moment: strict((x) => momentOf(asText(x))),
  etl_stored_time: strict((x) => castFunctions['etl_time_of_text']?.(asText(x)) ?? null),
  etl_stored_uuid: strict((x) => castFunctions['etl_uuid_of_text']?.(asText(x)) ?? null),
};
