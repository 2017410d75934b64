import type { Generated, JSONColumnType } from 'kysely';
import type { GlossaryTerm } from '@ai-etl/core';

/** What a project teaches the language engine; see migration 0022. */
export interface QuestionTables {
  glossaries: {
    readonly organisation_id: string;
    project_id: string;
    version: number;
    terms: JSONColumnType<readonly GlossaryTerm[]>;
    updated_by: string | null;
    updated_at: Generated<string>;
  };
}
