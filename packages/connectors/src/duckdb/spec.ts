import type { ConnectorSpec } from '@ai-etl/core';
import { fieldList } from './fields.ts';

/** What the product says about the connector: API, forms and docs are made of it. */
export const spec: ConnectorSpec = {
  type: 'duckdb',
  title: 'DuckDB',
  summary: 'Reads from and loads into a DuckDB database file.',
  fields: fieldList,
  capabilities: {
    source: true,
    target: true,
    dialect: 'duckdb',
    writeModes: ['append', 'replace', 'merge', 'scd2'],
    schemaContracts: ['evolve', 'freeze', 'discard'],
    quarantine: true,
    consistentSnapshot: false,
  },
  aliases: ['duck', 'duck db', 'duck-db'],
  docs: `
The database is a file on the machine of the worker (and of the API, which tests connections and reads
catalogs), below one of the folders that the administrator allows (\`AI_ETL_FILE_ROOTS\`). DuckDB runs in a
process of its own with a memory limit; extensions are not loaded, and queries reach no other file.

**Reading** needs the right to read the file. With \`read_only\` several programs may read it at once.

**Loading** needs the right to write the file and its folder. Rows are loaded into a staging table,
compared with the source, and moved into the target in one transaction, which also writes a row of the
table \`_ai_etl_publications\` of the same schema. Columns are added and widened in that transaction too
(\`contract: evolve\`); DuckDB refuses another type where the table has an index or a view that needs it. With \`contract: discard\` rows whose values do not fit go to \`_ai_etl_quarantine\`, in the
same transaction.

Traps:
- DuckDB allows one process that writes **or** several that read. While another program has the file
  open, opening it fails with CONNECTION_FAILED and is tried again. All sessions of one worker share one
  process; several workers, or a worker and the API, take turns. Use \`read_only\` for sources.
- DECIMAL holds 38 digits. HUGEINT and UBIGINT arrive as decimals; STRUCT, MAP, UNION and lists of lists as
  JSON; TIMESTAMP_NS, TIME WITH TIME ZONE, ENUM, INTERVAL, BIT and the like as their text.
- A schema with the same name as the file (\`sales.sales.orders\` in \`sales.duckdb\`) is ambiguous for DuckDB.
- A row may have 1/32 of the memory limit, at most 64 MiB.
- Checksums use \`md5\`; DuckDB has no \`crc32\`.
- The file does not shrink by itself after rows were replaced; DuckDB uses the room again.
`.trim(),
};
