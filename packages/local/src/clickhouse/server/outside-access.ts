import { ClickHouseError } from './clickhouse-error.ts';
import { isKeyword, lexSql, type SqlToken } from './sql-lexer.ts';

/**
 * What reaches out of the data directory: table functions, table engines, dictionary sources and
 * backup places (one name serves several of these), and functions that read files or call out.
 * The engine runs as clickhouse-local does: it has no grants, it would read any file of our user,
 * our keys among them, and call any address; `readonly` does not stop it.
 */
const outside = new Set(
  `file filecluster filelog filesystem disk executable executablepool sqlite embeddedrocksdb python
   arrowstream arrowflight eval url urlcluster remote remotesecure cluster clusterallreplicas
   distributed s3 s3cluster s3queue oss cosn gcs hdfs hdfscluster azureblobstorage
   azureblobstoragecluster azurequeue azure http mysql postgresql materializedpostgresql mongodb
   redis odbc jdbc cassandra clickhouse ytsaurus kafka rabbitmq nats prometheusquery
   prometheusqueryrange catboostevaluate library`.split(/\s+/),
);

/** Families of which each release brings more. */
const outsideFamily =
  /^(iceberg|deltalake|hudi|paimon|ai(classify|embed|extract|generate|translate))/;

/** Where clickhouse-local shows the files of the machine as tables. */
const fileDatabase = 'default';

/** Take a function by its bare name: `arrayMap(file, paths)`, `* APPLY(file)`. */
const takesFunctions = /^(apply|array|map)/;

/** Throws code 291 when a statement of a client would read or write outside the data directory. */
export function refuseOutsideAccess(text: string): void {
  /** What the brackets just opened belong to: `arraymap` while `arrayMap((` was read. */
  let opener: string | undefined;
  let before: SqlToken | undefined;
  let token: SqlToken | undefined;
  for (const next of lexSql(text)) {
    if (token !== undefined) {
      checkToken(token, { next, opener });
      if (token.text === '(') opener = before?.text === '(' ? opener : before && nameOf(before);
      else opener = isKeyword(token, 'APPLY', 'ENGINE') ? nameOf(token) : undefined;
      if (token.text === '=' && isKeyword(before, 'ENGINE')) opener = 'engine';
    }
    before = token;
    token = next;
  }
  if (token !== undefined) checkToken(token, { next: undefined, opener });
}

interface Surroundings {
  readonly next: SqlToken | undefined;
  readonly opener: string | undefined;
}

function checkToken(token: SqlToken, { next, opener }: Surroundings): void {
  const name = nameOf(token);
  if (name === undefined) return;
  const isUsed =
    next?.text === '(' ||
    opener === 'engine' ||
    (opener !== undefined && takesFunctions.test(opener));
  if (isUsed && isOutside(name)) throw refusal(`${name}()`);
  if (name === fileDatabase && next?.text === '.') throw refusal(`database ${fileDatabase}`);
  if (next?.kind === 'string' && isKeyword(token, 'OUTFILE', 'INFILE')) {
    throw refusal(token.text.toUpperCase());
  }
}

function isOutside(name: string): boolean {
  return outside.has(name) || outsideFamily.test(name);
}

/** As the engine reads it, in lower case; undefined for what is no name. */
function nameOf({ kind, text }: SqlToken): string | undefined {
  if (kind === 'word') return text.toLowerCase();
  if (kind !== 'name') return undefined;
  const plain = text
    .slice(1, -1)
    .replaceAll(/\\(?:x([0-9a-f]{2})|(.))/gis, (_, hex, other) =>
      typeof hex === 'string' ? String.fromCharCode(Number.parseInt(hex, 16)) : String(other),
    );
  return plain.toLowerCase();
}

function refusal(what: string): ClickHouseError {
  return new ClickHouseError(
    291,
    `The local warehouse does not offer ${what}: statements reach its own tables only, no files, ` +
      'programs or other servers. Load from there with a connection of its own. (DATABASE_ACCESS_DENIED)',
  );
}
