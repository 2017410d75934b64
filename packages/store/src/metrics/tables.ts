/** Rollups, as Kysely sees them; see migration 0014. */
export interface MetricTables {
  metric_rollups: {
    readonly organisation_id: string;
    metric: string;
    unit: 'minute' | 'hour';
    at: string;
    project_id: string;
    pipeline_id: string;
    route: string;
    status: string;
    bin: number;
    count: number;
    sum: number;
  };
}

export interface MetricSystemTables {
  rollup_marks: { name: 'runs' | 'requests'; complete_until: string };
}
