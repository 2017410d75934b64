import { updateFrom, type HistoryWords } from '../../kit/history/history-words.ts';
import { momentText } from '../../kit/history/history-columns.ts';
import { quoteName, quoteObject, quoteText } from '../../kit/duckdb/quote.ts';
import { isSetApart } from './quarantine.ts';
import type { StagingParts } from './staging.ts';

/** DuckDB's words for a history. Pure. */
export function historyWords(
  parts: Pick<StagingParts, 'request' | 'target' | 'staging' | 'landing'>,
): HistoryWords {
  const { target, staging } = parts;
  const apart = isSetApart(parts);
  const history = quoteObject(target);
  return {
    quote: quoteName,
    target: history,
    staging: quoteObject(staging),
    moment: (rfc3339) => `TIMESTAMPTZ ${quoteText(`${momentText(rfc3339)}+00`)}`,
    // A staged date or wall-clock reading means UTC.
    instant: (value, kind) =>
      kind === 'timestamptz' ? value : `timezone('UTC', ${value}::TIMESTAMP)`,
    ...(apart === undefined ? {} : { isApart: apart }),
    differs: ({ source }) =>
      `t.${quoteName(source.name)} IS DISTINCT FROM s.${quoteName(source.name)}`,
    yes: 'true',
    no: 'false',
    update: updateFrom,
    deleteWhere: (condition) => `DELETE FROM ${history} AS t WHERE ${condition}`,
  };
}
