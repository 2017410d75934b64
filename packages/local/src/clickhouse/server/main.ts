import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tryLock } from '../../process/file-lock.ts';
import { LOOPBACK } from '../../process/port.ts';
import { makeDirectory, readOrCreateSecret, writePrivateFile } from '../../process/private-file.ts';
import { ownProcessIdentity } from '../../process/process-identity.ts';
import { createEndpoint } from './http-endpoint.ts';
import { openEngine } from './native-engine.ts';
import { createPipePool } from './pipe-pool.ts';
import { readServerRevision } from './revision.ts';

/**
 * The ClickHouse child process: `node main.ts <data directory> <state directory> <port>`.
 * It outlives the process that started it and is adopted by the next one.
 */
const CONCURRENT_QUERIES = 32;
const DRAIN_MS = 10_000;

const [dataDirectory = '', stateDirectory = '', port = ''] = process.argv.slice(2);
// Read before anything slow: an edit during the start must not count as ours.
const revision = readServerRevision();
await main();

async function main(): Promise<void> {
  makeDirectory(dataDirectory);
  const lockPath = join(stateDirectory, 'data.lock');
  // The second try finds the lock of a killed process removed.
  if (!tryLock(lockPath) && !tryLock(lockPath)) {
    return exit(`Another process works on ${dataDirectory}.`);
  }
  const engine = openEngine(dataDirectory);
  const connection = engine.connect();
  await connection.query('CREATE DATABASE IF NOT EXISTS warehouse ENGINE = Atomic', 'Null');
  const { bytes } = await connection.query('SELECT version()', 'TabSeparated');
  connection.close();
  const version = Buffer.from(bytes).toString('utf8').trim();

  const endpoint = createEndpoint({
    engine,
    version,
    pipes: createPipePool(join(stateDirectory, 'pipes'), CONCURRENT_QUERIES),
    password: readOrCreateSecret(join(stateDirectory, 'password')),
    onStuck: (queryId) => exit(`Query ${queryId} did not end after its cancellation; restarting.`),
  });
  const { server } = endpoint;
  server.once('error', (error) => exit(`It could not bind port ${port}: ${error.message}`));
  server.listen(Number(port), LOOPBACK, () => {
    const address = server.address();
    const bound = address !== null && typeof address === 'object' ? address.port : Number(port);
    const state = { identity: ownProcessIdentity(), port: bound, revision };
    writePrivateFile(join(stateDirectory, 'server.json'), JSON.stringify(state));
    process.stdout.write(`${new Date().toISOString()} ClickHouse ${version} on port ${bound}\n`);
  });

  const shutDown = async () => {
    rmSync(join(stateDirectory, 'server.json'), { force: true });
    server.close();
    server.closeIdleConnections();
    const deadline = Date.now() + DRAIN_MS;
    while (endpoint.activeQueries() > 0 && Date.now() < deadline) await delay(20);
    rmSync(lockPath, { force: true });
    process.exit(0);
  };
  process.once('SIGTERM', () => void shutDown());
  process.once('SIGINT', () => void shutDown());
}

function exit(reason: string): void {
  process.stderr.write(`${new Date().toISOString()} ${reason}\n`);
  process.exit(1);
}
