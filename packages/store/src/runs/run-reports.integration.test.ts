import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { createPipeline, createRun, eventually } from '../testing/fresh-store.ts';

const program = fileURLToPath(new URL('../testing/stuck-reporter.ts', import.meta.url));

await describeStore('reports of runs', (fresh) => {
  const { runReports, runStore } = fresh.store;

  const startedRun = async (): Promise<string> => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await runStore.claimRun(runId, { workerId: 'test', leaseMs: 60_000 });
    return runId;
  };
  const drain = async (store = fresh.store): Promise<string[]> => {
    const sent: string[] = [];
    const send = async ({ run, stage }: { run: { id: string }; stage: string }) => {
      sent.push(`${run.id} ${stage}`);
    };
    while ((await store.runReports.sendReports('lineage', send)) > 0);
    return sent;
  };

  it('are sent again after the process that sent them was killed before it could note that', async () => {
    const runId = await startedRun();
    const [key] = fresh.secretKeys.keys;
    const keyHex = Buffer.from(key?.key ?? []).toString('hex');
    const args = [program, fresh.databaseUrl, key?.id ?? '', keyHex];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe(`${runId} started`);

    // While it lives, nobody else sends.
    expect(await drain()).toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = await eventually(async () => {
      const sent = await drain();
      return sent.length > 0 ? sent : null;
    });
    expect(again).toEqual([`${runId} started`]);
    expect(await drain()).toEqual([]);
  });

  it('are sent by one process at a time, each once', async () => {
    const runs = [await startedRun(), await startedRun(), await startedRun()];
    for (const runId of runs) {
      await runStore.transition({ runId, attempt: 1 }, ['running'], { to: 'success' });
    }
    const other = await fresh.openAgain();
    const [mine, theirs] = await Promise.all([drain(), drain(other)]);
    const rest = await drain();
    const expected = runs.flatMap((runId) => [`${runId} started`, `${runId} ended`]);
    expect([...mine, ...theirs, ...rest].toSorted()).toEqual(expected.toSorted());
  });

  it('are not of runs that never started; each sink has its own', async () => {
    const runId = await createRun(fresh, await createPipeline(fresh));
    await runStore.requestCancel(runId);
    expect(await drain()).toEqual([]);
    expect(await runReports.sendReports('traces', async () => undefined)).toBeGreaterThan(0);
  });
});
