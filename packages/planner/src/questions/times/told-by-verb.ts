import { isNumeric } from '@ai-etl/core';
import type { Field } from '../schema-index.ts';
import { isParticiple } from '../states/verb-root.ts';

/** Verbs of what happens to a row once: a number or text that is called by one alone says in which year, or when. */
const once: ReadonlySet<string> = new Set(
  (
    'founded established formed opened inaugurated built constructed commissioned launched started began begun born hired joined ' +
    'registered enrolled created incorporated introduced debuted premiered released published aired died closed dissolved ' +
    'disbanded retired demolished discovered invented elected appointed ordained renovated completed ' +
    'foundation establishment opening construction launch debut premiere'
  ).split(' '),
);

/** "Founded", "first_aired", "year_built": a number called so is a year. */
export function isYearOfVerb({ table, column }: Field): boolean {
  if (!isNumeric(column.type) || table.primaryKey.includes(column.name)) return false;
  const [first, second = '', ...more] = wordsOf(column.name);
  const isRanked = /^(?:first|last)$/u.test(first ?? '') && more.length === 0;
  return (isRanked && isParticiple(second)) || isCalledByVerb(column.name);
}

/** With what no row begins. */
const ends =
  /^(?:died|closed|dissolved|disbanded|retired|demolished|renovated|last|ended|end|until|to)$/u;

/** Whether a year or moment of a verb is that with which the row begins: `first_held`, `built_in`; not `closed`. */
export function isOfBeginning({ column }: Field): boolean {
  const words = wordsOf(column.name);
  const isBegun = words[0] === 'first' || words.some((word) => once.has(word));
  return isBegun && !words.some((word) => ends.test(word));
}

/** "held_on", "Founded", "first_aired" kept as texts. */
export function isTextOfMoment({ column }: Field): boolean {
  if (column.type.kind !== 'text') return false;
  const words = wordsOf(column.name);
  const last = words.at(-1) ?? '';
  const isOn = (last === 'on' || last === 'at') && words.length > 1;
  return isOn ? isParticiple(words.at(-2) ?? '') : isCalledByVerb(column.name);
}

function isCalledByVerb(name: string): boolean {
  const [first = '', second = '', ...more] = wordsOf(name);
  if (more.length > 0) return false;
  if (second === '') return once.has(first);
  return (
    (/^(?:first|last|year|yr|date)$/u.test(first) && once.has(second)) ||
    (once.has(first) && /^(?:year|yr|in)$/u.test(second))
  );
}

function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '_')
    .toLowerCase()
    .split(/[^a-z]+/u)
    .filter((word) => word !== '');
}
