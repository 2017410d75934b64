import { Readable } from 'node:stream';
import {
  AiEtlError,
  findTable,
  invariant,
  tableSchema,
  type CatalogTable,
  type ChecksumAlgorithm,
  type ConnectionSettings,
  type Connector,
  type ConnectorSession,
  type Fidelity,
  type Layout,
  type ObjectName,
  type OpenOptions,
  type Publication,
  type PublicationKey,
  type ReadRequest,
  type Schema,
  type SchemaContract,
  type SourceSnapshot,
  type Staging,
  type TableChecksum,
  type TablePlan,
  type Write,
} from '@ai-etl/core';
import type { ContractDatabase, ContractHarness } from './harness.ts';
import { parseWire } from './wire-text.ts';

/** One connector on one database, with an open session. */
export interface Lab {
  readonly harness: ContractHarness;
  readonly connector: Connector;
  readonly database: ContractDatabase;
  readonly session: ConnectorSession;
  open(settings?: ConnectionSettings): Promise<ConnectorSession>;
  close(): Promise<void>;
}

export const strict: Fidelity = {
  unbounded_decimal: 'fail',
  not_a_number: 'fail',
  date_range: 'fail',
};
export const replace: Write = { mode: 'replace', keys: [], on_delete: 'keep' };
export const append: Write = { mode: 'append', keys: [], on_delete: 'keep' };
export const anyLayout: Layout = { partition_by: [], order_by: [] };

/** Opens a connector on a fresh database. */
export async function openLab(harness: ContractHarness): Promise<Lab> {
  const database = await harness.createDatabase();
  const { connector } = harness;
  const sessions: ConnectorSession[] = [];
  const open = async (settings = database.settings): Promise<ConnectorSession> => {
    const session = await connector.open(settings, openOptions(database));
    sessions.push(session);
    return session;
  };
  const session = await open();
  return {
    harness,
    connector,
    database,
    session,
    open,
    close: async () => {
      await Promise.all(sessions.map((one) => one.close()));
      await database.drop();
    },
  };
}

/** What sessions of the suite are opened with. */
export function openOptions({ fileRoots = [] }: Pick<ContractDatabase, 'fileRoots'>): OpenOptions {
  return { label: 'ai-etl contract', connectTimeoutMs: 20_000, fileRoots };
}

/** The password of a database, or what no text holds where there is none. */
export function passwordOf({ settings }: Pick<ContractDatabase, 'settings'>): string {
  return typeof settings['password'] === 'string' ? settings['password'] : 'no-password-anywhere';
}

let nextRun = 0;

/** A key no other test uses. */
export function newKey(attempt = 1): PublicationKey {
  nextRun += 1;
  return { runId: `run_contract${process.pid}x${nextRun}`, step: 'load', attempt };
}

/** A table of the catalog; undefined when there is none. */
export async function lookUp(
  session: Pick<ConnectorSession, 'catalog'>,
  object: ObjectName,
): Promise<CatalogTable | undefined> {
  const catalog = await session.catalog();
  return findTable(catalog, object);
}

/** `SELECT *` of a table by its quoted name. */
export function selectAll(lab: Lab, name: string): string {
  return `SELECT * FROM ${lab.harness.words.quote(name)}`;
}

/** Columns of a table. */
export async function columnsOf(lab: Lab, name: string): Promise<Schema> {
  const table = await lookUp(lab.session, { schema: lab.database.schema, name });
  invariant(table !== undefined, `the catalog shows ${name}`);
  return tableSchema(table);
}

export interface ReadOptions {
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity?: Fidelity;
}

/** Reads a query to its end; values as text. */
export async function readRows(
  session: ConnectorSession,
  { sql, columns, fidelity = strict }: ReadOptions,
): Promise<readonly (readonly (string | null)[])[]> {
  const snapshot = await session.openSnapshot();
  try {
    const { signal } = new AbortController();
    const read = await snapshot.read({ sql, columns, fidelity, signal });
    const chunks: Buffer[] = [];
    for await (const chunk of read.stream) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    const rows = parseWire(bytes);
    const counted = { rows: read.rows(), bytes: read.bytes() };
    const seen = { rows: BigInt(rows.length), bytes: BigInt(bytes.length) };
    invariant(
      counted.rows === seen.rows && counted.bytes === seen.bytes,
      `the stream counted ${counted.rows} rows and ${counted.bytes} bytes, it had ${seen.rows} and ${seen.bytes}`,
    );
    return rows;
  } finally {
    await snapshot.close();
  }
}

export interface StageOptions {
  readonly name: string;
  readonly columns: Schema;
  readonly write?: Write;
  readonly layout?: Layout;
  readonly fidelity?: Fidelity;
  readonly key?: PublicationKey;
  readonly contract?: SchemaContract;
  /** Logical time of the load; default one fixed moment. */
  readonly effectiveAt?: string;
}

