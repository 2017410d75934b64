import { sql } from 'kysely';
import { AiEtlError, type GlossaryTerm } from '@ai-etl/core';
import { requireProject } from '../connections/connections.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';

export interface Glossary {
  readonly terms: readonly GlossaryTerm[];
  /** 0: nobody has written one yet. */
  readonly version: number;
  readonly updatedBy: string | null;
  /** RFC 3339; null: nobody has written one yet. */
  readonly updatedAt: string | null;
}

export interface PutGlossary {
  readonly projectId: string;
  readonly terms: readonly GlossaryTerm[];
  /** The version that the terms were made from. Absent: whatever is there is replaced. */
  readonly expectedVersion?: number;
  readonly updatedBy: string;
}

/** The words of each project. */
export interface Glossaries {
  /** Empty, version 0, when none was written; also for a project of nobody's. */
  getGlossary(scope: Scope, projectId: string): Promise<Glossary>;
  /**
   * Replaces all terms. Throws RESOURCE_NOT_FOUND for the project, CONFLICT when somebody else has
   * changed it since `expectedVersion`.
   */
  putGlossary(scope: Scope, request: PutGlossary): Promise<Glossary>;
}

const columns = ['terms', 'version', 'updated_by as updatedBy', 'updated_at as updatedAt'] as const;

export function glossariesOf(tenancy: Tenancy): Glossaries {
  return {
    getGlossary: async (scope, projectId) =>
      (await tenancy(scope)
        .selectFrom('glossaries')
        .select(columns)
        .where('project_id', '=', projectId)
        .executeTakeFirst()) ?? { terms: [], version: 0, updatedBy: null, updatedAt: null },

    putGlossary: async (scope, { projectId, terms, expectedVersion, updatedBy }) => {
      await requireProject(tenancy, scope, projectId);
      const written = { terms: JSON.stringify(terms), updated_by: updatedBy };
      // One statement decides: of two writers who read the same version the later one is refused.
      const row =
        expectedVersion !== undefined && expectedVersion > 0
          ? await tenancy(scope)
              .updateTable('glossaries')
              .set({ ...written, version: expectedVersion + 1, updated_at: sql<string>`now()` })
              .where('project_id', '=', projectId)
              .where('version', '=', expectedVersion)
              .returning(columns)
              .executeTakeFirst()
          : await tenancy(scope)
              .insertInto('glossaries')
              .values({
                organisation_id: scope.organisationId,
                project_id: projectId,
                version: 1,
                ...written,
              })
              .onConflict((conflict) => {
                const same = conflict.column('project_id');
                return expectedVersion === 0
                  ? same.doNothing()
                  : same.doUpdateSet((eb) => ({
                      ...written,
                      version: eb('glossaries.version', '+', 1),
                      updated_at: sql<string>`now()`,
                    }));
              })
              .returning(columns)
              .executeTakeFirst();
      if (row === undefined) throw changedSince(projectId);
      return row;
    },
  };
}

function changedSince(projectId: string): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    `The glossary of ${projectId} was changed since you read it. Read it again and repeat your change.`,
    { details: [{ field: 'version', error: 'is not the current version' }] },
  );
}
