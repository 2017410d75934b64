import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Installation } from './installation.ts';
import type { LoggedEvent, TrueRun } from './judge-events.ts';

/** An attempt that died with its worker is made again after half a minute; some more to be sure. */
const settledWithinMs = 120_000;

/** Runs and events of the whole installation, once every event is sequenced and every delivery made. */
export async function readEvents({ servers }: Installation): Promise<{
  readonly runs: readonly TrueRun[];
  readonly events: readonly LoggedEvent[];
}> {
  const client = new Client({ connectionString: servers.postgres.url });
  await client.connect();
  try {
    const until = Date.now() + settledWithinMs;
    while (Date.now() < until && (await hasWork(client))) await pause(250);
    const runs = await client.query<TrueRun>(
      `SELECT id, pipeline_id AS "pipelineId", status, started_at IS NOT NULL AS started
       FROM ai_etl.runs ORDER BY seq`,
    );
    const events = await client.query<LoggedEvent>(
      `SELECT id, type, run_id AS "runId", pipeline_id AS "pipelineId"
       FROM ai_etl.events WHERE run_id IS NOT NULL ORDER BY position`,
    );
    return { runs: runs.rows, events: events.rows };
  } finally {
    await client.end();
  }
}

async function hasWork(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ busy: boolean }>(
    `SELECT EXISTS (SELECT FROM ai_etl.event_inbox)
       OR EXISTS (SELECT FROM ai_etl.webhook_deliveries WHERE status = 'pending') AS busy`,
  );
  return rows[0]?.busy === true;
}
