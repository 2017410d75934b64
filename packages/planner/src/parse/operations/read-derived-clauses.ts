import type { OperationIntent } from '../../ir/index.ts';
import { has } from '../../text/token.ts';
import { clausesOf, isWrittenColumn, type Clause } from '../clauses.ts';
import { claim, type Reading } from '../reading.ts';

const ofSource =
  /\b(?:originating table|source table|table of origin|origin table|original table|name of the table|table name|table (?:it|the row|each row|they|a row) (?:came|comes|come|is|was|stems)|which table|where (?:it|the row|each row|they) (?:came|comes|come) from|(?:came|comes|come|stems) from)\b|(?:исходн\p{L}+ таблиц|имя таблицы|именем таблицы|из какой таблицы|названи\p{L}+ таблицы)/u;
const ofNow =
  /\b(?:current (?:time|timestamp|date|moment)|(?:load|loading|import|ingestion|insert|run|processing|arrival) (?:time|timestamp|date|moment)|time of (?:the )?(?:load|loading|import|run|insert|ingestion|copying)|moment of (?:the )?(?:load|loading|import|run)|when (?:it|the row|each row|they) (?:was|were|is|are|got) (?:loaded|copied|imported|written|inserted|ingested))\b|(?:текущ\p{L}+ (?:врем|дат|момент)\p{L}*|врем\p{L}+ загрузки|дат\p{L}+ загрузки|момент\p{L}* загрузки)/u;
const adds =
  /\b(?:columns?|fields?|add\p{L}*|note|noting|record\p{L}*|store|stamp|put|put in|mark|tag|remember|with|extra|called|named|as|in)\b|(?:колонк|столбц|столбец|поле|добав|запиш|с)/u;

/** A new column that names the table of a row, or the moment of the load, in whatever words. */
export function readDerivedClauses(reading: Reading): OperationIntent[] {
  return clausesOf(reading).flatMap((whole): OperationIntent[] => {
    const clause = behindEnds(whole);
    const expression = ofSource.test(clause.words)
      ? 'source'
      : ofNow.test(clause.words)
        ? 'now()'
        : null;
    const as = expression === null ? null : columnOf(clause);
    if (expression === null || as === null || !adds.test(clause.words)) return [];
    return [{ op: 'derive', as, expression, evidence: claim(reading, clause.from, clause.to) }];
  });
}

/** What stands behind the last end of a clause: "in BigQuery x | with a column src naming the original table". */
function behindEnds(clause: Clause): Clause {
  const last = clause.tokens.findLastIndex(
    (token) => has(token, 'system') || token.kind === 'path' || token.text.includes('.'),
  );
  if (last < 0) return clause;
  const isNamed = has(clause.tokens[last], 'system') ? 2 : 1;
  const tokens = clause.tokens.slice(last + isNamed);
  const words = tokens.map((token) => token.lower).join(' ');
  return { from: clause.to - tokens.length, to: clause.to, tokens, words };
}

/** What is written as a column, else the word behind "column", "called", "as". */
function columnOf(clause: Clause): string | null {
  const written = clause.tokens.filter((token) => isWrittenColumn(token));
  const [only] = written;
  if (only !== undefined) return written.length === 1 ? only.text : null;
  const lead = clause.tokens.findIndex((token) =>
    /^(?:column|field|called|named|as|колонку|колонка|столбец|поле)$/u.test(token.lower),
  );
  const name = lead < 0 ? undefined : clause.tokens[lead + 1];
  return name?.kind === 'word' && name.senses.length === 0 ? name.text : null;
}
