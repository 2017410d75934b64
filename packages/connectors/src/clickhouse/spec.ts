import type { ConnectorSpec } from '@ai-etl/core';
import { fieldList } from './fields.ts';

/** What the product says about the connector: API, forms and docs are made of it. */
export const spec: ConnectorSpec = {
  type: 'clickhouse',
  title: 'ClickHouse',
  summary: 'Reads from and loads into ClickHouse over HTTP.',
  fields: fieldList,
  capabilities: {
    source: true,
    target: true,
    dialect: 'clickhouse',
    backgroundCatalog: true,
    writeModes: ['append', 'replace', 'merge', 'scd2'],
    schemaContracts: ['evolve', 'freeze', 'discard'],
    quarantine: true,
    consistentSnapshot: false,
    inTarget: true,
  },
  aliases: ['click house', 'ch', 'clickhouse cloud'],
  docs: `
**Reading** needs \`GRANT SELECT ON db.* TO user\`.

**Loading** needs \`GRANT SELECT, INSERT, ALTER, CREATE TABLE, DROP TABLE ON db.* TO user\`, a database with
\`ENGINE = Atomic\` (the default) and tables of the MergeTree or ReplacingMergeTree engine. Rows are
loaded into a table beside the target, compared with the source, and swapped in by one
\`EXCHANGE TABLES\`. The target's comment ends with a line that records what was published.
With \`contract: discard\` rows whose values do not fit go to \`_ai_etl_quarantine\` just before the swap.

Traps:
- Columns that may be NULL become \`Nullable(...)\`. NULLs never turn into zeros.
- Dates are \`Date32\` (1900 to 2299); other dates fail the run, or become NULL with
  \`fidelity.date_range: null\`. Times of day are text.
- Timestamps are \`DateTime64(6, 'UTC')\`, whatever the server's zone.
- Materialized views that read the target do not see swapped-in rows.
- Several queries of one run do not share a snapshot: ClickHouse has none.
`.trim(),
};
