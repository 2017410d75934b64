import { compileQuery, type QueryOptions } from '@ai-etl/compile';
import type { GlossaryTerm } from '@ai-etl/core';
import { askModel, type AskedModel } from '@ai-etl/planner';
import type { Principal } from '../../auth/principal.ts';
import type { ModelsOf } from '../../models/open-models.ts';
import type { SchemaChoice } from './find-schema.ts';

export interface ModelQuestion {
  readonly question: string;
  readonly choice: SchemaChoice;
  readonly print: QueryOptions;
  readonly glossary: readonly GlossaryTerm[];
}

/**
 * What a configured model makes of a question: a query that the dialect of these tables can say. Null:
 * none is configured for the project, or no column was ever seen.
 */
export async function readWithModel(
  modelsOf: ModelsOf,
  caller: Principal,
  { question, choice, print, glossary }: ModelQuestion,
): Promise<AskedModel | null> {
  if (choice.hypothetical) return null;
  const models = await modelsOf(caller, choice.projectId);
  if (models === null) return null;
  return askModel({
    question,
    schema: choice.schema,
    ...(choice.connection === null ? {} : { connectionId: choice.connection.id }),
    glossary,
    models,
    check: (query) => {
      const printed = compileQuery(query, print);
      return 'sql' in printed ? [] : printed.diagnostics;
    },
  });
}
