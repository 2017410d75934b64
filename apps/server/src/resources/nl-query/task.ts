import type { GlossaryTerm } from '@ai-etl/core';
import type { QueryOptions } from '@ai-etl/compile';
import {
  askQuestion,
  makeQuestionReader,
  type AskOutcome,
  type KnownValue,
  type RunTrial,
} from '@ai-etl/planner';
import type { Principal } from '../../auth/principal.ts';
import type { NlQueryRequestBody } from './contract.ts';
import type { VerifiedSql } from './find-verified.ts';
import type { SchemaChoice } from './find-schema.ts';

/** A question with all that it is read against. */
export interface Task {
  readonly request: NlQueryRequestBody;
  readonly choice: SchemaChoice;
  readonly print: QueryOptions;
  readonly caller: Principal;
  readonly glossary: readonly GlossaryTerm[];
  readonly verified: VerifiedSql | null;
}

/** What a task's words are read as; `run` where readings may be tried. */
export function readTask(
  { request, choice, glossary }: Task,
  { values, run }: { readonly values: readonly KnownValue[]; readonly run?: RunTrial },
): Promise<AskOutcome> {
  return askQuestion({
    question: request.question,
    reader: makeQuestionReader(choice.schema, values, glossary),
    listLimit: request.limit,
    ...(run === undefined ? {} : { run }),
  });
}
