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
  readonly orderBy: OrderIR['by'];
  readonly measure: MeasureIR | null;
}

/** Reads and claims every "by", "per" and "each". `ranked`: a number behind one is what to rank by. */
export function readGroups(asked: Asked, ranked: boolean): ReadGroups {
  const groups: GroupIR[] = [];
  let orderBy: ReadGroups['orderBy'] = null;
  let measure: MeasureIR | null = null;
  for (let at = 0; at < asked.reading.tokens.length; at += 1) {
    const read = groupsAt(asked, at, ranked);
    groups.push(...(read?.groups ?? []));
    orderBy ??= read?.orderBy ?? null;
    measure ??= read?.measure ?? null;
  }
  return { groups, orderBy, measure };
}

function groupsAt(asked: Asked, at: number, ranked: boolean): ReadGroups | null {
  const { reading } = asked;
  const time = timeGroupAt(asked, at);
  if (time !== null) {
    claim(reading, at, time.end);
    return { groups: [time.group], orderBy: null, measure: null };
  }
  const length = matchPhrase(reading, at, groupWords);
  if (length === 0) return null;
  const next = skipFillers(asked, at + length);
  const computed = measureAt(asked, next);
  if (computed !== null) {
    claim(reading, at, computed.end);
    return { groups: [], orderBy: computed.measure, measure: computed.measure };
  }
  const mention = mentionAt(asked, next);
  if (mention === null) return null;
  const number = ranked ? columnOf(asked, mention, isMeasure) : null;
  if (number !== null && tableOf(mention) === null) {
    claim(reading, at, mention.end);
    return { groups: [], orderBy: number, measure: null };
  }
  const group = groupOf(asked, mention);
  if (group === null) {
    askGroup(asked, mention.words);
    return null;
  }
  claim(reading, at, mention.end);
  return { groups: [group, ...joinedGroups(asked, mention.end)], orderBy: null, measure: null };
}

/** What follows a group: "by country and status", "by country and by month". */
function joinedGroups(asked: Asked, from: number): readonly GroupIR[] {
  const { reading } = asked;
  const groups: GroupIR[] = [];
  let end = from;
  for (;;) {
    const joint = free(reading, end)?.lower ?? '';
    if (!/^(?:and|и|,)$/u.test(joint)) return groups;
    const time = timeGroupAt(asked, end + 1);
    if (time !== null) {
      claim(reading, end, time.end);
      return [...groups, time.group];
    }
    const place = end + 1 + matchPhrase(reading, end + 1, groupWords);
    // A comma joins names only: "for each industry, the client with …" goes on otherwise.
    const mention = mentionAt(asked, joint === ',' ? place : skipFillers(asked, place));
    const group = mention === null ? null : groupOf(asked, mention);
    if (mention === null) return groups;
    claim(reading, end, mention.end);
    if (group === null) return groups;
    groups.push(group);
    end = mention.end;
  }
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
