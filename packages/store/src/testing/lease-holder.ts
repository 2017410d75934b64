/**
 * A worker process for tests: takes whatever run the queue hands it, with a lease that it keeps
 * beating, prints the run's id and works until it is killed. Arguments: databaseUrl, keyId,
 * key (hex), leaseMs, beatMs.
 */
import { invariant } from '@ai-etl/core';
import { openStore } from '../store.ts';

const [databaseUrl, keyId, key, lease, beat] = process.argv.slice(2);
invariant(
  databaseUrl !== undefined && keyId !== undefined && key !== undefined,
  'the arguments are databaseUrl, keyId, key, leaseMs, beatMs',
);
const leaseMs = Number(lease);
const quiet = () => undefined;

const store = await openStore({
  databaseUrl,
  secretKeys: { activeId: keyId, keys: [{ id: keyId, key: Buffer.from(key, 'hex') }] },
  log: { info: quiet, warn: quiet, error: quiet },
  applicationName: 'ai-etl lease holder',
});
await store.queue.work(
  async (runId) => {
    const claimed = await store.runStore.claimRun(runId, { workerId: `${process.pid}`, leaseMs });
    if (claimed === null) return;
    const fence = { runId, attempt: claimed.run.attempt };
    process.stdout.write(`${runId}\n`);
    const beating = Promise.withResolvers<undefined>();
    setInterval(() => {
      store.runStore.heartbeat(fence, leaseMs, null).catch(beating.reject);
    }, Number(beat));
    await beating.promise;
  },
  { concurrency: 1 },
);
process.stdout.write('ready\n');
