import type { Generated, JSONColumnType } from 'kysely';

/** Environments as Kysely sees them. */
export interface EnvironmentTables {
  environment_connections: {
    readonly organisation_id: string;
    project_id: string;
    environment: string;
    connection_id: string;
    bound_connection_id: string;
  };
  deployments: {
    readonly organisation_id: string;
    pipeline_id: string;
    environment: string;
    version: number;
    bindings: JSONColumnType<Record<string, string>>;
    deployed_by: string | null;
    deployed_at: Generated<string>;
  };
}
