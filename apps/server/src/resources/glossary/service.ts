import { AiEtlError, type GlossaryTerm } from '@ai-etl/core';
import type { Glossary, Store } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import { found, scopeOf } from '../../scope.ts';
import type { NewGlossaryBody } from './contract.ts';

export interface GlossaryPorts {
  readonly store: Pick<Store, 'glossaries' | 'identity'>;
}

export interface ProjectGlossary {
  readonly projectId: string;
  readonly glossary: Glossary;
}

/** The words of a caller's projects. RESOURCE_NOT_FOUND for a project that is not theirs. */
export interface GlossaryService {
  get(caller: Principal, projectId: string | undefined): Promise<ProjectGlossary>;
  /** Throws VALIDATION_ERROR for a term that is there twice, CONFLICT for one that was changed since. */
  put(caller: Principal, body: NewGlossaryBody): Promise<ProjectGlossary>;
}

export function makeGlossaryService({ store }: GlossaryPorts): GlossaryService {
  const { glossaries, identity } = store;
  const projectOf = async (caller: Principal, id: string | undefined): Promise<string> =>
    found(await identity.getProject(scopeOf(caller), id), 'project', id ?? 'default').id;

  return {
    get: async (caller, id) => {
      const projectId = await projectOf(caller, id);
      return { projectId, glossary: await glossaries.getGlossary(scopeOf(caller), projectId) };
    },

    put: async (caller, { project_id: id, version, terms }) => {
      refuseRepeated(terms);
      const projectId = await projectOf(caller, id);
      const glossary = await glossaries.putGlossary(scopeOf(caller), {
        projectId,
        terms,
        ...(version === undefined ? {} : { expectedVersion: version }),
        updatedBy: caller.userId,
      });
      return { projectId, glossary };
    },
  };
}

function refuseRepeated(terms: readonly GlossaryTerm[]): void {
  const first = new Map<string, number>();
  const details = terms.flatMap(({ term }, at) => {
    const words = term.toLowerCase().replaceAll(/\s+/gu, ' ');
    const earlier = first.get(words);
    if (earlier === undefined) first.set(words, at);
    return earlier === undefined
      ? []
      : [
          {
            field: `terms.${at}.term`,
            error: `is terms.${earlier}.term already; a term means one thing`,
          },
        ];
  });
  if (details.length === 0) return;
  throw new AiEtlError('VALIDATION_ERROR', 'Some terms are in the glossary twice.', { details });
}
