import { isMoment, linkColumn } from '../../link/link-column.ts';
import { claim, free } from '../../parse/reading.ts';
import { columnOf, isFree, tableOf, type Asked } from '../asked.ts';
import type { ColumnRef, ConditionIR } from '../question-ir.ts';
import { fillerWords } from '../question-words.ts';
import type { TimeWords } from '../read-time.ts';

/** The column a time belongs to: the verb before it may say which ("delivered last month"). */
export function timeCondition(asked: Asked, time: TimeWords): ConditionIR {
  const { tokens } = asked.reading;
  let ref: ColumnRef | null = null;
  for (let at = time.at - 1; at >= Math.max(0, time.at - 3) && ref === null; at -= 1) {
    const token = tokens[at];
    if (token === undefined || fillerWords.has(token.lower)) continue;
    const mention = asked.mentions.find((one) => one.start <= at && one.end > at);
    const named = columnOf(asked, mention ?? null, isMoment);
    if (
      mention !== undefined &&
      named !== null &&
      isFree(asked, mention) &&
      tableOf(mention) === null
    ) {
      ref = named;
      claim(asked.reading, mention.start, mention.end);
    } else if (mention === undefined && free(asked.reading, at) !== undefined) {
      for (const table of asked.named) {
        const linked = linkColumn(token.lower, table, isMoment);
        if (linked.column === null) continue;
        ref = { table, column: linked.column };
        claim(asked.reading, at, at + 1);
        break;
      }
    }
    break;
  }
  return { kind: 'time', ref, period: time.period, range: time.range, words: time.words };
}
