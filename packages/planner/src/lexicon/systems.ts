/** A kind of data system, as people call it. `title` is how we write it. */
export interface SystemWords {
  readonly type: string;
  readonly title: string;
  readonly words: readonly string[];
}

/** Includes systems no connector serves yet: they are named in the answer, never dropped. */
export const systems: readonly SystemWords[] = [
  {
    type: 'postgresql',
    title: 'PostgreSQL',
    words: [
      'postgresql',
      'postgres',
      'postgre',
      'postgre sql',
      'pg',
      'psql',
      'pgsql',
      'постгрес*',
      'постгре',
    ],
  },
  {
    type: 'clickhouse',
    title: 'ClickHouse',
    words: ['clickhouse', 'click house', 'ch', 'кликхаус*', 'клик хаус*'],
  },
  {
    type: 'mysql',
    title: 'MySQL',
    words: ['mysql', 'my sql', 'mariadb', 'maria db', 'percona', 'мускул*', 'марияд*'],
  },
  {
    type: 'oracle',
    title: 'Oracle',
    words: ['oracle', 'oracle db', 'oracle database', 'оракл*', 'оракл'],
  },
  {
    type: 'sqlserver',
    title: 'SQL Server',
    words: [
      'sql server',
      'sqlserver',
      'mssql',
      'ms sql',
      'ms sql server',
      'microsoft sql server',
      'mssqlserver',
    ],
  },
  { type: 'sqlite', title: 'SQLite', words: ['sqlite'] },
  { type: 'duckdb', title: 'DuckDB', words: ['duckdb', 'duck db'] },
  {
    type: 'mongodb',
    title: 'MongoDB',
    words: ['mongodb', 'mongo', 'mongo db', 'монго', 'монга', 'монги', 'монгу'],
  },
  { type: 'snowflake', title: 'Snowflake', words: ['snowflake', 'sf', 'снежинк*', 'сноуфлейк*'] },
  {
    type: 'bigquery',
    title: 'BigQuery',
    words: ['bigquery', 'bq', 'big query', 'google bigquery', 'бигквери'],
  },
  { type: 'redshift', title: 'Redshift', words: ['redshift', 'amazon redshift'] },
  {
    type: 'timescaledb',
    title: 'TimescaleDB',
    words: ['timescaledb', 'timescale', 'timescale db'],
  },
  {
    type: 'kafka',
    title: 'Kafka',
    words: ['kafka', 'apache kafka', 'кафка', 'кафки', 'кафку', 'кафке'],
  },
  { type: 'mqtt', title: 'MQTT', words: ['mqtt'] },
  { type: 'redis', title: 'Redis', words: ['redis', 'редис*', 'редис'] },
  {
    type: 'elasticsearch',
    title: 'Elasticsearch',
    words: ['elasticsearch', 'elastic', 'эластик*'],
  },
  { type: 'http', title: 'HTTP', words: ['rest api', 'http api', 'http endpoint'] },
  { type: 'stripe', title: 'Stripe', words: ['stripe'] },
  { type: 'hubspot', title: 'HubSpot', words: ['hubspot', 'hub spot'] },
  { type: 'salesforce', title: 'Salesforce', words: ['salesforce'] },
  {
    type: 'google_sheets',
    title: 'Google Sheets',
    words: [
      'google sheets',
      'google sheet',
      'gsheets',
      'gsheet',
      'google spreadsheet',
      'гугл таблиц*',
      'google таблиц*',
      'google-таблиц*',
      'гугл-таблиц*',
      'google-sheet',
      'google-sheets',
    ],
  },
  { type: 'sftp', title: 'SFTP', words: ['sftp', 'ftp'] },
  { type: 's3', title: 'S3', words: ['s3', 'amazon s3', 'aws s3', 'minio'] },
  { type: 'gcs', title: 'Google Cloud Storage', words: ['gcs', 'google cloud storage'] },
  { type: 'files', title: 'Files', words: ['csv', 'csv file', 'csv files', 'parquet'] },
  { type: 'xml', title: 'XML file', words: ['xml'] },
];

const titles: ReadonlyMap<string, string> = new Map(systems.map((one) => [one.type, one.title]));

/** How a connector type is written for people: `postgresql` as `PostgreSQL`. */
export function systemTitle(type: string): string {
  return titles.get(type) ?? type;
}
