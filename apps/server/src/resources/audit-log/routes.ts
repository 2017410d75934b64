import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { AuditEntry, AuditFilter, AuditLog, Scope } from '@ai-etl/store';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import { exportAuditLog, listAuditLog, type AuditEntryBody, type AuditQuery } from './contract.ts';

export function registerAuditLogRoutes(
  app: App,
  audit: Pick<AuditLog, 'listAudit' | 'streamAudit'>,
): void {
  app.route({
    ...listAuditLog,
    handler: async (request, reply) => {
      const { page, per_page: perPage, ...query } = request.query;
      const asked = { page, perPage };
      const scope = scopeOf(principalOf(request));
      const { items, total } = await audit.listAudit(scope, filterOf(query), asked);
      sendPageHeaders(request, reply, { ...asked, total });
      return items.map(present);
    },
  });

  app.route({
    ...exportAuditLog,
    handler: async (request, reply) => {
      const scope = scopeOf(principalOf(request));
      sendLines(reply, linesOf(audit, scope, filterOf(request.query)));
      return reply;
    },
  });
}

/** As it comes, no faster than the caller reads. */
function sendLines(reply: FastifyReply, lines: AsyncGenerator<string>): void {
  void reply
    .type('application/x-ndjson; charset=utf-8')
    .header('content-disposition', 'attachment; filename="audit-log.jsonl"')
    .send(Readable.from(lines));
}

async function* linesOf(
  audit: Pick<AuditLog, 'streamAudit'>,
  scope: Scope,
  filter: AuditFilter,
): AsyncGenerator<string> {
  for await (const entries of audit.streamAudit(scope, filter)) {
    yield entries.map((entry) => `${JSON.stringify(present(entry))}\n`).join('');
  }
}

function filterOf(query: AuditQuery): AuditFilter {
  const { actor, action, resource_kind, resource_id, outcome, from, to } = query;
  return {
    ...(actor === undefined ? {} : { actorId: actor }),
    ...(action === undefined ? {} : { action }),
    ...(resource_kind === undefined ? {} : { resourceKind: resource_kind }),
    ...(resource_id === undefined ? {} : { resourceId: resource_id }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

function present(entry: AuditEntry): AuditEntryBody {
  const { actor, resource } = entry;
  return {
    audit_id: entry.id,
    at: entry.at,
    actor: { kind: actor.kind, user_id: actor.userId, api_key_id: actor.apiKeyId },
    action: entry.action,
    resource,
    outcome: entry.outcome,
    status: entry.status,
    error_code: entry.errorCode,
    before_hash: entry.beforeHash,
    after_hash: entry.afterHash,
    request_id: entry.requestId,
    address: entry.address,
    suppressed: entry.suppressed,
    finished_at: entry.finishedAt,
  };
}
