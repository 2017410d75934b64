/** What the documentation shows. */

export const testExample = {
  ok: true,
  latency_ms: 12,
  server_version: '18.1',
  checks: [{ name: 'connect', ok: true, message: 'Connected and logged in.' }],
};

export const connectionExample = {
  connection_id: 'conn_789',
  project_id: 'proj_123',
  name: 'shop',
  type: 'postgresql',
  role: 'source' as const,
  settings: {
    host: 'db.company.com',
    port: 5432,
    database: 'analytics',
    user: 'reader',
    ssl_mode: 'require',
  },
  secrets: ['password'],
  last_test: { ...testExample, tested_at: '2024-01-26T10:00:00.000Z' },
  created_at: '2024-01-26T10:00:00.000Z',
  updated_at: '2024-01-26T10:00:00.000Z',
};

export const newConnectionExample = {
  name: 'shop',
  type: 'postgresql',
  settings: {
    host: 'db.company.com',
    port: 5432,
    database: 'analytics',
    user: 'reader',
    password: 'your-password',
    ssl_mode: 'require',
  },
};

export const catalogExample = {
  connection_id: 'conn_789',
  default_schema: 'public',
  taken_at: '2024-01-26T10:00:00.000Z',
  tables: [
    {
      schema: 'public',
      name: 'customers',
      kind: 'table' as const,
      comment: null,
      estimated_rows: 1_000_000,
      estimated_bytes: 471_859_200,
      primary_key: ['id'],
      unique_keys: [['email']],
      foreign_keys: [],
      columns: [
        { name: 'id', type: 'int64', native_type: 'bigint', nullable: false, comment: null },
        {
          name: 'email',
          type: 'text',
          native_type: 'character varying(255)',
          nullable: false,
          comment: null,
        },
      ],
    },
  ],
};
