import type { ConnectorSpec } from '@ai-etl/core';
import { fieldList } from './fields.ts';

/** What the product says about the connector: API, forms and docs are made of it. */
export const spec: ConnectorSpec = {
  type: 'sqlite',
  title: 'SQLite',
  summary: 'Reads from and loads into a SQLite database file on the machine of the worker.',
  fields: fieldList,
  capabilities: {
    source: true,
    target: true,
    dialect: 'sqlite',
    writeModes: ['append', 'replace', 'merge', 'scd2'],
    schemaContracts: ['evolve', 'freeze', 'discard'],
    quarantine: true,
    consistentSnapshot: true,
  },
  aliases: ['sqlite3', 'sqlite 3'],
  docs: `
**The file** lies below a folder that the administrator allows (\`AI_ETL_FILE_ROOTS\`), on the machine of
the API and of every worker; the account they run as needs the right to read it, and to write it and its
folder when rows are loaded. A file that may not be written is opened read-only.

**Reading** happens in one read transaction: all reads of a run see the same moment. In a database in WAL
mode (\`PRAGMA journal_mode = WAL\`) nobody waits for that. In the older rollback mode others cannot write
meanwhile, and a pipeline that reads from and loads into the same file ends with a lock: switch it to WAL.

**Loading** puts rows into a staging table of the same file in short transactions, compares them with the
source, and moves them into the target in one transaction, which also writes a row of the table
\`_ai_etl_publications\`. New files are made in WAL mode; the mode of others stays. Columns that a table
lacks are added in that transaction (\`contract: evolve\`); SQLite cannot give a column another type.
With \`contract: discard\` rows whose values do not fit go to \`_ai_etl_quarantine\`, in the same transaction.

Traps:
- SQLite keeps any value in any column. A value that is not of its column's type ends the run with the
  table and the column; it is never changed. Cast it in the query. A profile counts such values beforehand.
- \`DATE\`, \`TIME\`, \`DATETIME\` and \`TIMESTAMP\` columns are what their values are: texts in ISO form are
  dates and times, numbers (Unix or Julian) stay numbers, other texts stay texts.
- Integers are 64 bits wide whatever the declared type says. \`DECIMAL(p,s)\` of others holds integers and
  8-byte floats; ours is \`DECIMAL_TEXT(p,s)\`, which is exact.
- SQLite has no NaN and no negative zero: such values are refused when they are loaded.
- A copy of a database that is in use may be broken: copy it with \`.backup\`.
`.trim(),
};
