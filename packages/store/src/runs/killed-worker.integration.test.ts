import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { createPipeline, createRun, eventually } from '../testing/fresh-store.ts';

/** Far longer than a busy machine may keep a worker from beating; tests do not wait for its end. */
const leaseMs = 120_000;
const beatMs = 100;
const program = fileURLToPath(new URL('../testing/lease-holder.ts', import.meta.url));

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

await describeStore('a worker process that is killed', (fresh) => {
  const { runStore } = fresh.store;

  /** Starts one and answers its lines, so that a test can wait for what it says. */
  const startWorker = () => {
    const [key] = fresh.secretKeys.keys;
    const keyHex = Buffer.from(key?.key ?? []).toString('hex');
    const args = [program, fresh.databaseUrl, key?.id ?? '', keyHex, `${leaseMs}`, `${beatMs}`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, nextLine: async (): Promise<unknown> => (await lines.next()).value };
  };

  let database: Client;
  beforeAll(async () => {
    database = new Client({ connectionString: fresh.databaseUrl });
    await database.connect();
  });
  afterAll(() => database.end());

  const leaseEnd = async (runId: string): Promise<number> => {
    const { rows } = await database.query<{ at: Date }>(
      'select lease_until as at from ai_etl.runs where id = $1',
      [runId],
    );
    return rows[0]?.at.getTime() ?? expect.fail('the run is there');
  };

  it('loses its run to another one when its lease ends, not while it lives', async () => {
    const worker = startWorker();
    expect(await worker.nextLine()).toBe('ready');
    const runId = await createRun(fresh, await createPipeline(fresh));
    expect(await worker.nextLine()).toBe(runId);

    const rival = () => runStore.claimRun(runId, { workerId: 'rival', leaseMs: 60_000 });
    const first = await leaseEnd(runId);
    expect(await rival()).toBeNull();
    await eventually(async () => (await leaseEnd(runId)) > first);
    expect(await rival()).toBeNull();
    await kill(worker.child);
    expect(await rival()).toBeNull();

    await database.query('update ai_etl.runs set lease_until = clock_timestamp() where id = $1', [
      runId,
    ]);
    const next = await eventually(async () => {
      const workable = await runStore.findWorkable(10);
      return workable.includes(runId)
        ? runStore.claimRun(runId, { workerId: 'heir', leaseMs: 60_000 })
        : null;
    });
    expect(next).toMatchObject({ run: { id: runId, attempt: 2 }, lostAttempts: 1 });
    const ghost = { runId, attempt: 1 };
    expect(await runStore.heartbeat(ghost, leaseMs, null)).toBe('lost');
    expect(await runStore.transition(ghost, ['running'], { to: 'success' })).toBe(false);
  });

  it('leaves jobs that it had not taken to the others', async () => {
    const doomed = startWorker();
    expect(await doomed.nextLine()).toBe('ready');
    const taken = await createRun(fresh, await createPipeline(fresh));
    expect(await doomed.nextLine()).toBe(taken);
    const left = await createRun(fresh, await createPipeline(fresh));
    await kill(doomed.child);

    const heir = startWorker();
    expect(await heir.nextLine()).toBe('ready');
    expect(await heir.nextLine()).toBe(left);
    await kill(heir.child);
  });
});
