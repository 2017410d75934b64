import type { Conflict, FilterIntent } from '../../ir/index.ts';
import { isMark } from '../../text/token.ts';
import { endsClause, evidenceOf, is, isMarkAt, type Reading } from '../reading.ts';

/** "(a = 1 and b > 2) or vip is true": an alternative that nobody read makes the conditions say something else. */
export function unreadAlternatives(reading: Reading, filters: readonly FilterIntent[]): Conflict[] {
  return reading.tokens.flatMap((_token, at): Conflict[] => {
    if (!is(reading, at, 'or') || !isMark(reading.tokens[at - 1], ')')) return [];
    const close = reading.tokens[at - 1]?.end ?? -1;
    const inside = reading.tokens[at - 2]?.end ?? -1;
    const before = filters.find(({ evidence }) => [close, inside].includes(evidence.end));
    if (before === undefined) return [];
    let end = at + 1;
    while (end < at + 8 && !endsClause(reading, end) && !isMarkAt(reading, end, ',', ')')) end += 1;
    const claim = evidenceOf(reading, at, end);
    return [
      {
        field: 'filter',
        problem: `"${claim.text}" beside "${before.evidence.text}" could not be read as one condition`,
        claims: [before.evidence, claim],
      },
    ];
  });
}
