import { z } from 'zod';
import { Timestamp } from '../../http/fields.ts';
import { pageQuery, sortQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';
import { WrittenSpec } from './contract.ts';
import { changeExample, specExample, writtenSpecExample } from './examples.ts';
import { Change, Generated, Options, Spec } from './shapes.ts';
import {
  ExpectedVersion,
  onePipeline,
  pipelineParams,
  pipelineVerb,
  VersionNumber,
  VersionParam,
} from './urls.ts';

const versionExample = {
  pipeline_id: 'pipe_456',
  version: 2,
  name: 'sales_data_sync',
  description: 'PostgreSQL to ClickHouse sync',
  spec_hash: 'sha256:9f2b…',
  created_by: 'user_123',
  created_at: '2024-01-26T10:00:00.000Z',
  deployed_in: ['production'],
};

const Version = z
  .object({
    pipeline_id: z.string(),
    version: z.int(),
    name: z.string(),
    description: z.string(),
    spec_hash: z.string(),
    created_by: z.string().nullable().describe('User id.'),
    created_at: Timestamp,
    deployed_in: z.array(z.string()).describe('Environments that this version is deployed to.'),
  })
  .meta({
    id: 'PipelineVersion',
    examples: [versionExample],
  });

export type VersionBody = z.infer<typeof Version>;

export const updatePipeline = route({
  method: 'PATCH',
  url: onePipeline,
  permission: 'pipelines:write',
  heavy: true,
  schema: {
    operationId: 'updatePipeline',
    tags: ['pipelines'],
    summary: 'Update a pipeline from a spec',
    description:
      'Adds a version, proved as a generated one is; when it cannot run it is refused with every finding, and nothing is stored. A spec that equals the latest adds none. What is deployed stays as it is until it is deployed again.',
    params: pipelineParams,
    body: z
      .strictObject({
        spec: WrittenSpec,
        expected_version: ExpectedVersion,
        options: Options.default({ optimize: true, validate: true }),
      })
      .meta({
        examples: [{ spec: writtenSpecExample, expected_version: 1 }],
      }),
    response: { 200: Generated },
  },
});

export const listVersions = route({
  method: 'GET',
  url: `${onePipeline}/versions`,
  permission: 'pipelines:read',
  schema: {
    operationId: 'listPipelineVersions',
    tags: ['versions'],
    summary: 'List the versions of a pipeline',
    description: 'Versions never change; each change of a pipeline adds one.',
    params: pipelineParams,
    querystring: z.strictObject({ ...pageQuery, sort: sortQuery(['version'], '-version') }),
    response: { 200: z.array(Version) },
  },
});

export const getVersion = route({
  method: 'GET',
  url: `${onePipeline}/versions/:version`,
  permission: 'pipelines:read',
  schema: {
    operationId: 'getPipelineVersion',
    tags: ['versions'],
    summary: 'Get one version with its spec',
    description: 'As it was stored: whether it still fits its data says :validate.',
    params: pipelineParams.extend({ version: VersionParam }),
    response: {
      200: Version.extend({ spec: Spec }).meta({
        id: 'PipelineVersionWithSpec',
        examples: [{ ...versionExample, spec: specExample }],
      }),
    },
  },
});

export const diffVersions = route({
  method: 'GET',
  url: `${onePipeline}/versions::diff`,
  permission: 'pipelines:read',
  schema: {
    operationId: 'diffPipelineVersions',
    tags: ['versions'],
    summary: 'Compare two versions',
    description:
      'Nodes are compared by their ids, parameters by their names, whatever their order. No changes: both mean the same.',
    params: pipelineParams,
    querystring: z.strictObject({
      from: VersionParam.optional().describe('Absent: the one before `to`.'),
      to: VersionParam.optional().describe('Absent: the latest.'),
    }),
    response: {
      200: z
        .object({
          pipeline_id: z.string(),
          from: z.int(),
          to: z.int(),
          changes: z.array(Change),
          text: z.string().describe('The same for a person, a line for each change.'),
        })
        .meta({
          id: 'VersionDiff',
          examples: [
            {
              pipeline_id: 'pipe_456',
              from: 1,
              to: 2,
              changes: [changeExample],
              text: changeExample.text,
            },
          ],
        }),
    },
  },
});

export const rollbackPipeline = route({
  method: 'POST',
  url: pipelineVerb('rollback'),
  permission: 'pipelines:write',
  idempotent: true,
  schema: {
    operationId: 'rollbackPipeline',
    tags: ['versions'],
    summary: 'Add a version equal to an old one',
    description:
      'History stays. Deploy the new version to put it to work; a deployment can also name an old version itself.',
    params: pipelineParams,
    body: z
      .strictObject({ version: VersionNumber, expected_version: ExpectedVersion })
      .meta({ examples: [{ version: 1 }] }),
    response: { 200: Version },
  },
});
