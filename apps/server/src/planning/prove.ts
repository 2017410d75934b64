import {
  dagDefinition,
  printPandas,
  type DagDefinition,
  type PlanBinding,
  type RunPlan,
} from '@ai-etl/compile';
import {
  diagnostic,
  invariant,
  messageOf,
  resolveSpec,
  type Clock,
  type Connector,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type RunConnection,
  type TablePlan,
} from '@ai-etl/core';
import { bindingOf, dryRun, planRun, serverIdentity, type DryRunPorts } from '@ai-etl/engine';
import type { Connections, Scope } from '@ai-etl/store';
import type { Connectors } from '../data/connector-lookup.ts';
import { exportTables } from './export-tables.ts';
import { usedConnections } from './used-connections.ts';
import { catalogsOnly, type ProjectConnections } from './project-connections.ts';

/** What is known about a spec: whether it can run, how, and its code. */
export interface Proof {
  /** All findings, in the order of the spec. */
  readonly diagnostics: readonly Diagnostic[];
  readonly plan: RunPlan | null;
  readonly dag: DagDefinition | null;
  /** pandas; null when the spec cannot be compiled, or not as pandas. */
  readonly code: string | null;
  /** Why a spec that has a plan has no pandas program. */
  readonly codeFindings: readonly Diagnostic[];
  /** `live`: the sources explained their queries and gave sample rows. `catalog`: names and types only. */
  readonly checked: 'live' | 'catalog';
  readonly sampledRows: number;
  /** The target's table by branch, with the CREATE TABLE of one that is not there yet. */
  readonly tables: ReadonlyMap<string, TablePlan>;
  /** What it was proved against. */
  readonly environment: ResolveEnvironment;
  /** The moment it was proved for; parameters have their defaults, or any value of their type. */
  readonly binding: PlanBinding;
}

export interface ProverPorts {
  readonly connections: Pick<Connections, 'readSettings'>;
  readonly connectors: Connectors;
  readonly clock: Clock;
  readonly dryRun: DryRunPorts;
}

export interface ProofRequest {
  readonly scope: Scope;
  readonly spec: PipelineSpec;
  readonly known: ProjectConnections;
}

/** Proves specs before anybody deploys them. Trouble with data systems is a diagnostic. */
export interface Prover {
  /** On remembered catalogs: milliseconds, no connection is opened. */
  proveOnCatalogs(request: ProofRequest): Proof;
  /** On the live systems: queries explained, target types checked, 100 rows sampled. `known` has just been read. */
  proveLive(request: ProofRequest): Promise<Proof>;
}

/** What columns a query of the user's own gives, or a file has, only its system can tell. */
export function needsLiveProof(spec: PipelineSpec): boolean {
  return (
    spec.sources.some(({ query, path }) => (query ?? path) !== undefined) ||
    spec.steps.some(({ op }) => op === 'sql')
  );
}

export function makeProver(ports: ProverPorts): Prover {
  const bindingNow = (spec: PipelineSpec) =>
    bindingOf(spec, {
      logicalTime: new Date(ports.clock.now()).toISOString(),
      params: exampleParams(spec),
    });

  const proveOnCatalogs = ({ spec, known }: ProofRequest): Proof => {
    const environment = environmentOf(spec, known, ports.connectors);
    const binding = bindingNow(spec);
    const connectorOf = (id: string): Connector => {
      const type = environment.connections.get(id)?.type;
      const connector = type === undefined ? undefined : ports.connectors.find(type);
      invariant(connector !== undefined, 'a resolved connection has a connector');
      return connector;
    };
    const planned = planRun(spec, environment, { binding, pool: { connector: connectorOf } });
    const unknown = unreachable(spec, known);
    const diagnostics = [...unknown, ...withoutEchoes(planned.diagnostics, unknown)];
    return {
      ...printed({ spec, environment, binding, ...planned }, ports.connectors),
      diagnostics,
      checked: 'catalog',
      sampledRows: 0,
      tables: planned.tables,
      environment,
      binding,
    };
  };

  return {
    proveOnCatalogs,

    proveLive: async (request) => {
      const { spec, scope, known } = request;
      const connections = await readRunConnections(ports, scope, { spec, known });
      const binding = bindingNow(spec);
      const dry = await dryRun(ports.dryRun, {
        spec,
        connections,
        binding,
        catalogs: catalogsOnly(known),
      });
      const sampled = [...dry.samples.values()].map((one) => one.rows.length);
      return {
        ...printed({ spec, binding, ...dry }, ports.connectors),
        diagnostics: dry.diagnostics,
        checked: 'live',
        sampledRows: sampled.reduce((sum, rows) => sum + rows, 0),
        tables: dry.tables,
        environment: dry.environment,
        binding,
      };
    },
  };
}