/** Plans against the live catalog and stages; throws on any diagnostic that is an error. */
export async function stageTable(
  lab: Pick<Lab, 'connector'> &
    Partial<Pick<Lab, 'session'>> & { readonly database: Pick<ContractDatabase, 'schema'> },
  session: Pick<ConnectorSession, 'catalog' | 'loader'>,
  options: StageOptions,
): Promise<{ readonly staging: Staging; readonly plan: TablePlan }> {
  const { name, columns, write = replace, layout = anyLayout, fidelity = strict } = options;
  const object = { schema: lab.database.schema, name };
  const existing = (await lookUp(session, object)) ?? null;
  const plan = lab.connector.planTable({
    object,
    columns,
    write,
    layout,
    fidelity,
    existing,
    ...(options.contract === undefined ? {} : { contract: options.contract }),
    path: 'targets.0',
  });
  const errors = plan.diagnostics.filter((one) => one.severity === 'error');
  if (errors.length > 0) {
    throw new AiEtlError('PLAN_INVALID', errors.map((one) => one.message).join('; '));
  }
  const { signal } = new AbortController();
  const { key = newKey(), effectiveAt = '2026-01-01T00:00:00.000Z' } = options;
  const request = { key, plan, write, layout, fidelity, effectiveAt, signal };
  return { staging: await session.loader.stage(request), plan };
}

/** Loads wire text and publishes it. */
export async function loadText(
  lab: Lab,
  options: StageOptions & { readonly text: string },
): Promise<Publication> {
  const { staging } = await stageTable(lab, lab.session, options);
  const { signal } = new AbortController();
  try {
    const { rows } = await staging.write(Readable.from([Buffer.from(options.text)]), signal);
    return await staging.publish({ expectedRows: rows, fence: async () => undefined, signal });
  } finally {
    await staging.discard();
  }
}

/** Both sides' receipt of one copy. */
export interface CopyReceipt {
  readonly rows: bigint;
  readonly publication: Publication;
  readonly source: readonly TableChecksum[];
  readonly target: readonly TableChecksum[];
}

export interface CopyOptions extends StageOptions {
  readonly sql: string;
  /** True: the server moves the rows inside itself. */
  readonly inside?: boolean;
}

/** Source query into target table, with every checksum both sides know, then publish. */
export async function copyQuery(
  source: Lab,
  target: Lab,
  options: CopyOptions,
): Promise<CopyReceipt> {
  const { sql, columns, fidelity = strict } = options;
  const { signal } = new AbortController();
  const { staging } = await stageTable(target, target.session, options);
  const snapshot = await source.session.openSnapshot();
  try {
    const request = { sql, columns, fidelity, signal };
    const { rows, expectedRows } =
      options.inside === true
        ? await fillFrom(snapshot, staging, request)
        : await streamFrom(snapshot, staging, request);
    const algorithms = await commonAlgorithms(source.session, target.session);
    const sourceSums: TableChecksum[] = [];
    const targetSums: TableChecksum[] = [];
    for (const algorithm of algorithms) {
      sourceSums.push(await snapshot.checksum({ sql, columns, fidelity, algorithm, signal }));
      targetSums.push(await staging.checksum(algorithm, signal));
    }
    const publication = await staging.publish({
      expectedRows,
      fence: async () => undefined,
      signal,
    });
    return { rows, publication, source: sourceSums, target: targetSums };
  } catch (error) {
    await staging.discard();
    throw error;
  } finally {
    await snapshot.close();
  }
}

interface Moved {
  readonly rows: bigint;
  readonly expectedRows: bigint;
}

async function streamFrom(
  snapshot: SourceSnapshot,
  staging: Staging,
  request: ReadRequest,
): Promise<Moved> {
  const read = await snapshot.read(request);
  const { rows } = await staging.write(read.stream, request.signal);
  return { rows, expectedRows: read.rows() };
}

/** What `write` does with a stream, done by the server with a query of its own. */
async function fillFrom(
  snapshot: SourceSnapshot,
  staging: Staging,
  request: ReadRequest,
): Promise<Moved> {
  const fill = staging.fill?.bind(staging);
  invariant(fill !== undefined, 'a connector with inTarget fills');
  const expectedRows = await snapshot.count(request.sql, request.signal);
  const { rows } = await fill({ ...request, snapshot });
  return { rows, expectedRows };
}

async function commonAlgorithms(
  source: ConnectorSession,
  target: ConnectorSession,
): Promise<readonly ChecksumAlgorithm[]> {
  const snapshot = await source.openSnapshot();
  try {
    const known = await target.loader.checksumAlgorithms();
    return (await snapshot.checksumAlgorithms()).filter((one) => known.includes(one));
  } finally {
    await snapshot.close();
  }
}
