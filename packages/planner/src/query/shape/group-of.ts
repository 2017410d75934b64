import { columnOf, tableOf, type Asked } from '../asked.ts';
import type { Mention } from '../mentions.ts';
import type { GroupIR } from '../question-ir.ts';

/** What a group mention means: each row of a table, or each value of a column. */
export function groupOf(asked: Asked, mention: Mention): GroupIR | null {
  const table = tableOf(mention);
  const best = mention.candidates[0]?.score ?? 0;
  if (table !== null && best < 1.01 && mention.candidates[0]?.kind !== 'column') {
    return { kind: 'table', table };
  }
  const ref = columnOf(asked, mention);
  if (ref === null) return table === null ? null : { kind: 'table', table };
  return { kind: 'column', ref };
}
