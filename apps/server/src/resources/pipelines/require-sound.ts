import {
  AiEtlError,
  bindConnections,
  type Bindings,
  type Diagnostic,
  type ErrorDetail,
  type PipelineSpec,
} from '@ai-etl/core';
import type { Pipeline, Scope } from '@ai-etl/store';
import {
  defaultSchemas,
  readProjectConnections,
  refreshProjectConnections,
  type ProjectConnectionPorts,
  type ProjectConnections,
} from '../../planning/project-connections.ts';
import { needsLiveProof, type Proof, type Prover } from '../../planning/prove.ts';
import { usedConnections } from '../../planning/used-connections.ts';

export interface SoundPorts {
  readonly project: ProjectConnectionPorts;
  readonly prover: Prover;
}

interface SoundRequest {
  readonly pipeline: Pipeline;
  readonly spec: PipelineSpec;
  /** Connections in the place of those the spec names. */
  readonly bindings: Bindings;
  /** A run waits out a system that does not answer, and checks queries itself; a deployment does not. */
  readonly for: 'deploy' | 'run';
}

/**
 * Throws VALIDATION_ERROR when a spec does not fit its data. A run is judged on remembered catalogs
 * where they do, so that it takes milliseconds; what they object to is looked at again first. A
 * deployment looks at its connections anew, since it tells what will change there: a table that a
 * run made a moment ago is not to be created. Answers the proof.
 */
export async function requireSound(
  { project, prover }: SoundPorts,
  scope: Scope,
  { pipeline, spec: unbound, bindings, for: purpose }: SoundRequest,
): Promise<Proof> {
  const remembered = await readProjectConnections(project, scope, pipeline.projectId);
  const spec = bindConnections(unbound, bindings, defaultSchemas(remembered));
  const isObjection = ({ severity, code }: Diagnostic): boolean =>
    severity === 'error' && (purpose === 'deploy' || code !== 'CONNECTION_UNREACHABLE');
  const lookAgain = (): Promise<ProjectConnections> => {
    const ids = new Set(usedConnections(spec).map((one) => one.id));
    return refreshProjectConnections(project, scope, { known: remembered, ids });
  };
  const prove = async (): Promise<Proof> => {
    if (purpose === 'run') {
      const first = prover.proveOnCatalogs({ scope, spec, known: remembered });
      if (needsLiveProof(spec) || !first.diagnostics.some(isObjection)) return first;
    }
    const known = await lookAgain();
    return needsLiveProof(spec)
      ? prover.proveLive({ scope, spec, known })
      : prover.proveOnCatalogs({ scope, spec, known });
  };
  const proof = await prove();
  // Whether a query of the user's own fits, a run finds out by itself.
  if (needsLiveProof(spec) && purpose === 'run') return proof;
  const errors = proof.diagnostics.filter(isObjection);
  if (errors.length === 0) return proof;
  throw new AiEtlError(
    'VALIDATION_ERROR',
    'Invalid pipeline configuration: the pipeline does not fit its data.',
    { details: errors.map(asDetail) },
  );
}

function asDetail({ path, message, hint }: Diagnostic): ErrorDetail {
  return { field: path, error: hint === undefined ? message : `${message} (${hint})` };
}
