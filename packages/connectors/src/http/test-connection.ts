import { AiEtlError, type ConnectionTest } from '@ai-etl/core';
import { resourceUrl } from './settings.ts';
import type { ApiDatabase } from './reading/api-database.ts';
import { walkPages } from './reading/walk-pages.ts';

/** Asks for the first page of the first resource: each check says what works and what is missing. */
export async function testConnection(
  { api, client }: ApiDatabase,
  signal: AbortSignal | undefined,
): Promise<ConnectionTest> {
  const [resource, ...others] = api.resources;
  if (resource === undefined) throw new AiEtlError('VALIDATION_ERROR', 'There is no resource.');
  const started = performance.now();
  const url = resourceUrl(api.baseUrl, resource.path) ?? api.baseUrl;
  const limited = signal ?? new AbortController().signal;
  const pages = walkPages({ client, resource, url, from: undefined }, () => limited);
  const { value: page } = await pages.next();
  await pages.return();
  const count = page?.records.length ?? 0;
  const rest = others.length === 0 ? '' : ` ${others.length} other resources were not asked for.`;
  return {
    ok: true,
    latencyMs: Math.round(performance.now() - started),
    serverVersion: null,
    checks: [
      { name: 'connect', ok: true, message: `${api.baseUrl.host} answers.` },
      {
        name: 'log in',
        ok: true,
        message:
          api.auth.kind === 'none' ? 'No credentials are sent.' : 'The credentials are accepted.',
      },
      {
        name: 'read',
        ok: true,
        message: `The first page of ${resource.name} has ${count} records.${rest}`,
      },
      { name: 'create tables', ok: false, message: 'Reading only: HTTP APIs are not written.' },
    ],
  };
}
