import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConnectorCapabilities } from '../ports/connector.ts';
import type { PipelineSpec } from '../spec/pipeline-spec.ts';
import type { Catalog } from '../types/catalog.ts';
import type { Schema } from '../types/column-type.ts';
import type { PathSize } from '../types/path-size.ts';

/** What resolving needs to know of the outside: a snapshot, so that resolving stays pure. */
export interface ResolveEnvironment {
  readonly connections: ReadonlyMap<string, ResolvedConnection>;
  /** Result schemas of `source.query` and `source.path`, by source id, described by the data system beforehand. */
  readonly querySchemas: ReadonlyMap<string, Schema>;
  /** How much the files of `source.path` hold, by source id; where that is known. */
  readonly pathSizes?: ReadonlyMap<string, PathSize>;
  /** True for a run that reads incremental sources whole and replaces what is there. */
  readonly fullRefresh?: boolean;
}

export interface ResolvedConnection {
  readonly id: string;
  readonly name: string;
  /** Connector type: `postgresql`. */
  readonly type: string;
  readonly capabilities: ConnectorCapabilities;
  readonly catalog: Catalog;
  /** Equal for connections to the same server and database: joins between them can be pushed down. */
  readonly serverIdentity: string;
}

/** A spec whose every name and type is known. */
export interface Resolution {
  readonly spec: PipelineSpec;
  /** Output schema by source id and step id; missing where errors made it unknowable. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** All findings, in the order of the spec, never just the first. */
  readonly diagnostics: readonly Diagnostic[];
}
