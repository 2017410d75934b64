import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { DialectName, GlossaryTerm, PipelineSpec } from '@ai-etl/core';

/** What a project teaches the language engine; see migrations 0022 and 0024. */
export interface QuestionTables {
  glossaries: {
    readonly organisation_id: string;
    project_id: string;
    version: number;
    terms: JSONColumnType<readonly GlossaryTerm[]>;
    updated_by: string | null;
    updated_at: Generated<string>;
  };
  verified_questions: {
    readonly organisation_id: string;
    id: string;
    project_id: string;
    question: string;
    words: string;
    description: string;
    connection_id: string | null;
    dialect: DialectName | null;
    sql: string | null;
    asked_at: string | null;
    timezone: string | null;
    list_limit: number | null;
    spec: JSONColumnType<PipelineSpec | null, string | null, string | null>;
    created_by: string | null;
    created_at: GeneratedAlways<string>;
  };
}
