import { isSymbol, isWord, splitTop, type SqlToken } from '../../text/sql-tokens.ts';

type Tokens = readonly SqlToken[];

const words = `AND OR NOT IS NULL IN LIKE ILIKE BETWEEN EXISTS TRUE FALSE CASE WHEN THEN ELSE END
  DISTINCT ALL AS OVER PARTITION WITHIN ORDER GROUP BY ASC DESC NULLS FIRST LAST FROM FILTER
  WHERE PRECISION CURRENT_DATE CURRENT_TIMESTAMP COLLATE ESCAPE OFFSET`.split(/\s+/u);

const comparisons = ['=', '==', '<>', '!=', '<', '<=', '>', '>='];

/** Columns named in a piece of a query, without the table's name, in lower case, as they stand. `*` is none. */
export function columnsIn(tokens: Tokens): readonly string[] {
  return tokens.filter((_, at) => isColumn(tokens, at)).map((token) => token.value.toLowerCase());
}

/** True for a comparison such as `<>`. */
export function isComparison(token: SqlToken | undefined): boolean {
  return token?.kind === 'symbol' && comparisons.includes(token.value);
}

/** SQLite reads "x" as a text where no column is called so, and suites use that after a comparison. */
export function isQuotedText(tokens: Tokens, at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (tokens[at]?.kind !== 'quoted' || isSymbol(after, '.')) return false;
  return (
    isComparison(before) ||
    isWord(before, 'LIKE', 'BETWEEN', 'AND') ||
    ((isSymbol(before, '(') || isSymbol(before, ',')) &&
      (isSymbol(after, ',') || isSymbol(after, ')')))
  );
}

/** What a SELECT list, GROUP BY or ORDER BY names, without DISTINCT and without names given by AS. */
export function listItems(list: Tokens): readonly Tokens[] {
  const items = splitTop(isWord(list[0], 'DISTINCT') ? list.slice(1) : list, (token) =>
    isSymbol(token, ','),
  );
  return items.filter((item) => item.length > 0);
}

function isColumn(tokens: Tokens, at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token === undefined || isWord(before, 'AS') || isSymbol(after, '.')) return false;
  if (token.kind === 'quoted') return !isQuotedText(tokens, at);
  if (token.kind !== 'word' || isSymbol(after, '(')) return false;
  if (isSymbol(before, '.')) return true;
  // A type before its literal, DATE '2026-01-01'; a part of a moment, EXTRACT(YEAR FROM …).
  return !isWord(token, ...words) && after?.kind !== 'text' && !isWord(after, 'FROM');
}
