/**
 * A worker process for tests: sends what is due to be reported, prints the first report as it goes
 * out, and hangs before it is noted as sent. Arguments: databaseUrl, keyId, key (hex).
 */
import { invariant } from '@ai-etl/core';
import { openStore } from '../store.ts';

const [databaseUrl, keyId, key] = process.argv.slice(2);
invariant(
  databaseUrl !== undefined && keyId !== undefined && key !== undefined,
  'the arguments are databaseUrl, keyId, key',
);
const quiet = () => undefined;
const store = await openStore({
  databaseUrl,
  secretKeys: { activeId: keyId, keys: [{ id: keyId, key: Buffer.from(key, 'hex') }] },
  log: { info: quiet, warn: quiet, error: quiet },
});
const never = Promise.withResolvers<undefined>();
// Nothing else keeps this process alive.
setInterval(quiet, 60_000);
await store.runReports.sendReports('lineage', async ({ run, stage }) => {
  process.stdout.write(`${run.id} ${stage}\n`);
  await never.promise;
});
