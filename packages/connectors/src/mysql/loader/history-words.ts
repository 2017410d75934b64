import { momentText } from '../../kit/history/history-columns.ts';
import type { HistoryWords, JoinedUpdate } from '../../kit/history/history-words.ts';
import { quoteName, quoteObject, quoteText } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/** MySQL's words for a history. Pure. */
export function historyWords({
  target,
  staging,
}: Pick<StagingParts, 'target' | 'staging'>): HistoryWords {
  const history = quoteObject(target);
  return {
    quote: quoteName,
    target: history,
    staging: quoteObject(staging),
    moment: (rfc3339) => `TIMESTAMP${quoteText(momentText(rfc3339))}`,
    instant: (value, kind) => (kind === 'date' ? `CAST(${value} AS DATETIME(6))` : value),
    differs: ({ source: { name, type } }) => {
      const sides = ['t', 's'].map((alias) => `${alias}.${quoteName(name)}`);
      const isText = ['text', 'json', 'list', 'uuid'].includes(type.kind);
      return `NOT (${(isText ? sides.map(bytesOf) : sides).join(' <=> ')})`;
    },
    yes: '1',
    no: '0',
    update: updateJoined,
    deleteWhere: (condition) => `DELETE t FROM ${history} AS t WHERE ${condition}`,
  };
}

/** Collations take texts that differ in case, accents or spaces at the end for one. */
function bytesOf(value: string): string {
  return `CAST(CONVERT(${value} USING utf8mb4) AS BINARY)`;
}

function updateJoined({ table, alias, set, from, where }: JoinedUpdate): string {
  const list = set.map(([column, value]) => `${alias}.${column} = ${value}`).join(', ');
  return `UPDATE ${table} AS ${alias} JOIN ${from[0]} AS ${from[1]} ON ${where} SET ${list}`;
}
