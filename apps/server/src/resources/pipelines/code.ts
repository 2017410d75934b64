import { bindConnections, describeObject, invariant, type Diagnostic } from '@ai-etl/core';
import { AiEtlError } from '@ai-etl/core';
import type { Scope, Store } from '@ai-etl/store';
import type { Connectors } from '../../data/connector-lookup.ts';
import {
  defaultSchemas,
  readProjectConnections,
  type ProjectConnectionPorts,
} from '../../planning/project-connections.ts';
import { needsLiveProof, type Proof, type Prover } from '../../planning/prove.ts';
import { found } from '../../scope.ts';
import { connectionNames, type ConnectionNames } from '../environments/connection-names.ts';
import { bindingsFor, refuseUnknownVersion } from './deploy.ts';
import { requireSettled } from './draft.ts';
import { printPipelineFile } from './pipeline-file.ts';

/** What a pipeline can be had as. */
export const codeTargets = ['pandas', 'sql', 'yaml'] as const;
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
 * A version as code. Throws RESOURCE_NOT_FOUND; VALIDATION_ERROR while questions are open and when
 * the spec cannot be compiled against its data.
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
  const stored = found(version, 'pipeline', pipelineId).spec;
  const schemas = defaultSchemas(known);
  const spec = bindConnections(stored, bindingsFor(stored, bound), schemas);
  const names = connectionNames(known.all);
  const file = (extension: string) => ({ version: wanted, filename: `${spec.name}.${extension}` });
  if (request.target === 'yaml') {
    const code = printPipelineFile({ spec, sentence: pipeline.description, schemas }, names);
    return { ...file('pipeline.yaml'), language: 'yaml', code };
  }
  const proof = needsLiveProof(spec)
    ? await ports.prover.proveLive({ scope, spec, known })
    : ports.prover.proveOnCatalogs({ scope, spec, known });
  if (request.target === 'pandas') {
    if (proof.code === null) throw cannotCompile(proof.diagnostics);
    return { ...file('py'), language: 'python', code: proof.code };
  }
  if (proof.plan === null) throw cannotCompile(proof.diagnostics);
  const code = printSqlScript({ proof, connectors: ports.connectors, names });
  return { ...file('sql'), language: 'sql', code };
}

/**
 * For each extract of the local route, the query its source is asked; for each target the table and
 * the query that gives its rows.
 */
function printSqlScript(request: {
  readonly proof: Proof;
  readonly connectors: Connectors;
  readonly names: ConnectionNames;
}): string {
  const { proof, connectors, names } = request;
  const { plan, environment } = proof;
  invariant(plan !== null, 'the caller has looked');
  const describe = (connection: string): string => {
    const type = environment.connections.get(connection)?.type;
    invariant(type !== undefined, 'a plan names known connections');
    return `${names.nameOf(connection)} (${type})`;
  };
  const gathered = plan.extracts.map((extract) =>
    [
      `-- Extract ${extract.id}: rows of ${describe(extract.connection)}, for the DuckDB table of that name.`,
      terminated(extract.sql),
    ].join('\n'),
  );
  const parts = plan.branches.map(({ id, source, target }, index) => {
    const into = environment.connections.get(target.connection);
    const connector = into === undefined ? undefined : connectors.find(into.type);
    invariant(into !== undefined, 'a plan names known connections');
    invariant(connector !== undefined, 'a resolved connection has a connector');
    const { createSql } = connector.planTable({
      object: target.object,
      columns: source.columns,
      write: target.write,
      layout: target.layout,
      fidelity: target.fidelity,
      existing: null,
      path: `targets.${index}`,
    });
    const keys = target.write.keys.length === 0 ? '' : ` by ${target.write.keys.join(', ')}`;
    return [
      `-- Target ${id}: ${describeObject(target.object)} in ${describe(target.connection)}, ${target.write.mode}${keys}.`,
      terminated(createSql),
      '',
      source.connection === null
        ? '-- Its rows, from the extracts, in DuckDB.'
        : `-- Its rows, read from ${describe(source.connection)}.`,
      terminated(source.sql),
    ].join('\n');
  });
  return `${[...gathered, ...parts].join('\n\n')}\n`;
}

function terminated(sql: string): string {
  const text = sql.trim();
  return text === '' || text.endsWith(';') ? text : `${text};`;
}

function cannotCompile(diagnostics: readonly Diagnostic[]): AiEtlError {
  return new AiEtlError(
    'VALIDATION_ERROR',
    'The pipeline cannot be compiled against its data as it is now.',
    {
      details: diagnostics
        .filter((one) => one.severity === 'error')
        .map(({ path, message, hint }) => ({
          field: path,
          error: hint === undefined ? message : `${message} (${hint})`,
        })),
    },
  );
}
