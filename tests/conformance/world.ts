import { AiEtlError } from '@ai-etl/core';
import type { Installation } from '../installation/start-installation.ts';
import { caller, textAt, type Call } from './http-client.ts';
import type { Checks } from './checks.ts';
import type { OpenApiDocument } from './openapi-document.ts';

/** What the checks work on: a running installation with the sample database, and its admin. */
export interface World {
  readonly installation: Installation;
  readonly checks: Checks;
  readonly openapi: OpenApiDocument;
  readonly admin: Call;
  readonly anonymous: Call;
  readonly adminToken: string;
  readonly projectId: string;
  /** The connection to the sample sales database (PostgreSQL). */
  readonly sampleConnectionId: string;
}

export type WorldBasis = Pick<World, 'installation' | 'checks' | 'openapi'>;

/** Logs in and looks up what every installation has. */
export async function openWorld(basis: WorldBasis): Promise<World> {
  const { origin, email, password } = basis.installation;
  const anonymous = caller(origin, null);
  const login = await anonymous({
    method: 'POST',
    path: '/api/v1/auth/login',
    body: { email, password },
  });
  const adminToken = textAt(login.body, 'access_token');
  const admin = caller(origin, adminToken);
  const projects = await admin({ path: '/api/v1/projects' });
  const connections = await admin({ path: '/api/v1/connections?per_page=100' });
  return {
    ...basis,
    admin,
    anonymous,
    adminToken,
    projectId: textAt(
      firstOf(projects.body, () => true),
      'project_id',
    ),
    sampleConnectionId: textAt(
      firstOf(connections.body, (one) => textAt(one, 'type') === 'postgresql'),
      'connection_id',
    ),
  };
}

function firstOf(list: unknown, wanted: (one: unknown) => boolean): unknown {
  const found = Array.isArray(list) ? list.find(wanted) : undefined;
  if (found !== undefined) return found;
  throw new AiEtlError('INTERNAL_ERROR', `Nothing fits in ${JSON.stringify(list).slice(0, 300)}`);
}
