import type { GlossaryBody } from './contract.ts';
import type { ProjectGlossary } from './service.ts';

/** A glossary as the API shows it. */
export function presentGlossary({ projectId, glossary }: ProjectGlossary): GlossaryBody {
  return {
    project_id: projectId,
    version: glossary.version,
    terms: [...glossary.terms],
    updated_by: glossary.updatedBy,
    updated_at: glossary.updatedAt,
  };
}
