import type { CatalogTable, LiteralExpression } from '@ai-etl/core';
import { claim, free } from '../../parse/reading.ts';
import { type Asked, columnOf, isFree, mentionAt, nameOf, tableOf } from '../asked.ts';
import type { Candidate, Mention } from '../mentions.ts';
import type { ConditionIR } from '../question-ir.ts';
import { equality, text } from './equality.ts';
import { placeAt } from './place-condition.ts';
import { stateAt } from './state-condition.ts';

/** A value without its column: known ones, states, proper names in a place column. */
export function valueAt(asked: Asked, at: number): ConditionIR | null {
  const { reading } = asked;
  const token = free(reading, at);
  if (token === undefined || token.kind === 'mark' || token.kind === 'number') return null;
  const negated = /^(?:not|non|isn't|aren't|не|except|excluding|кроме)$/u.test(
    reading.tokens[at - 1]?.lower ?? '',
  );
  const mention = asked.mentions.find((one) => one.start === at && isFree(asked, one));
  const seen = (mention?.candidates ?? [])
    .filter((one): one is Extract<Candidate, { kind: 'value' }> => one.kind === 'value')
    .toSorted((a, b) => reach(asked, a.table) - reach(asked, b.table));
  const [best, second] = seen;
  const flag = flagAt(asked, mention, negated) ?? stateAt(asked, at, negated);
  if (flag !== null) return flag;
  const isName = mention?.candidates[0]?.kind !== 'value' && mention !== undefined;
  if (mention !== undefined && best !== undefined && !isName) {
    const start = negated ? at - 1 : at;
    claim(reading, start, mention.end);
    // "gold tier": the column behind its value is not asked for.
    const behind = mentionAt(asked, mention.end);
    const own = behind?.candidates.some(
      (one) => one.kind === 'column' && one.column === best.column,
    );
    if (behind !== null && own === true && tableOf(behind) === null)
      claim(reading, behind.start, behind.end);
    if (second !== undefined && reach(asked, second.table) === reach(asked, best.table)) {
      asked.assumptions.push({
        path: 'condition',
        value: `${nameOf(best)} = ${best.value}`,
        because: `"${mention.words}" is a value of several columns`,
        alternatives: seen.slice(1, 5).map(nameOf),
      });
    }
    const item = { value: text(best.value), known: best.known, words: mention.words };
    return equality(asked, best, { values: [item], negated });
  }
  return isName ? null : placeAt(asked, at, negated);
}

function reach(asked: Asked, table: CatalogTable): number {
  return asked.named.has(table) ? 0 : 1;
}

/** "active products": a yes-or-no column by its name. */
function flagAt(
  asked: Asked,
  mention: Mention | null | undefined,
  negated: boolean,
): ConditionIR | null {
  if (mention === null || mention === undefined || mention.candidates[0]?.kind !== 'column')
    return null;
  const ref = columnOf(asked, mention, (column) => column.type.kind === 'bool');
  if (ref === null || mention.candidates[0].column !== ref.column) return null;
  claim(asked.reading, negated ? mention.start - 1 : mention.start, mention.end);
  const value: LiteralExpression = { kind: 'literal', type: 'bool', value: !negated };
  return { kind: 'compare', ref, op: 'eq', value, anyCase: false };
}
