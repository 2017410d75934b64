import { compileQuery, type QueryOptions } from '@ai-etl/compile';
import {
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
  const sqlOf = (question: string): string => {
    const [best] = reader.read(question);
    if (best === undefined) return 'nothing';
    const printed = compileQuery(best.query, options);
    return 'sql' in printed ? printed.sql.replaceAll(/\s+/gu, ' ') : JSON.stringify(printed);
  };
  return { schema, values, reader, sqlOf };
}
