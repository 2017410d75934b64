import { printAirflow, printSqlScript } from '@ai-etl/compile';
import {
  AiEtlError,
  bindConnections,
  describeSpec,
  resolveSpec,
  type Diagnostic,
  type PipelineSpec,
} from '@ai-etl/core';
import type { Scope, Store } from '@ai-etl/store';
import type { Connectors } from '../../data/connector-lookup.ts';
import {
  defaultSchemas,
  readProjectConnections,
  type ProjectConnectionPorts,
} from '../../planning/project-connections.ts';
import { exportTables } from '../../planning/export-tables.ts';
import { needsLiveProof, type Proof, type Prover } from '../../planning/prove.ts';
import { found } from '../../scope.ts';
import { connectionNames } from '../environments/connection-names.ts';
import { bindingsFor, refuseUnknownVersion } from './deploy.ts';
import { requireSettled } from './draft.ts';
import { printPipelineFile } from './pipeline-file.ts';

/** What a pipeline can be had as. */
export const codeTargets = ['pandas', 'sql', 'airflow', 'yaml'] as const;
export type CodeTarget = (typeof codeTargets)[number];

export interface CodePorts {
  readonly store: Pick<Store, 'pipelines' | 'environments'>;
  readonly project: ProjectConnectionPorts;
  readonly connectors: Connectors;
  readonly prover: Prover;
}

export interface CodeRequest {
  readonly target: CodeTarget;
  /** Absent: the latest. */
  readonly version?: number | undefined;
  /** With its connections. */
  readonly environment: string;
}

export interface Code {
  readonly version: number;
  readonly filename: string;
  readonly language: 'python' | 'sql' | 'yaml';
  readonly code: string;
}

/**
 * A version as code. Throws RESOURCE_NOT_FOUND; VALIDATION_ERROR while questions are open, and with
 * every reason when the spec cannot be compiled against its data or said in the wanted form.
 */
export async function printCode(
  ports: CodePorts,
  scope: Scope,
  call: { readonly pipelineId: string; readonly request: CodeRequest },
): Promise<Code> {
  const { pipelineId, request } = call;
  const { pipelines, environments } = ports.store;
  const pipeline = found(await pipelines.getPipeline(scope, pipelineId), 'pipeline', pipelineId);
  if (pipeline.latestVersion === 0) requireSettled(pipeline, 'exported');
  const wanted = request.version ?? pipeline.latestVersion;
  refuseUnknownVersion(wanted, pipeline.latestVersion);
  const [version, bound, known] = await Promise.all([
    pipelines.getVersion(scope, pipelineId, wanted),
    environments.getBindings(scope, pipeline.projectId, request.environment),
    readProjectConnections(ports.project, scope, pipeline.projectId),
  ]);
  const { spec: stored } = found(version, 'pipeline', pipelineId);
  const schemas = defaultSchemas(known);
  const spec = bindConnections(stored, bindingsFor(stored, bound), schemas);
  const file = (extension: string) => ({ version: wanted, filename: `${spec.name}.${extension}` });
  if (request.target === 'yaml') {
    const code = printPipelineFile(
      { spec, sentence: pipeline.description, schemas },
      connectionNames(known.all),
    );
    return { ...file('pipeline.yaml'), language: 'yaml', code };
  }
  if (request.target === 'airflow') {
    const dag = printAirflow({
      spec,
      pipelineId,
      environment: request.environment,
      about: describeSpec(spec, connectionNames(known.all).names),
    });
    if ('code' in dag) return { ...file('dag.py'), language: 'python', code: dag.code };
    throw cannotCompile('The pipeline cannot be written as an Airflow DAG.', dag);
  }
  const proof = needsLiveProof(spec)
    ? await ports.prover.proveLive({ scope, spec, known })
    : ports.prover.proveOnCatalogs({ scope, spec, known });
  if (proof.plan === null) {
    throw cannotCompile('The pipeline cannot be compiled against its data as it is now.', proof);
  }
  if (request.target === 'pandas') {
    if (proof.code === null) {
      throw cannotCompile('The pipeline cannot be written as a pandas program.', {
        diagnostics: proof.codeFindings,
      });
    }
    return { ...file('py'), language: 'python', code: proof.code };
  }
  return { ...file('sql'), language: 'sql', code: sqlScriptOf(spec, proof, ports.connectors) };
}

/** Throws VALIDATION_ERROR with every reason why the pipeline is no script for one server. */
function sqlScriptOf(spec: PipelineSpec, proof: Proof, connectors: Connectors): string {
  const { environment, binding } = proof;
  const script = printSqlScript({
    resolution: resolveSpec(spec, environment),
    environment,
    binding,
    tables: exportTables(spec, proof.tables, { environment, connectors }),
  });
  if ('code' in script) return script.code;
  throw cannotCompile('The pipeline cannot be written as a SQL script.', script);
}

function cannotCompile(
  message: string,
  { diagnostics }: { readonly diagnostics: readonly Diagnostic[] },
): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', message, {
    details: diagnostics
      .filter((one) => one.severity === 'error')
      .map(({ path, message: reason, hint }) => ({
        field: path,
        error: hint === undefined ? reason : `${reason} (${hint})`,
      })),
  });
}
