import { updateFrom, type HistoryWords } from '../../kit/history/history-words.ts';
import { momentText } from '../../kit/history/history-columns.ts';
import { quoteName, quoteObject, quoteText } from '../quote.ts';
import { isSetApart } from './quarantine.ts';
import type { StagingParts } from './staging.ts';

/** SQLite's words for a history. Moments are texts, which compare when all have six digits. Pure. */
export function historyWords(
  parts: Pick<StagingParts, 'request' | 'staging' | 'landing'>,
): HistoryWords {
  const { request, staging } = parts;
  const apart = isSetApart(parts);
  const history = quoteObject(request.plan.object);
  return {
    quote: quoteName,
    target: history,
    staging: quoteObject({ name: staging }),
    moment: (rfc3339) => quoteText(momentText(rfc3339)),
    instant: (value, kind) =>
      kind === 'date' ? `(${value} || ' 00:00:00.000000')` : withSixDigits(value),
    stored: withSixDigits,
    ...(apart === undefined ? {} : { isApart: apart }),
    // A column of the target may take two texts for one (NOCASE).
    differs: ({ source }) =>
      `t.${quoteName(source.name)} IS NOT s.${quoteName(source.name)} COLLATE BINARY`,
    yes: '1',
    no: '0',
    update: updateFrom,
    deleteWhere: (condition) => `DELETE FROM ${history} AS t WHERE ${condition}`,
  };
}

function withSixDigits(value: string): string {
  return `substr(${value} || CASE WHEN instr(${value}, '.') = 0 THEN '.000000' ELSE '000000' END, 1, 26)`;
}
