import type { PlannedColumn } from '@ai-etl/core';
import { spellingOf } from '../../kit/quarantine/spellings.ts';
import { isMoment, isNumber } from '../../kit/quarantine/type-groups.ts';
import { quoteName, quoteText } from '../quote.ts';
import { baseTypeOf, bytesKept, keepsNoUnits, logicalType, roundsIntervals } from '../types.ts';

/**
 * The staged value of a tested column in the target's type, NULL where it does not fit: what it would
 * turn into must be the very same value. `pg_input_is_valid` came with PostgreSQL 16. Pure.
 */
export function convertedValue(column: PlannedColumn): string {
  const { source, nativeType } = column;
  const base = baseTypeOf(column);
  const value = quoteName(source.name);
  const isInput = (text: string): string => `pg_input_is_valid(${text}, ${quoteText(nativeType)})`;
  // A domain may check more than its base does.
  const isChecked = base === nativeType ? '' : ` AND ${isInput(value)}`;
  const length = /^character(?: varying)?\((\d+)\)$/.exec(base)?.[1];
  if (length !== undefined) {
    return `CASE WHEN char_length(${value}) <= ${length}${isChecked} THEN ${value} END`;
  }
  const cast = `${value}::${nativeType}`;
  const bytes = bytesKept(base);
  if (bytes !== undefined) {
    return `CASE WHEN octet_length(${value}) <= ${bytes}${isChecked} THEN ${cast} END`;
  }
  if (source.type.kind !== 'text') {
    const text = isNumber(source.type) ? `trim_scale(${value}::numeric)::text` : `${value}::text`;
    return `CASE WHEN ${isInput(text)} THEN CASE WHEN ${cast} = ${value} THEN ${cast} END END`;
  }
  const type = logicalType(base);
  const spelling = spellingOf(type);
  const isSpelled = spelling === undefined ? '' : `${value} ~ ${quoteText(spelling)} AND `;
  // Fractions of a second that the target has no room for would be rounded, and so would tens.
  const whole = roundsIntervals(base) ? 'interval' : base.replace(/\([-\d,]+\)/, '');
  const mayRound = isMoment(type) || keepsNoUnits(base) || roundsIntervals(base);
  const exact = mayRound ? `CASE WHEN ${cast} = ${value}::${whole} THEN ${cast} END` : cast;
  return `CASE WHEN ${isSpelled}${isInput(value)} THEN ${exact} END`;
}
