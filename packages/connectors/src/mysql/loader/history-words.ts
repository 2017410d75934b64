import { momentText } from '../../kit/history/history-columns.ts';
import type { HistoryWords, JoinedUpdate } from '../../kit/history/history-words.ts';
import { isTested } from '../../kit/quarantine/misfits.ts';
import { quoteName, quoteObject, quoteText } from '../quote.ts';
import { logicalType } from '../types.ts';
import { isSetApart } from './quarantine.ts';
import type { StagingParts } from './staging.ts';

/** MySQL's words for a history. Pure. */
export function historyWords(
  parts: Pick<StagingParts, 'target' | 'staging' | 'landing' | 'request'>,
): HistoryWords {
  const { target, staging } = parts;
  const history = quoteObject(target);
  const apart = isSetApart(parts);
  return {
    quote: quoteName,
    target: history,
    staging: quoteObject(staging),
    moment: (rfc3339) => `TIMESTAMP${quoteText(momentText(rfc3339))}`,
    instant: (value, kind) => (kind === 'date' ? `CAST(${value} AS DATETIME(6))` : value),
    ...(apart === undefined ? {} : { isApart: apart }),
    differs: (column) => {
      const { name, type } = column.source;
      const sides = ['t', 's'].map((alias) => `${alias}.${quoteName(name)}`);
      const { kind } = isTested(column) ? logicalType(column.nativeType) : type;
      const isText = ['text', 'json', 'list', 'uuid'].includes(kind);
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
