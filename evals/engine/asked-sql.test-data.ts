import type { Query } from '@ai-etl/core';
import { compileQuery, type QueryOptions } from '@ai-etl/compile';
import {
  askQuestion,
  makeQuestionReader,
  type KnownValue,
  type QuestionReader,
  type QuestionSchema,
} from '@ai-etl/planner';
import { readDdl } from '../ddl/read-ddl.ts';

/** A schema that answers questions with SQL. */
export interface AskedSql {
  readonly schema: QuestionSchema;
  readonly values: readonly KnownValue[];
  readonly reader: QuestionReader;
  /** SQL of the best reading on one line; `nothing` where there is none. */
  readonly sqlOf: (question: string) => string;
  /** SQL of the answer on one line; what it was instead of one: `unclear`, `unanswerable`. */
  readonly answerOf: (question: string) => Promise<string>;
}

/** Reads questions over tables of `ddl`; `held` says what their columns hold, as table, column and value. */
export function askedSql(
  ddl: string,
  {
    held = [],
    dialect = 'postgresql',
  }: {
    readonly held?: readonly (readonly [string, string, string])[];
    readonly dialect?: QueryOptions['dialect'];
  } = {},
): AskedSql {
  const schema = readDdl(ddl);
  const values = held.map(([table, column, value]): KnownValue => ({
    schema: schema.defaultSchema,
    table,
    column,
    value,
    words: value.toLowerCase(),
  }));
  const reader = makeQuestionReader(schema, values);
  const options = { dialect, now: '2026-01-01T00:00:00Z', timezone: 'UTC' } as const;
  const print = (query: Query): string => {
    const printed = compileQuery(query, options);
    return 'sql' in printed ? printed.sql.replaceAll(/\s+/gu, ' ') : JSON.stringify(printed);
  };
  const sqlOf = (question: string): string => {
    const [best] = reader.read(question);
    return best === undefined ? 'nothing' : print(best.query);
  };
  const answerOf = async (question: string): Promise<string> => {
    const outcome = await askQuestion({ question, reader });
    return outcome.kind === 'answered' ? print(outcome.query) : outcome.kind;
  };
  return { schema, values, reader, sqlOf, answerOf };
}
