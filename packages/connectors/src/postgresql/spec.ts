import type { ConnectorSpec } from '@ai-etl/core';
import { fieldList } from './fields.ts';

/** What the product says about the connector: API, forms and docs are made of it. */
export const spec: ConnectorSpec = {
  type: 'postgresql',
  title: 'PostgreSQL',
  summary: 'Reads from and loads into PostgreSQL with COPY.',
  fields: fieldList,
  capabilities: {
    source: true,
    target: true,
    dialect: 'postgresql',
    backgroundCatalog: true,
    writeModes: ['append', 'replace', 'merge', 'scd2'],
    schemaContracts: ['evolve', 'freeze', 'discard'],
    quarantine: true,
    consistentSnapshot: true,
    inTarget: true,
  },
  aliases: ['postgres', 'pg', 'psql', 'postgre', 'postgre sql', 'postgre-sql'],
  docs: `
**Reading** needs \`GRANT USAGE ON SCHEMA s TO user; GRANT SELECT ON ALL TABLES IN SCHEMA s TO user\`. All
tables of a run are read in one REPEATABLE READ snapshot; each read and each checksum takes a
connection of its own.

**Loading** needs \`GRANT USAGE, CREATE ON SCHEMA s TO user\`, and on existing tables
\`GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE\`. Rows are loaded into a staging table, compared with
the source, and moved into the target in one transaction, which also writes a row of the table
\`_ai_etl_publications\` of the same schema. With \`contract: discard\` rows whose values do not fit go to
\`_ai_etl_quarantine\`, in the same transaction; testing values takes PostgreSQL 16.

Traps:
- \`numeric\` without precision has no safe type elsewhere: see \`fidelity.unbounded_decimal\`.
- \`char(n)\` arrives without its padding. Enums, domains over text, inet, interval, money and other
  types without a counterpart arrive as their text.
- Transaction poolers (PgBouncer) must let one client keep one server connection per transaction;
  replicas cancel long reads unless \`hot_standby_feedback\` is on.
- Checksums use \`crc32\` from PostgreSQL 18 on, \`md5\` before, which is slower.
`.trim(),
};
