import type { PipelineSpec } from '../spec/pipeline-spec.ts';
import { paramType } from '../spec/bind-params.ts';
import type { Schema } from '../types/column-type.ts';
import type { Resolution, ResolveEnvironment } from './environment.ts';
import { Findings, inSpecOrder } from './findings.ts';
import { checksSound } from './passes/checks.ts';
import { connectionsUsable } from './passes/connections.ts';
import { everythingUsed, inputsExist, noCycles, uniqueIds } from './passes/graph.ts';
import { historySound } from './passes/history.ts';
import { incrementalKept } from './passes/incremental.ts';
import { incrementalSound } from './passes/incremental-steps.ts';
import { paramsSound } from './passes/params.ts';
import type { Pass, PassContext } from './passes/pass.ts';
import { scheduleSound } from './passes/schedule.ts';
import { sourceSchemas } from './passes/sources.ts';
import { stepSchemas } from './passes/steps.ts';
import { noOverwrites, targetColumns } from './passes/targets.ts';
import { knownSchema } from './working-schema.ts';

/** In order: later passes read the schemas that earlier ones found. */
const passes: readonly Pass[] = [
  uniqueIds,
  inputsExist,
  noCycles,
  everythingUsed,
  connectionsUsable,
  paramsSound,
  sourceSchemas,
  stepSchemas,
  targetColumns,
  historySound,
  noOverwrites,
  incrementalKept,
  incrementalSound,
  checksSound,
  scheduleSound,
];

/**
 * Grounds a spec in what is there: every name found, every type known, or a finding for each
 * place where that fails. Pure: the same spec and environment give the same answer. Whether some
 * route can execute it is another question: see `unexecutableOps` and the plan compiler.
 */
export function resolveSpec(spec: PipelineSpec, environment: ResolveEnvironment): Resolution {
  const context: PassContext = {
    spec,
    environment,
    params: new Map(spec.params.map((param) => [param.name, paramType(param)])),
    schemas: new Map(),
    findings: new Findings(),
  };
  for (const pass of passes) pass(context);
  const schemas = new Map<string, Schema>();
  for (const [id, working] of context.schemas) {
    const schema = knownSchema(working);
    if (schema !== undefined) schemas.set(id, schema);
  }
  return { spec, schemas, diagnostics: inSpecOrder(context.findings.all) };
}
