import type { ConnectorSpec } from '@ai-etl/core';
import { fieldList } from './fields.ts';

/** What the product says about the connector: API, forms and docs are made of it. */
export const spec: ConnectorSpec = {
  type: 'mysql',
  title: 'MySQL / MariaDB',
  summary: 'Reads from and loads into MySQL and MariaDB with LOAD DATA.',
  fields: fieldList,
  capabilities: {
    source: true,
    target: true,
    dialect: 'mysql',
    backgroundCatalog: true,
    writeModes: ['append', 'replace', 'merge', 'scd2'],
    schemaContracts: ['evolve', 'freeze', 'discard'],
    quarantine: true,
    consistentSnapshot: true,
  },
  aliases: ['mariadb', 'maria db', 'maria', 'my sql', 'percona', 'percona server', 'aurora mysql'],
  docs: `
MySQL 8.0.17 or later, MariaDB 10.4 or later. One connection works in one database.

**Reading** needs \`GRANT SELECT ON db.* TO user\`. All reads of a run happen one after the other on one
connection, in one transaction that begins WITH CONSISTENT SNAPSHOT, because a snapshot cannot be shared
between connections. Tables of engines without transactions (MyISAM) are read as they are at that moment.

**Loading** needs \`GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, INDEX, ALTER ON db.* TO user\`. Rows
are loaded into a staging table with LOAD DATA LOCAL, compared with the source, and moved into the target in
one transaction, which also writes a row of the table \`_ai_etl_publications\` of the same database. The
target must be an InnoDB table. Where the server forbids LOAD DATA LOCAL (\`local_infile = 0\`), rows go in
with INSERT, which is slower. Columns are added and widened (\`contract: evolve\`) just before that
transaction, because MySQL commits an ALTER TABLE by itself: a crash in between leaves the new columns with
the old rows. With \`contract: discard\` rows whose values do not fit go to \`_ai_etl_quarantine\`, in the
same transaction.

Traps:
- \`tinyint(1)\` is bool; other values than 0 and 1 in it fail the run. Cast such a column in a query.
- \`time\` beyond 00:00 to 24:00, and dates with a zero month or day, fail the run; \`date_range: null\` turns
  such dates into NULL.
- New tables keep timestamptz as \`datetime(6)\` in UTC, because \`timestamp\` ends in 2038; uuid as \`char(36)\`,
  lists and json as their text.
- NaN, infinity and negative zero do not exist in MySQL; a load that holds them fails.
- Rows longer than \`max_allowed_packet\` cannot be read: raise it.
`.trim(),
};
