import { isNumeric, type CatalogColumn } from '@ai-etl/core';
import { partsOf } from '../name-parts.ts';
import { otherWordsFor } from './flag-words.ts';
import { isParticiple } from './verb-root.ts';

/** How a column says yes and no. */
export interface FlagValues {
  readonly yes: string;
  readonly no: string;
}

const asking = 'is|has|was|can|are|allows?|accepts?|needs|requires|with';
const prefix = new RegExp(`^(?:${asking})_`, 'iu');
/** `isPublic`, `HasPool`. */
const joined = new RegExp(
  `^(?:${asking}|${asking.replaceAll(/(?<=^|\|)[a-z]/gu, (first) => first.toUpperCase())})(?=\\p{Lu})`,
  'u',
);
/** Numbers that are counted, and no states. */
const counted = /(?:^|_)(?:num|no|nr|number|count|cnt|qty|quantity|total|amount|sum|id)(?:_|$)/iu;
const pairs: readonly FlagValues[] = [
  { yes: 'Y', no: 'N' },
  { yes: 'yes', no: 'no' },
  { yes: 'T', no: 'F' },
  { yes: 'true', no: 'false' },
  { yes: '1', no: '0' },
  { yes: 'on', no: 'off' },
];

/** All that they may hold, in lower case. */
export const yesNoWords: readonly string[] = pairs.flatMap(({ yes, no }) =>
  [yes, no].map((one) => one.toLowerCase()),
);

/** Alone it may be anything: F is a sex too. */
const unclearAlone = /^(?:[tf01]|on|off)$/iu;

/**
 * How a column that only says yes or no says it, by its type, its values, its comment, or for numbers its
 * name; null for any other column.
 */
export function flagValues(
  column: CatalogColumn,
  held: ReadonlySet<string> | undefined,
): FlagValues | null {
  if (column.type.kind === 'bool') return { yes: 'true', no: 'false' };
  if (column.type.kind === 'text') return pairOf(held) ?? commentPair(column.comment);
  if (!isNumeric(column.type)) return null;
  const isFlag =
    asksWhether(column.name) ||
    (held !== undefined && areYesNoNumbers([...held]) && readsAsState(column.name)) ||
    /_(?:flag|yn)$/iu.test(column.name) ||
    /(?:^|[^\d.])(?:0\s*(?:\/|or|,|\|)\s*1|1\s*(?:\/|or|,|\|)\s*0)(?:$|[^\d.])|1 ?= ?(?:yes|true)|boolean/iu.test(
      column.comment ?? '',
    );
  return isFlag ? { yes: '1', no: '0' } : null;
}

/** The words of a flag's name without what makes it a question: `is_blocked` is blocked. */
export function flagName(name: string): string {
  return name
    .replace(prefix, '')
    .replace(joined, '')
    .replace(/_(?:flag|yn|ind|indicator)$/iu, '');
}

function asksWhether(name: string): boolean {
  return prefix.test(name) || joined.test(name);
}

/** `active`, `vaccinated`: a level or a number of floors may hold 0 and 1 alone, for now. */
function readsAsState(name: string): boolean {
  const parts = partsOf(name);
  const last = parts.at(-1) ?? '';
  const isState = isParticiple(last) || otherWordsFor(parts.join(' ')).length > 0;
  return isState && !counted.test(name);
}

/** Whether numbers, as texts, are 0 and 1 and no others: those may say yes and no. */
export function areYesNoNumbers(values: readonly string[]): boolean {
  return values.includes('0') && values.includes('1') && new Set(values).size === 2;
}

function pairOf(held: ReadonlySet<string> | undefined): FlagValues | null {
  if (held === undefined || held.size === 0 || held.size > 2) return null;
  const values = [...held];
  if (values.length === 1 && unclearAlone.test(values[0] ?? '')) return null;
  for (const { yes, no } of pairs) {
    const isOne = values.every((value) =>
      [yes.toLowerCase(), no.toLowerCase()].includes(value.toLowerCase()),
    );
    if (!isOne) continue;
    const spelled = (said: string) =>
      values.find((value) => value.toLowerCase() === said.toLowerCase());
    const other = (said: string) => (/^[a-z]/u.test(values[0] ?? '') ? said.toLowerCase() : said);
    return { yes: spelled(yes) ?? other(yes), no: spelled(no) ?? other(no) };
  }
  return null;
}

function commentPair(comment: string | undefined): FlagValues | null {
  const found =
    /(?:^|[^\p{L}\p{N}])['"]?(y|yes|t|true|1)['"]?\s*(?:\/|\||or|,)\s*['"]?(n|no|f|false|0)['"]?(?![\p{L}\p{N}])/iu.exec(
      comment ?? '',
    );
  const [, yes, no] = found ?? [];
  return yes === undefined || no === undefined ? null : { yes, no };
}
