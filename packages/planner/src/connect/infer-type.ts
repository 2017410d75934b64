import type { ConnectorSpec } from '@ai-etl/core';
import { systemTitle } from '../lexicon/systems.ts';
import { tokenise } from '../text/tokenise.ts';
import { textOf } from '../text/token.ts';

/** Which connector is meant, or why that cannot be told. */
export type InferredType =
  | { readonly spec: ConnectorSpec; readonly because: string; readonly certain: boolean }
  | { readonly spec: null; readonly problem: string };

export interface TypeEvidence {
  readonly connectors: readonly ConnectorSpec[];
  /** As the hints name it. */
  readonly hinted: string | undefined;
  /** What a URL, command or variable says: a system of the lexicon. */
  readonly written: string | null;
  /** The words beside it. */
  readonly words: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** Systems that speak another's protocol. */
const speaks: ReadonlyMap<string, string> = new Map([['timescaledb', 'postgresql']]);

const ports: ReadonlyMap<number, string> = new Map([
  [5432, 'postgresql'],
  [5433, 'postgresql'],
  [6432, 'postgresql'],
  [8123, 'clickhouse'],
  [8443, 'clickhouse'],
  [9000, 'clickhouse'],
  [9440, 'clickhouse'],
  [3306, 'mysql'],
  [1433, 'sqlserver'],
  [1521, 'oracle'],
  [27_017, 'mongodb'],
  [6379, 'redis'],
  [9092, 'kafka'],
]);

const hosts: readonly (readonly [RegExp, string])[] = [
  [/\.clickhouse\.cloud$/iu, 'clickhouse'],
  [
    /\.postgres\.database\.azure\.com$|\.neon\.tech$|\.supabase\.(?:co|com)$|\.timescaledb?\.io$/iu,
    'postgresql',
  ],
  [/\.redshift\.amazonaws\.com$/iu, 'redshift'],
  [/\.snowflakecomputing\.com$/iu, 'snowflake'],
  [/\.mongodb\.net$/iu, 'mongodb'],
  [/(?:^|[.-])(?:postgres(?:ql)?|pg\d*)(?:[.-]|$)/iu, 'postgresql'],
  [/(?:^|[.-])(?:clickhouse|ch\d*)(?:[.-]|$)/iu, 'clickhouse'],
  [/(?:^|[.-])(?:mysql|mariadb)(?:[.-]|$)/iu, 'mysql'],
];

const kinds: readonly (readonly [RegExp, string, string])[] = [
  [
    /(?<![\p{L}])(?:data\s+warehouse|warehouse|dwh|olap|column(?:ar)?[\s-]store|columnar|analytical\s+(?:database|store)|хранилищ\S*|аналитическ\S+\s+баз\S*)/iu,
    'clickhouse',
    'the words speak of a warehouse',
  ],
  [
    /(?<![\p{L}])(?:relational|oltp|transactional|операционн\S+\s+баз\S*|реляционн\S*)/iu,
    'postgresql',
    'the words speak of a relational database',
  ],
];

/** Infers the connector: hints, then what is written, then names, port, host, and kinds of system. */
export function inferType(evidence: TypeEvidence): InferredType {
  const { hinted, written, words, host, port, connectors } = evidence;
  if (hinted !== undefined) {
    const spec = findSpec(connectors, hinted);
    return spec === undefined
      ? { spec: null, problem: `There is no connector "${hinted.slice(0, 40)}".` }
      : { spec, because: 'the hints say so', certain: true };
  }
  if (written !== null) return connect(connectors, written, 'it is written so', true);
  const named = serversIn(words);
  if (named.length > 1) {
    return {
      spec: null,
      problem: `The words name ${named.map(systemTitle).join(' and ')}: say in hints.connector which one this connection is.`,
    };
  }
  const [system] = named;
  if (system !== undefined)
    return connect(connectors, system, `the words name ${systemTitle(system)}`, true);
  const byHost = hosts.find(([pattern]) => host !== undefined && pattern.test(host))?.[1];
  if (byHost !== undefined)
    return connect(connectors, byHost, `the host looks like ${systemTitle(byHost)}`, false);
  const byPort = port === undefined ? undefined : ports.get(port);
  if (byPort !== undefined) {
    return connect(connectors, byPort, `port ${port} is usually ${systemTitle(byPort)}`, false);
  }
  const kind = kinds.find(([pattern]) => pattern.test(words));
  if (kind !== undefined) return connect(connectors, kind[1], kind[2], false);
  return { spec: null, problem: 'The words do not say which kind of system it is.' };
}

/** By type, alias or title, as people spell it. */
export function findSpec(
  connectors: readonly ConnectorSpec[],
  name: string,
): ConnectorSpec | undefined {
  const wanted = name.trim().toLowerCase();
  const exact = connectors.find((one) =>
    [one.type, one.title, ...one.aliases].some((alias) => alias.toLowerCase() === wanted),
  );
  if (exact !== undefined) return exact;
  const [system] = systemsIn(wanted);
  return system === undefined
    ? undefined
    : connectors.find((one) => one.type === system || one.aliases.includes(system));
}

function connect(
  connectors: readonly ConnectorSpec[],
  system: string,
  because: string,
  certain: boolean,
): InferredType {
  const spoken = speaks.get(system) ?? system;
  const spec = connectors.find((one) => one.type === spoken);
  if (spec === undefined) {
    return { spec: null, problem: `There is no connector for ${systemTitle(system)} yet.` };
  }
  const twist = spoken === system ? '' : `, which speaks ${spec.title}'s protocol`;
  return { spec, because: `${because}${twist}`, certain };
}

/** A server beside files is the server: "PostgreSQL with the imported CSV". */
function serversIn(words: string): readonly string[] {
  const named = systemsIn(words);
  const servers = named.filter((one) => one !== 'files' && one !== 's3');
  return servers.length === 0 ? named : servers;
}

/** Systems the words name, each once. "data" words such as CSV are no servers. */
export function systemsIn(words: string): string[] {
  const found = tokenise(words.slice(0, 20_000)).flatMap((token) => textOf(token, 'system') ?? []);
  return [...new Set(found)].filter((one) => !['csv', 'xml', 'http'].includes(one));
}
