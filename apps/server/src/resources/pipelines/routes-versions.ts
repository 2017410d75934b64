import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import {
  diffVersions,
  getVersion,
  listVersions,
  rollbackPipeline,
  updatePipeline,
  type VersionBody,
} from './contract-versions.ts';
import { presentChange } from './present.ts';
import type { ListedVersion, VersionService } from './versions.ts';

export function registerVersionRoutes(app: App, service: VersionService): void {
  app.route({
    ...updatePipeline,
    handler: (request) =>
      service.update(principalOf(request), request.params.pipeline_id, request.body),
  });

  app.route({
    ...listVersions,
    handler: async (request, reply) => {
      const { page, per_page: perPage, sort } = request.query;
      const asked = { page, perPage };
      const { items, total } = await service.list(
        scopeOf(principalOf(request)),
        request.params.pipeline_id,
        { ...asked, oldestFirst: sort === 'version' },
      );
      sendPageHeaders(request, reply, { ...asked, total });
      return items.map(presentVersion);
    },
  });

  app.route({
    ...getVersion,
    handler: async (request) => {
      const { pipeline_id: id, version } = request.params;
      const one = await service.get(scopeOf(principalOf(request)), id, version);
      return { ...presentVersion(one), spec: one.version.spec };
    },
  });

  app.route({
    ...diffVersions,
    handler: async (request) => {
      const id = request.params.pipeline_id;
      const diff = await service.diff(scopeOf(principalOf(request)), id, request.query);
      return {
        pipeline_id: id,
        from: diff.from.version,
        to: diff.to.version,
        changes: diff.changes.map(presentChange),
        text: diff.changes.map((one) => one.text).join('\n'),
      };
    },
  });

  app.route({
    ...rollbackPipeline,
    handler: async (request) =>
      presentVersion(
        await service.rollback(principalOf(request), request.params.pipeline_id, request.body),
      ),
  });
}

function presentVersion({ version, deployedIn }: ListedVersion): VersionBody {
  return {
    pipeline_id: version.pipelineId,
    version: version.version,
    name: version.spec.name,
    description: version.spec.description,
    spec_hash: version.specHash,
    created_by: version.createdBy,
    created_at: version.createdAt,
    deployed_in: [...deployedIn],
  };
}
