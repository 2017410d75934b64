import { didYouMean, joinWords } from '../../nearest-names.ts';
import type { PipelineSpec } from '../../spec/pipeline-spec.ts';
import type { ResolvedConnection, ResolveEnvironment } from '../environment.ts';
import type { Findings } from '../findings.ts';
import type { Pass } from './pass.ts';

/** Every connection exists, and can do what the spec asks of it. */
export const connectionsUsable: Pass = ({ spec, environment, findings }) => {
  for (const [index, source] of spec.sources.entries()) {
    const path = `sources.${index}.connection`;
    const connection = findConnection(environment, source.connection, { path, findings });
    if (connection !== undefined && !connection.capabilities.source) {
      findings.add(
        'ROUTE_NOT_AVAILABLE',
        path,
        `"${connection.name}" (${connection.type}) can be written, but not read.`,
      );
    }
  }
  for (const [index, target] of spec.targets.entries()) {
    const path = `targets.${index}`;
    const at = { path: `${path}.connection`, findings };
    const connection = findConnection(environment, target.connection, at);
    if (connection !== undefined) checkTarget(findings, path, { connection, target });
  }
  for (const [index, check] of spec.checks.entries()) {
    if (check.kind !== 'reference') continue;
    findConnection(environment, check.connection, { path: `checks.${index}.connection`, findings });
  }
};

function findConnection(
  environment: ResolveEnvironment,
  id: string,
  { path, findings }: { readonly path: string; readonly findings: Findings },
): ResolvedConnection | undefined {
  const found = environment.connections.get(id);
  if (found !== undefined) return found;
  const all = [...environment.connections.values()];
  const byName = all.find((connection) => connection.name === id);
  const hint = byName
    ? `connections are named by their id: "${byName.id}"`
    : (didYouMean(id, environment.connections.keys()) ??
      (all.length === 0
        ? 'create a connection first'
        : `there are ${joinWords(
            all.slice(0, 10).map((one) => `${one.name} (${one.id})`),
            'and',
          )}`));
  findings.add('UNKNOWN_CONNECTION', path, `There is no connection "${id}".`, hint);
  return undefined;
}

function checkTarget(
  findings: Findings,
  path: string,
  given: {
    readonly connection: ResolvedConnection;
    readonly target: PipelineSpec['targets'][number];
  },
): void {
  const { connection, target } = given;
  const { capabilities, name, type } = connection;
  const { mode, on_delete } = target.write;
  if (!capabilities.target) {
    const message = `"${name}" (${type}) can be read, but not written.`;
    findings.add('ROUTE_NOT_AVAILABLE', `${path}.connection`, message);
  } else if (target.path !== undefined && capabilities.paths !== true) {
    const message = `"${name}" (${type}) has no files, but "${target.id}" names some.`;
    findings.add('ROUTE_NOT_AVAILABLE', `${path}.path`, message, 'name a table: object');
  } else if (!capabilities.writeModes.includes(mode)) {
    findings.add(
      'WRITE_MODE_NOT_SUPPORTED',
      `${path}.write.mode`,
      `"${name}" (${type}) cannot write in mode ${mode}.`,
      `it can ${joinWords(capabilities.writeModes, 'or')}`,
    );
  }
  // A default that was not asked for: what arrives makes the columns.
  if (
    target.contract !== 'evolve' &&
    capabilities.schemaContracts?.includes(target.contract) !== true
  ) {
    findings.add(
      'CONTRACT_NOT_SUPPORTED',
      `${path}.contract`,
      `"${name}" (${type}) does not keep the contract ${target.contract}: what arrives makes the columns.`,
      'remove contract, or choose another target',
    );
  }
  if (on_delete === 'delete' && mode !== 'merge' && mode !== 'scd2') {
    findings.add(
      'WRITE_MODE_NOT_SUPPORTED',
      `${path}.write.on_delete`,
      `What becomes of rows that the source no longer has is asked by merge and scd2, not ${mode}.`,
      'use mode merge or scd2, or remove on_delete',
    );
  }
}