function printed(
  {
    spec,
    environment,
    binding,
    plan,
    tables,
  }: Pick<Proof, 'environment' | 'binding' | 'plan' | 'tables'> & { readonly spec: PipelineSpec },
  connectors: Connectors,
): Pick<Proof, 'plan' | 'dag' | 'code' | 'codeFindings'> {
  if (plan === null) return { plan: null, dag: null, code: null, codeFindings: [] };
  const pandas = printPandas(
    resolveSpec(spec, environment),
    environment,
    { ...binding, leavesVariables: true },
    exportTables(spec, tables, { environment, connectors }),
  );
  return 'code' in pandas
    ? { plan, dag: dagDefinition(plan), code: pandas.code, codeFindings: [] }
    : { plan, dag: dagDefinition(plan), code: null, codeFindings: pandas.diagnostics };
}

/** A dry run needs values where the spec has no default; the first of each type do. */
function exampleParams(spec: PipelineSpec): Record<string, string | number | boolean> {
  return Object.fromEntries(
    spec.params.map((param) => [param.name, param.default ?? exampleValues[param.type]]),
  );
}

const exampleValues = {
  text: '',
  int64: 0,
  decimal: '0',
  float64: 0,
  bool: false,
  date: '2000-01-01',
  timestamp: '2000-01-01 00:00:00',
  timestamptz: '2000-01-01 00:00:00+00:00',
} as const;

function environmentOf(
  spec: PipelineSpec,
  { all, catalogs }: ProjectConnections,
  connectors: Connectors,
): ResolveEnvironment {
  const used = new Set(usedConnections(spec).map((one) => one.id));
  const connections = new Map(
    all.flatMap((connection) => {
      const { id, name, type, settings } = connection;
      const known = catalogs.get(id);
      const connector = connectors.find(type);
      if (!used.has(id) || known === undefined || connector === undefined) return [];
      const resolved = {
        id,
        name,
        type: connector.spec.type,
        capabilities: connector.spec.capabilities,
        catalog: known.catalog,
        serverIdentity: serverIdentity(connector, { id, name, type, settings }),
      };
      return [[id, resolved] as const];
    }),
  );
  return { connections, querySchemas: new Map() };
}

/** One finding for each connection of the spec that exists but does not answer. */
function unreachable(spec: PipelineSpec, { failures }: ProjectConnections): readonly Diagnostic[] {
  return usedConnections(spec).flatMap(({ id, path }) =>
    failures.has(id)
      ? [
          diagnostic(
            'CONNECTION_UNREACHABLE',
            path,
            messageOf(failures.get(id)),
            'test the connection; nothing can be proved while it does not answer',
          ),
        ]
      : [],
  );
}

/** A connection that does not answer is not an unknown one. */
function withoutEchoes(
  diagnostics: readonly Diagnostic[],
  unreachable: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (unreachable.length === 0) return diagnostics;
  return diagnostics.filter((one) => one.code !== 'UNKNOWN_CONNECTION');
}

async function readRunConnections(
  { connections, connectors }: ProverPorts,
  scope: Scope,
  { spec, known }: Pick<ProofRequest, 'spec' | 'known'>,
): Promise<ReadonlyMap<string, RunConnection>> {
  const used = new Set(usedConnections(spec).map((one) => one.id));
  const entries = await Promise.all(
    known.all
      .filter(({ id }) => used.has(id))
      .map(async ({ id, name, type }) => {
        const settings = await connections.readSettings(scope, id);
        if (settings === null || connectors.find(type) === undefined) return [];
        return [[id, { id, name, type, settings }] as const];
      }),
  );
  return new Map(entries.flat());
}
