import type { GlossaryTerm } from '@ai-etl/core';
import type { QueryOptions } from '@ai-etl/compile';
import {
  answerChoice,
  askQuestion,
  type AskedModel,
  makeQuestionReader,
  type AskOutcome,
  type KnownValue,
  type PreparedSchema,
  type QuestionReader,
  type RunTrial,
} from '@ai-etl/planner';
import type { Principal } from '../../auth/principal.ts';
import { choiceIdsOf } from './choice-ids.ts';
import type { NlQueryRequestBody } from './contract.ts';
import type { VerifiedSql } from './find-verified.ts';
import type { SchemaChoice } from './find-schema.ts';
import type { VerifiedPattern } from './patterns/find-patterns.ts';

/** A question with all that it is read against. */
export interface Task {
  readonly request: NlQueryRequestBody;
  readonly choice: SchemaChoice;
  /** The schema of the choice, ready to be asked. */
  readonly prepared: PreparedSchema;
  readonly print: QueryOptions;
  readonly caller: Principal;
  readonly glossary: readonly GlossaryTerm[];
  readonly verified: VerifiedSql | null;
  /** Verified questions of the same connection that say the same with other values. */
  readonly patterns: readonly VerifiedPattern[];
  /** What a configured model makes of the words, asked once; null: none is configured. */
  readonly askModel: () => Promise<AskedModel | null>;
}

/** What words are read with. */
export interface Reading {
  /** Of the schema, the values and the glossary: made once for all readings of a request. */
  readonly reader: QuestionReader;
  readonly values: readonly KnownValue[];
  /** Where readings may be tried. */
  readonly run?: RunTrial;
}

/** Makes a task's words ready to be read. */
export function readingOf(
  { prepared, glossary }: Pick<Task, 'prepared' | 'glossary'>,
  values: readonly KnownValue[] = [],
): Reading {
  return { reader: makeQuestionReader(prepared, values, glossary), values };
}

/** What a task's words are read as; with a choice of a question back, what was chosen. Throws what `ChoiceIds` refuse. */
export async function readTask(task: Task, { reader, run }: Reading): Promise<AskOutcome> {
  const { question, limit: listLimit, choice_id: id } = task.request;
  if (id !== undefined) {
    const ids = await choiceIdsOf(question, task.choice.schema);
    const chosen = answerChoice({ question, reader, listLimit }, (meaning) =>
      ids.isOf(id, meaning),
    );
    if (chosen === null) throw ids.refused(id);
    return chosen;
  }
  return askQuestion({ question, reader, listLimit, ...(run === undefined ? {} : { run }) });
}
