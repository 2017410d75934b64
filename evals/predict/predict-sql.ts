import { z } from 'zod';
import { answerSql } from '../engine/answer-sql.ts';
import { openDatabases } from '../engine/open-databases.ts';
import { answerLines, type LineProgram } from './answer-lines.ts';

const text = z.string().nullish();

/** A line of `predict -- sql`. */
const SqlLine = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string(),
  dialect: text,
  schema_ddl: text,
  db_path: text,
  dsn: text,
});

/** `{id, question, dialect, schema_ddl, db_path|dsn}` to `{id, sql}` or `{id, clarify}`, line by line. */
export async function predictSql(streams: Pick<LineProgram, 'input' | 'output'>): Promise<void> {
  const databases = openDatabases();
  try {
    await answerLines({
      ...streams,
      answer: async (line) => {
        const { question, ...asked } = SqlLine.parse(line);
        const database = await databases.find({
          dialect: asked.dialect ?? undefined,
          schemaDdl: asked.schema_ddl ?? undefined,
          dbPath: asked.db_path ?? undefined,
          dsn: asked.dsn ?? undefined,
        });
        const answer = await answerSql({ question, database, now: new Date().toISOString() });
        return answer.kind === 'sql' ? { sql: answer.sql } : { clarify: answer.clarify };
      },
    });
  } finally {
    await databases.close();
  }
}
