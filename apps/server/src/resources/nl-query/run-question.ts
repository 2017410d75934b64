import {
  detectSemanticType,
  maskValue,
  type ConnectorSession,
  type Expression,
  type Query,
  type Sample,
  type Schema,
} from '@ai-etl/core';
import { jsonValue } from '../../data/json-value.ts';
import type { NlQueryAnswerBody } from './contract.ts';

/** A person waits. */
const timeoutMs = 20_000;

export type QuestionRows = Pick<NlQueryAnswerBody, 'rows' | 'truncated'> & {
  /** One for each column of the result. */
  readonly masked: readonly boolean[];
};

export interface RunQuestion {
  readonly sql: string;
  readonly query: Query;
  readonly columns: Schema;
  readonly limit: number;
  readonly mayUnmask: boolean;
}

/** Runs the query read-only, at most `limit` rows; personal data is masked unless it may be seen. */
export async function runQuestion(
  session: ConnectorSession,
  { sql, query, columns, limit, mayUnmask }: RunQuestion,
): Promise<QuestionRows> {
  const sample = await session.sample({ sql, limit, timeoutMs });
  const meanings = columns.map((_column, at) => (mayUnmask ? null : personal(query, sample, at)));
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

/** What a result column shows of a person: by the columns it is made of, and its values. */
function personal(query: Query, sample: Sample, at: number) {
  const selected = query.select[at];
  const values = sample.rows.flatMap((row) => row[at] ?? []).slice(0, 200);
  const type = sample.columns[at]?.type;
  if (selected === undefined || type === undefined) return null;
  // Sums and counts tell nothing of one person; the least and greatest value do.
  for (const { alias, name } of sources(selected.expression)) {
    const table = [query.from, ...query.joins.map((join) => join.table)].find(
      (one) => one.alias === alias,
    );
    const meaning = detectSemanticType({
      name,
      type,
      values,
      ...(table === undefined ? {} : { table: table.object.name }),
    });
    if (meaning?.pii === true) return meaning;
  }
  return null;
}

function sources(
  expression: Expression,
): readonly { readonly alias: string; readonly name: string }[] {
  if (expression.kind === 'column')
    return [{ alias: expression.table ?? '', name: expression.name }];
  if (expression.kind !== 'call' || expression.name === 'count') return [];
  return expression.args.flatMap(sources);
}
