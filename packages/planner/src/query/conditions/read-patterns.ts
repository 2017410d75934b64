import { claim, free } from '../../parse/reading.ts';
import { type Asked, columnOf, tableOf } from '../asked.ts';
import type { Mention } from '../mentions.ts';
import { matchPhrase } from '../phrases.ts';
import type { ColumnRef, ConditionIR } from '../question-ir.ts';
import { containsWords, endsWords, startsWords } from '../question-words.ts';
import { isText } from './equality.ts';
import { claimColumn, leftMention } from './mention-before.ts';

/** Text patterns: "name contains pro", "cities starting with L". */
export function readPatterns(asked: Asked): readonly ConditionIR[] {
  const { reading } = asked;
  const kinds = [
    [containsWords, (text: string) => `%${text}%`],
    [startsWords, (text: string) => `${text}%`],
    [endsWords, (text: string) => `%${text}`],
  ] as const;
  const found: ConditionIR[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    for (const [list, pattern] of kinds) {
      const length = matchPhrase(reading, at, list);
      if (length === 0) continue;
      const value = free(reading, at + length);
      const left = leftMention(asked, at);
      const ref = columnOf(asked, left, isText) ?? labelOf(left);
      if (value === undefined || value.kind === 'mark' || ref === null) continue;
      claim(reading, at, at + length + 1);
      claimColumn(asked, left);
      const escaped = value.text.replaceAll(/[\\%_]/gu, String.raw`\$&`);
      found.push({ kind: 'like', ref, pattern: pattern(escaped), negated: false });
      break;
    }
  }
  return found;
}

function labelOf(mention: Mention | null): ColumnRef | null {
  const table = tableOf(mention);
  const column = table?.columns.find((one) => isText(one) && /name|title/iu.test(one.name));
  return table === null || column === undefined ? null : { table, column };
}
