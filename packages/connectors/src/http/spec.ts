import type { ConnectorSpec } from '@ai-etl/core';
import { fieldList } from './fields.ts';

/** What the product says about the connector: API, forms and docs are made of it. */
export const spec: ConnectorSpec = {
  type: 'http',
  title: 'HTTP API',
  summary: 'Reads JSON APIs: pages of records, with credentials, rate limits and retries.',
  fields: fieldList,
  capabilities: {
    source: true,
    target: false,
    dialect: 'duckdb',
    writeModes: [],
    consistentSnapshot: false,
  },
  aliases: ['rest', 'rest api', 'http api', 'json api', 'web api'],
  docs: `
Each of \`resources\` is a table. Its pages are fetched one after the other, kept on the worker's disk while the
run lasts, and read by DuckDB: steps, checks and checksums are those of files.

**Reading** needs the right to call the API. It must be public and https, or allowed by the administrator
(\`AI_ETL_HTTP_ALLOW\`). Credentials and headers go to the origin of \`base_url\` and \`token_url\` only, never along a
redirect to another server. Nothing is written: loading into APIs is not possible.

**Columns and types** are found in the first page (\`sample_pages\`): numbers, booleans, texts, and texts that are all
dates, moments or UUIDs; what is nested stays JSON. A later value of another type, and a field that is new, end the
run with page and record; \`columns\` declares types, \`new_fields: ignore\` leaves new fields out.

**Incremental**: with \`incremental\` a resource is asked only for what a run needs, by a parameter that must mean "from
this value on, itself included".

Traps:
- A run, a test and a look into the catalog ask for the first page of resources, also of those they do not read.
- An API has no moment at which it stands still: records that move between pages while it is read may come twice or
  not at all. Order them by something that does not change.
- Numbers with a point are floating point, as in JSON. Declare decimals under \`columns\`.
- A URL of the next page must lie on the same server.
- Queries that look at all records (counts, sorting) fetch them all, also for a preview.

The guide on HTTP APIs has all settings of a resource and examples.
`.trim(),
};
