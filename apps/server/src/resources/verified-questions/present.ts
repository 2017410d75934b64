import type { VerifiedQuestion } from '@ai-etl/store';
import type { VerifiedQuestionBody } from './contract.ts';

/** A question with its approved answer, as the API shows it. */
export function presentVerifiedQuestion(one: VerifiedQuestion): VerifiedQuestionBody {
  const { answer } = one;
  return {
    verified_question_id: one.id,
    project_id: one.projectId,
    question: one.question,
    description: one.description,
    connection_id: answer.kind === 'sql' ? answer.connectionId : null,
    dialect: answer.kind === 'sql' ? answer.dialect : null,
    sql: answer.kind === 'sql' ? answer.sql : null,
    timezone: answer.kind === 'sql' ? answer.timezone : null,
    spec: answer.kind === 'spec' ? answer.spec : null,
    created_by: one.createdBy,
    created_at: one.createdAt,
  };
}
