/** What the documentation shows. */

export const catalogSettingsExample = {
  read_values: true,
  refresh_minutes: 60,
  excluded_columns: [{ table: 'customers', column: 'segment' }, { schema: 'hr' }],
};

export const catalogStatusExample = {
  connection_id: 'conn_789',
  state: 'fresh' as const,
  taken_at: '2026-11-29T10:00:00.000Z',
  age_seconds: 1260,
  refreshing: false,
  requested_at: null,
  refreshed_at: '2026-11-29T10:00:04.000Z',
  next_refresh_at: '2026-11-29T11:01:30.000Z',
  duration_ms: 4100,
  tables: 42,
  columns: 610,
  value_columns: 130,
  values: 4211,
  tables_unread: 0,
  failures: 0,
  last_error: null,
  settings: catalogSettingsExample,
};

export const valuesExample = [
  { schema: 'public', table: 'orders', column: 'status', value: 'paid' },
];
