import type { PlannedColumn } from '@ai-etl/core';
import { spellingOf } from '../../kit/quarantine/spellings.ts';
import { isMoment, isNumber } from '../../kit/quarantine/type-groups.ts';
import { quoteName, quoteText } from '../quote.ts';
import { bytesKept, keepsNoUnits, logicalType } from '../types.ts';

/**
 * The staged value of a tested column in the target's type, NULL where it does not fit: what it would
 * turn into must be the very same value. `pg_input_is_valid` came with PostgreSQL 16. Pure.
 */
export function convertedValue({ source, nativeType }: PlannedColumn): string {
  const value = quoteName(source.name);
  const length = /^character(?: varying)?\((\d+)\)$/.exec(nativeType)?.[1];
  if (length !== undefined) return `CASE WHEN char_length(${value}) <= ${length} THEN ${value} END`;
  const cast = `${value}::${nativeType}`;
  const bytes = bytesKept(nativeType);
  if (bytes !== undefined) return `CASE WHEN octet_length(${value}) <= ${bytes} THEN ${cast} END`;
  const isInput = (text: string): string => `pg_input_is_valid(${text}, ${quoteText(nativeType)})`;
  if (source.type.kind !== 'text') {
    const text = isNumber(source.type) ? `trim_scale(${value}::numeric)::text` : `${value}::text`;
    return `CASE WHEN ${isInput(text)} THEN CASE WHEN ${cast} = ${value} THEN ${cast} END END`;
  }
  const type = logicalType(nativeType);
  const spelling = spellingOf(type);
  const isSpelled = spelling === undefined ? '' : `${value} ~ ${quoteText(spelling)} AND `;
  // Fractions of a second that the target has no room for would be rounded, and so would tens.
  const whole = nativeType.replace(/\([-\d,]+\)/, '');
  const mayRound = isMoment(type) || keepsNoUnits(nativeType);
  const exact = mayRound ? `CASE WHEN ${cast} = ${value}::${whole} THEN ${cast} END` : cast;
  return `CASE WHEN ${isSpelled}${isInput(value)} THEN ${exact} END`;
}
