import {
  detectSemanticType,
  invariant,
  maskValue,
  type ConnectorSession,
  type Query,
} from '@ai-etl/core';
import { compileQuery, type QueryOptions } from '@ai-etl/compile';
import { jsonValue } from '../../data/json-value.ts';
import type { NlQueryAnswerBody } from './contract.ts';
import { personalColumns, type PersonalColumns } from './personal-columns.ts';
import { shownColumns } from './shown-columns.ts';
import { refuseGuesses } from './refuse-guesses.ts';

/** A person waits. */
const usualTimeoutMs = 20_000;

export type QuestionRows = Pick<NlQueryAnswerBody, 'rows' | 'truncated'> & {
  /** One for each column of the result. */
  readonly masked: readonly boolean[];
};

export interface RunQuestion {
  readonly query: Query;
  readonly print: QueryOptions;
  readonly limit: number;
  readonly mayUnmask: boolean;
  /** Of each query that is run; absent: 20 s. */
  readonly timeoutMs?: number;
}

/**
 * Runs the query read-only, at most `limit` rows; personal data is masked unless it may be seen, and
 * then decides about no rows either: PERMISSION_DENIED.
 */
export async function runQuestion(
  session: ConnectorSession,
  { query, print, limit, mayUnmask, timeoutMs = usualTimeoutMs }: RunQuestion,
): Promise<QuestionRows> {
  const printed = compileQuery(query, print);
  invariant('sql' in printed, 'only queries that can be printed are run');
  const { sql, columns } = printed;
  const personal: PersonalColumns = mayUnmask
    ? new Map()
    : await personalColumns(session, query, { print, timeoutMs });
  refuseGuesses(query, personal);
  const sample = await session.sample({ sql, limit, timeoutMs });
  const shown = shownColumns(query, personal);
  const meanings = columns.map((column, at) => {
    const { meaning = null, names = [] } = shown[at] ?? {};
    if (mayUnmask || meaning !== null) return mayUnmask ? null : meaning;
    // Rows beyond those that were judged may show what these did not.
    const values = sample.rows.flatMap((row) => row[at] ?? []).slice(0, 200);
    const type = sample.columns[at]?.type ?? column.type;
    const found = names.map((name) => detectSemanticType({ name, type, values }));
    return found.find((one) => one?.pii === true) ?? null;
  });
  return {
    rows: sample.rows.map((row) =>
      columns.map((column, at) => {
        const value = row[at] ?? null;
        const meaning = meanings[at];
        if (value === null || meaning == null)
          return jsonValue(value, sample.columns[at]?.type ?? column.type);
        return maskValue(value, meaning.kind);
      }),
    ),
    truncated: sample.truncated,
    masked: meanings.map((one) => one !== null),
  };
}
