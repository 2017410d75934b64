import type { PipelineSpec } from '../../spec/pipeline-spec.ts';
import type { ColumnType } from '../../types/column-type.ts';
import type { ResolveEnvironment } from '../environment.ts';
import type { Findings } from '../findings.ts';
import type { WorkingSchema } from '../working-schema.ts';

/** What passes read. `schemas` is filled by the schema passes, for those that come after. */
export interface PassContext {
  readonly spec: PipelineSpec;
  readonly environment: ResolveEnvironment;
  readonly params: ReadonlyMap<string, ColumnType>;
  /** By source id and step id. */
  readonly schemas: Map<string, WorkingSchema>;
  readonly findings: Findings;
}

/** One question about a spec. Passes run in order, all of them, whatever was found before. */
export type Pass = (context: PassContext) => void;
