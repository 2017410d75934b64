import type { ColumnType } from '@ai-etl/core';
import { canonicalOf, faithful } from '../values/canonical.ts';
import { isDay } from '../values/fitting-moment.ts';
import { ValueTrouble, type SqlValue } from '../values/sql-value.ts';

/** The one text of a value of the type; null when it is none. NULL is never asked. */
export type Reading = (value: SqlValue) => string | null;

/**
 * Reads values as a pipeline would, so that what a profile counts as foreign is what a pipeline stumbles over;
 * besides, days that no calendar has are none. Spellings of one value have one text. Pure.
 */
export function readingOf(type: ColumnType): Reading {
  const canonical = canonicalOf({ name: 'value', type, nullable: true }, faithful);
  const finish = finishOf(type);
  return (value) => {
    try {
      const text = canonical(value);
      return text === null ? null : finish(text);
    } catch (error) {
      if (error instanceof ValueTrouble) return null;
      throw error;
    }
  };
}

function finishOf(type: ColumnType): (text: string) => string | null {
  switch (type.kind) {
    case 'date':
      return (text) => (isDay(text) ? text : null);
    case 'timestamp':
    case 'timestamptz':
      return (text) => (isMoment(text) ? withoutZeros(text) : null);
    case 'time':
      return (text) => (isClock(text) ? text : null);
    case 'decimal':
      return type.precision === undefined ? unsignedZero : (text) => text;
    case 'list':
      return (text) => (entriesOf(text) === undefined ? null : text);
    default:
      return (text) => text;
  }
}

/** Entries of a list; undefined when the text is none. */
export function entriesOf(text: string): number | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.length : undefined;
  } catch {
    return undefined;
  }
}

function isMoment(text: string): boolean {
  return isDay(text.slice(0, 10)) && isClock(text.slice(11));
}

function isClock(text: string): boolean {
  return text.slice(0, 2) < '24' && text.slice(3, 5) < '60' && text.slice(6, 8) < '60';
}

/** Digits that say nothing, behind the point. */
function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function unsignedZero(text: string): string {
  const short = withoutZeros(text);
  return short === '-0' ? '0' : short;
}
