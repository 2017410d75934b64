import type { ConnectorSpec } from '@ai-etl/core';
import { fieldList } from './fields.ts';

/** What the product says about the connector: API, forms and docs are made of it. */
export const spec: ConnectorSpec = {
  type: 'files',
  title: 'Files',
  summary:
    'Reads CSV, TSV, JSON, Parquet and Excel of a folder or S3 bucket, and writes CSV, JSON lines and Parquet.',
  fields: fieldList,
  capabilities: {
    source: true,
    target: true,
    dialect: 'duckdb',
    writeModes: ['append', 'replace'],
    consistentSnapshot: false,
    paths: true,
  },
  aliases: ['file', 'csv', 'parquet', 'excel', 'folder', 's3', 'bucket', 'object storage'],
  docs: `
The folder lies on the machine of the worker (and of the API, which tests connections and reads catalogs),
below one that the administrator allows (\`AI_ETL_FILE_ROOTS\`). Or it is \`s3://bucket/prefix\`, in Amazon S3 or any
storage that speaks its protocol (\`endpoint_url\`).

**Reading** needs the right to read the files. A source names a \`path\` below the folder, or a glob:
\`orders.csv\`, \`sales/*.parquet\`, \`sales/**/*.csv.gz\`. Neither \`..\` nor a symbolic link leads out of the
folder. Parts like \`year=2026\` of a path become columns. Steps run in DuckDB, inside the scan. In SQL of your
own a path is a table: \`SELECT * FROM "sales/*.csv"\`.

| ending                                    | read as                                                          |
| ----------------------------------------- | ---------------------------------------------------------------- |
| \`.csv\`, \`.tsv\`, with \`.gz\` or \`.zst\`      | quotes are \`"\`, doubled inside; a field without text is NULL, \`""\` is an empty text |
| \`.json\`, \`.jsonl\`, \`.ndjson\`, also packed | one row an object; what is nested stays JSON                     |
| \`.parquet\`                                | types as the file states them                                    |
| \`.xlsx\`                                   | one sheet, its first row the header: see Excel                   |

**Types** of CSV are found in the first 100,000 rows of all files, and a type is taken only where every text is
that value's one spelling: \`007\`, \`+1\`, \`01/02/2026\` and mixtures stay text, numbers with a point are exact
decimals. A later row that does not fit ends the run with its file, line and column; nothing is rounded or dropped.
Partition columns of Parquet and Excel are text.

**Excel**: \`book.xlsx\` is the first sheet that is not hidden, \`book.xlsx#Sales\` the one of that name, and
\`books/*.xlsx#Sales\` that of many workbooks, whose columns are matched by name. The first row with a value names
the columns; with \`header\` off they are column_1, column_2, …. A column has the type of all its cells:

| cells                                              | type                                                        |
| -------------------------------------------------- | ----------------------------------------------------------- |
| whole numbers; numbers                             | int64; float64, as Excel keeps them, however they are shown |
| with a format of days; of days and times; of times | date; timestamp; time (from 1900 or 1904, as the file says)  |
| true and false                                     | bool                                                        |
| texts, mixtures, none at all                       | text: numbers as \`1.5\`, days as \`2026-01-31\`            |

Formulas are read as the result that was saved with them. Empty cells and the text \`""\` are NULL. Rows without any
value are left out. Refused with sheet and cell are: an error such as \`#DIV/0!\`, a formula without a saved result, a
column without a name or with one that is there already, a value beside the header. \`[h]:mm\` is a number of days.

**Loading** needs the right to write to the folder. A target names a \`path\`, whose ending says how it is
written: \`.csv\`, \`.tsv\`, \`.jsonl\`, \`.ndjson\`, each also with \`.gz\` or \`.zst\`, and \`.parquet\` (zstd
inside).

- \`out/orders.parquet\`: one file, which each run replaces (\`replace\`). A file there that no run wrote, or that was
  changed since, ends the run.
- \`out/*.parquet\`: \`append\` adds a file for each run; \`replace\` writes one and removes those of earlier runs.
  A file there that no run wrote ends the run before anything is removed.

Rows are written to \`_ai_etl_stg_…\` beside the target, read back, compared with the source, and get their name in
one act; \`_ai_etl_manifest_….json\` then tells rows, checksums, SHA-256, run and attempt.

**Buckets** need the right to \`s3:ListBucket\` and \`s3:GetObject\`; to write also \`s3:PutObject\`,
\`s3:DeleteObject\` and \`s3:AbortMultipartUpload\`. Objects that a path names are copied to this machine before
they are read, up to \`scratch_limit_mb\`, and removed with the session; the catalog of a bucket is empty, so name
paths. A file that is written is uploaded in parts, which one request makes the object: nobody sees it before. It
may have 5 TiB. Keys of the worker's own environment are never used; temporary ones need their \`session_token\`.

Traps:
- Files of one glob may have different columns, which are matched by name; missing ones are NULL.
- A row with too few or too many fields, a quote that is not closed or a wrong encoding ends the run, and the
  error names file and line.
- Files must not change while a run reads them. New files of a glob are met by the next run.
- Written: bytes are hex, instants end in \`Z\`, lists are JSON, NaN is \`NaN\`; in JSON lines decimals of more than
  15 digits are texts. Parquet keeps every type. CSV and JSON keep none: texts that look like numbers are read as
  numbers.
- While a \`replace\` of \`out/*.csv\` removes the old files, other programs may see old and new ones; our own
  reads never do. One worker publishes into a folder at a time; two workers that replace the same path at the
  same moment may leave both files.
- The catalog lists 100 files at most, and no file above 256 MiB; a \`path\` reaches them all.
- Of merged cells the first has the value, the others are NULL. Hidden rows and columns are read like others. A
  workbook is written out once a session, at most 4 GiB for a path; 256 MiB of different texts is the most. \`.xls\`,
  \`.xlsb\` and workbooks with a password are not read.
- A path may name 10,000 files at most; a row of CSV may have 16 MiB.
`.trim(),
};
