import type { Scope, Whereabouts } from '@ai-etl/store';
import { admit } from '../auth/access.ts';
import type { TokenReader } from '../http/authorisation.ts';
import { scopeOf } from '../scope.ts';

/** Who reads a stream, asked again and again: a login may end while its stream is open. */
export interface StreamCallers {
  /** What the holder of a credential may hear; throws AUTHENTICATION_REQUIRED or PERMISSION_DENIED. */
  read(credential: string): Promise<Scope>;
}

/** How often an open stream asks whether its caller is still allowed. */
export const recheckMs = 5_000;

export function makeStreamCallers(
  readToken: TokenReader,
  projectOf: Whereabouts['projectOf'],
): StreamCallers {
  return {
    read: async (credential) => {
      const principal = await readToken(credential);
      const asked = { permission: 'pipelines:read', params: {} } as const;
      return scopeOf(await admit(principal, asked, projectOf));
    },
  };
}

/** Whether a caller may still hear what belongs to a project. */
export function mayHear({ projectIds }: Scope, projectId: string): boolean {
  return projectIds === undefined || projectIds.includes(projectId);
}
