import { z } from 'zod';
import { IdParam } from '../../http/fields.ts';

/** What the paths of one pipeline have in common. */

export const pipelineParams = z.object({ pipeline_id: IdParam });

export const onePipeline = '/pipelines/:pipeline_id';

/** Without the expression the parameter would swallow the verb. */
export const pipelineVerb = (name: string) => `${onePipeline}(^[^:/]+)::${name}`;

/** A version in a body. */
export const VersionNumber = z.int().min(1).max(2_147_483_647);

/** A version in a path or a query. */
export const VersionParam = z.coerce.number().int().min(1).max(2_147_483_647);

export const ExpectedVersion = z
  .int()
  .min(0)
  .max(2_147_483_647)
  .optional()
  .describe('Refused with 409 CONFLICT unless this is the latest version.');
