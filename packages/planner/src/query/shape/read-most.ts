import { claim } from '../../parse/reading.ts';
import { mentionAt, tableOf, type Asked } from '../asked.ts';
import { measureAt } from '../measures/read-measure.ts';
import { matchPhrase } from '../phrases.ts';
import type { GroupIR, MeasureIR } from '../question-ir.ts';
import { askWords, fewestWords, maxWords, minWords, mostWords } from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';
import { groupOf } from './group-of.ts';
import { wholeNumber } from './whole-number.ts';
import { countOf } from '../measures/make-measure.ts';

/** "which customer has the most orders": grouped by the asked, ranked by the number of the other. */
export interface ReadMost {
  readonly group: GroupIR;
  readonly measure: MeasureIR;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
}

/** Reads and claims "the most" and "the fewest", with who is asked for. */
export function readMost(asked: Asked): ReadMost | null {
  const { reading } = asked;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const most = matchPhrase(reading, at, mostWords);
    const fewest = most > 0 ? 0 : matchPhrase(reading, at, fewestWords);
    const extreme = most + fewest > 0 ? null : extremeMost(asked, at);
    if (most + fewest === 0 && extreme === null) continue;
    const counted = mentionAt(asked, skipFillers(asked, at + most + fewest));
    const table = tableOf(counted);
    const measure: MeasureIR | null = extreme?.measure ?? (table === null ? null : countOf(table));
    const asker = askedFor(asked, at);
    if (asker === null || measure === null) continue;
    claim(reading, at, extreme?.end ?? counted?.end ?? at + most + fewest);
    claim(reading, asker.start, asker.end);
    return {
      group: asker.group,
      measure,
      direction: most > 0 || extreme?.descending === true ? 'desc' : 'asc',
      limit: asker.limit,
    };
  }
  return null;
}

/** "the highest total amount", "the largest number of orders": an extreme of a measure over groups. */
function extremeMost(
  asked: Asked,
  at: number,
): { readonly measure: MeasureIR; readonly end: number; readonly descending: boolean } | null {
  const max = matchPhrase(asked.reading, at, maxWords);
  const min = matchPhrase(asked.reading, at, minWords);
  if (max + min === 0) return null;
  const read = measureAt(asked, skipFillers(asked, at + Math.max(max, min)));
  return read === null ? null : { measure: read.measure, end: read.end, descending: max > 0 };
}

function askedFor(
  asked: Asked,
  before: number,
): {
  readonly group: GroupIR;
  readonly start: number;
  readonly end: number;
  readonly limit: number;
} | null {
  const { reading } = asked;
  for (let at = 0; at < before; at += 1) {
    const which = matchPhrase(reading, at, askWords);
    const limit = wholeNumber(asked, at + which);
    const place = skipFillers(asked, at + which + (limit === null ? 0 : 1));
    const mention = which === 0 ? null : mentionAt(asked, place);
    const group = mention === null ? null : groupOf(asked, mention);
    if (group !== null && mention !== null)
      return { group, start: at, end: mention.end, limit: limit ?? 1 };
  }
  const first = asked.mentions.findLast(
    (one) => one.end <= before && mentionAt(asked, one.start) !== null,
  );
  const group = first === undefined ? null : groupOf(asked, first);
  return group === null || first === undefined
    ? null
    : { group, start: first.start, end: first.end, limit: 1 };
}
