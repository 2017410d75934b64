import { claim, free } from '../../parse/reading.ts';
import { columnOf, mentionAt, tableOf, type Asked } from '../asked.ts';
import { measureAt } from '../measures/read-measure.ts';
import { matchPhrase } from '../phrases.ts';
import type { GroupIR, MeasureIR, OrderIR } from '../question-ir.ts';
import { groupWords } from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';
import { isMeasure } from '../table-facts.ts';
import { groupOf } from './group-of.ts';
import { timeGroupAt } from './time-group.ts';

/** What "by" and "per" lead to: groups, or what to order by. */
export interface ReadGroups {
  readonly groups: readonly GroupIR[];
  readonly orderBy: MeasureIR | OrderIR['by'] | null;
  readonly measure: MeasureIR | null;
}

/** Reads and claims every "by", "per" and "each". `ranked`: a number behind one is what to rank by. */
export function readGroups(asked: Asked, ranked: boolean): ReadGroups {
  const { reading } = asked;
  const groups: GroupIR[] = [];
  let orderBy: ReadGroups['orderBy'] = null;
  let measured: MeasureIR | null = null;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const time = timeGroupAt(asked, at);
    if (time !== null) {
      groups.push(time.group);
      claim(reading, at, time.end);
      continue;
    }
    const length = matchPhrase(reading, at, groupWords);
    if (length === 0) continue;
    const next = skipFillers(asked, at + length);
    const measure = measureAt(asked, next);
    if (measure !== null) {
      claim(reading, at, measure.end);
      measured ??= measure.measure;
      orderBy ??= measure.measure;
      continue;
    }
    const mention = mentionAt(asked, next);
    if (mention === null) continue;
    const number = ranked ? columnOf(asked, mention, isMeasure) : null;
    if (number !== null && tableOf(mention) === null) {
      claim(reading, at, mention.end);
      orderBy ??= number;
      continue;
    }
    let group = groupOf(asked, mention);
    if (group === null) {
      askGroup(asked, mention.words);
      continue;
    }
    claim(reading, at, mention.end);
    let end = mention.end;
    while (group !== null) {
      groups.push(group);
      // "by country and status"
      const joint = /^(?:and|и|,)$/u.test(free(reading, end)?.lower ?? '') ? 1 : 0;
      const again = joint === 0 ? null : timeGroupAt(asked, end + 1);
      if (again !== null) {
        groups.push(again.group);
        claim(reading, end, again.end);
        break;
      }
      const repeated = matchPhrase(reading, end + joint, groupWords);
      const place = end + joint + repeated;
      // A comma joins names only: "for each industry, the client with …" goes on otherwise.
      const isComma = free(reading, end)?.text === ',';
      const other =
        joint === 0 ? null : mentionAt(asked, isComma ? place : skipFillers(asked, place));
      group = other === null ? null : groupOf(asked, other);
      if (other !== null) {
        claim(reading, end, other.end);
        end = other.end;
      }
    }
  }
  return { groups, orderBy, measure: measured };
}

function askGroup(asked: Asked, words: string): void {
  asked.open.push({
    question:
      asked.language === 'ru'
        ? `По какому столбцу группировать? "${words}" не столбец и не таблица.`
        : `Grouped by which column? "${words}" is neither a column nor a table.`,
    choices: [],
  });
}
