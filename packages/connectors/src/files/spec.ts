import type { ConnectorSpec } from '@ai-etl/core';
import { fieldList } from './fields.ts';

/** What the product says about the connector: API, forms and docs are made of it. */
export const spec: ConnectorSpec = {
  type: 'files',
  title: 'Files',
  summary: 'Reads CSV, TSV, JSON, JSON lines and Parquet files below a folder.',
  fields: fieldList,
  capabilities: {
    source: true,
    target: false,
    dialect: 'duckdb',
    writeModes: [],
    consistentSnapshot: false,
    paths: true,
  },
  aliases: ['file', 'csv', 'parquet', 'folder'],
  docs: `
The folder lies on the machine of the worker (and of the API, which tests connections and reads catalogs),
below one that the administrator allows (\`AI_ETL_FILE_ROOTS\`). Object storage is not read yet.

**Reading** needs the right to read the files. A source names a \`path\` below the folder, or a glob:
\`orders.csv\`, \`sales/*.parquet\`, \`sales/**/*.csv.gz\`. Neither \`..\` nor a symbolic link leads out of the
folder. Parts like \`year=2026\` of a path become columns. Steps run in DuckDB, inside the scan. In SQL of your
own a path is a table: \`SELECT * FROM "sales/*.csv"\`.

| ending                                    | read as                                                          |
| ----------------------------------------- | ---------------------------------------------------------------- |
| \`.csv\`, \`.tsv\`, with \`.gz\` or \`.zst\`      | quotes are \`"\`, doubled inside; a field without text is NULL, \`""\` is an empty text |
| \`.json\`, \`.jsonl\`, \`.ndjson\`, also packed | one row an object; what is nested stays JSON                     |
| \`.parquet\`                                | types as the file states them                                    |

**Types** of CSV are found in the first 100,000 rows of all files, and a type is taken only where every text is
that value's one spelling: \`007\`, \`+1\`, \`01/02/2026\` and mixtures stay text, numbers with a point are exact
decimals. A later row that does not fit ends the run with its file and column; nothing is rounded or dropped.
Partition columns of Parquet are text.

**Loading** into files is not possible yet.

Traps:
- Files of one glob may have different columns, which are matched by name; missing ones are NULL.
- A row with too few or too many fields, a quote that is not closed or a wrong encoding ends the run, and the
  error names file and line.
- Files must not change while a run reads them. New files of a glob are met by the next run.
- The catalog lists 100 files at most, and no file above 256 MiB; a \`path\` reaches them all.
- A path may name 10,000 files at most; a row of CSV may have 16 MiB.
`.trim(),
};
