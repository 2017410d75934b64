// The packed SDK against a real server. Plain JavaScript without a module of Node: it runs the
// same in Node, Deno, Bun and a browser. Answers one line for each case.

/** @param {typeof import('@ai-etl/sdk')} sdk */
export async function runSuite(sdk, { baseUrl, email, password }) {
  const results = [];
  for (const [name, work] of Object.entries(casesOf(sdk, { baseUrl, email, password }))) {
    try {
      await work();
      results.push({ name, ok: true });
    } catch (error) {
      results.push({ name, ok: false, why: `${error?.stack ?? error}` });
    }
  }
  return results;
}

function casesOf(sdk, { baseUrl, email, password }) {
  const client = new sdk.AIETLClient({ baseUrl, email, password });
  return {
    'logs in, says who is calling, and lists connectors': async () => {
      const me = await client.auth.me();
      equal(me.user.email, email);
      const types = (await client.connectors.list().toArray()).map((one) => one.type);
      check(types.includes('postgresql') && types.includes('clickhouse'), types);
    },

    'a wrong password is an AuthenticationError': async () => {
      const wrong = new sdk.AIETLClient({ baseUrl, email, password: 'not the password' });
      const error = await failureOf(wrong.connectors.list().toArray());
      check(error instanceof sdk.AuthenticationError, error);
      equal(error.code, 'AUTHENTICATION_REQUIRED');
      equal(error.status, 401);
      check(error.requestId.startsWith('req_'), error.requestId);
    },

    'an API key works until it is revoked': async () => {
      const made = await client.apiKeys.create({ name: 'suite' });
      const byKey = new sdk.AIETLClient({ baseUrl: `${baseUrl}/api/v1/`, apiKey: made.key });
      check((await byKey.connections.list()).items.length >= 2, 'connections');
      await client.apiKeys.revoke(made.api_key_id);
      const error = await until(
        () => failureOf(byKey.connections.list().toArray()),
        (one) => one !== undefined,
      );
      check(error instanceof sdk.AuthenticationError, error);
    },

    'from a sentence to rows, with progress, receipt and log': async () => {
      const pipeline = await client.pipelines.generate({
        description: 'Copy the stores and categories tables from PostgreSQL to ClickHouse',
      });
      equal(pipeline.questions.length, 0);
      equal(pipeline.data.validation.status, 'passed');
      const deployed = await pipeline.deploy({ schedule: '0 2 * * *' });
      equal(deployed.next_runs.length, 5);
      const run = await pipeline.run();
      const seen = [];
      await run.wait({ onProgress: (progress) => seen.push(progress) });
      equal(run.status, 'success');
      equal(await run.getStatus(), 'success');
      equal(seen.at(-1).percent, 100);
      equal(run.receipt.source_rows, run.receipt.loaded_rows);
      equal(run.receipt.checksums_match, true);
      check(run.tasks.length > 0, 'tasks');
      const lines = [];
      for await (const line of run.logs({ follow: true })) lines.push(line.message);
      check(lines.at(-1).startsWith('Success'), lines.at(-1));
      equal((await pipeline.status()).status, 'success');
      check((await pipeline.pause()).paused === true, 'paused');
      check((await pipeline.resume()).paused === false, 'resumed');
      equal((await pipeline.runs().toArray()).length, 1);
      const everywhere = { pipeline_id: pipeline.id, status: 'success', per_page: 1 };
      const ended = await client.runs.list(everywhere).toArray();
      equal(ended.map((one) => one.id).join(), run.id);
      await pipeline.delete();
      check((await failureOf(pipeline.refresh())) instanceof sdk.NotFoundError, 'deleted');
    },

    'tells how to log in, names a connector, changes a connection, recommends storage':
      async () => {
        equal((await new sdk.AIETLClient({ baseUrl }).auth.methods()).password, true);
        equal((await client.connectors.get('clickhouse')).type, 'clickhouse');
        const made = await client.connectors.configure({
          description: 'Connect to our PostgreSQL',
          hints: { host: '127.0.0.1', database: 'nothing' },
        });
        const renamed = await client.connections.update(made.connector_id, { name: 'Suite' });
        equal(renamed.name, 'Suite');
        await client.connections.delete(made.connector_id);
        const gone = await failureOf(client.connections.get(made.connector_id));
        check(gone instanceof sdk.NotFoundError, gone);
        const advice = await client.storage.recommend({
          data_profile: { size_gb: 500, growth_rate: '10GB/month', query_types: ['analytical'] },
        });
        check(advice.rules.length > 0 && advice.monthly_cost > 0, JSON.stringify(advice));
      },

    'hears of a run as it happens': async () => {
      const pipeline = await client.pipelines.generate({
        description: 'Copy the stores table from PostgreSQL to ClickHouse',
      });
      const stopping = new AbortController();
      const late = setTimeout(() => stopping.abort(), 30_000);
      const types = [];
      const events = client.events.stream(
        { pipeline_id: pipeline.id },
        { signal: stopping.signal },
      );
      const first = events.next();
      // The stream begins with what happens from now on, so the run is asked for until it is heard of.
      const noticed = first.then(() => true);
      for (let heard = false; !heard;) {
        await (await pipeline.run()).wait({ signal: stopping.signal });
        const later = new Promise((resolve) => setTimeout(() => resolve(false), 200));
        heard = await Promise.race([noticed, later]);
      }
      types.push((await first).value.type);
      for await (const event of events) {
        types.push(event.type);
        if (event.type === 'pipeline.completed') break;
      }
      clearTimeout(late);
      check(types.at(-1) === 'pipeline.completed', types);
      await pipeline.delete();
    },

    'a sentence in doubt asks, and is settled by an answer': async () => {
      const draft = await client.pipelines.generate({ description: 'Copy the stores table' });
      check(draft.questions.length > 0, 'questions');
      const error = await failureOf(draft.deploy());
      check(error instanceof sdk.ValidationError, error);
      check(error.details.length > 0, 'details');
      let settled = draft;
      for (let round = 0; round < 5 && settled.questions.length > 0; round++) {
        const answers = {};
        for (const { id, choices, question } of settled.questions) {
          const wanted = choices.find((one) => /clickhouse|warehouse/i.test(JSON.stringify(one)));
          const other = choices.find((one) => /sales|postgres/i.test(JSON.stringify(one)));
          answers[id] = (/from|source/i.test(question) ? other : wanted).value;
        }
        settled = await settled.clarify(answers);
      }
      equal(settled.questions.length, 0);
      await settled.delete();
    },

    'failures are typed and say which field': async () => {
      check((await failureOf(client.pipelines.get('pipe_none'))) instanceof sdk.NotFoundError, 404);
      const pipeline = await client.pipelines.generate({
        description: 'Copy the stores table from PostgreSQL to ClickHouse',
      });
      const error = await failureOf(pipeline.deploy({ schedule: 'every now and then' }));
      check(error instanceof sdk.ValidationError, error);
      equal(error.details[0].field, 'schedule');
      // A key belongs to its caller and route, so each pipeline has its own.
      const idempotencyKey = `suite-${pipeline.id}`;
      const first = await pipeline.run({}, { idempotencyKey });
      const second = await pipeline.run({}, { idempotencyKey });
      equal(first.id, second.id);
      await first.wait();
      check((await failureOf(first.cancel())) instanceof sdk.ConflictError, 'ended already');
      await pipeline.delete();
    },

    'a list is read page by page': async () => {
      const ids = [];
      for await (const one of client.connections.list({ per_page: 1 })) ids.push(one.connection_id);
      const page = await client.connections.list({ per_page: 1 });
      equal(page.total, ids.length);
      equal(new Set(ids).size, ids.length);
    },

    'a signal stops a request': async () => {
      const stopping = new AbortController();
      const waiting = failureOf(client.connectors.list({}, { signal: stopping.signal }).toArray());
      stopping.abort();
      equal((await waiting).name, 'AbortError');
    },

    'a webhook of the contract is verified': async () => {
      const payload = {
        event: 'pipeline.completed',
        timestamp: '2024-01-26T10:15:00Z',
        data: {
          pipeline_id: 'pipe_456',
          run_id: 'run_789',
          status: 'success',
          duration_seconds: 120,
        },
        signature: 'sha256=17acc17b24e273aa4bf2d75195107e36d78a4a69039805068181ea5a4a35351a',
      };
      const event = await sdk.verifyWebhook(JSON.stringify(payload), {}, 'webhook_secret_key');
      equal(event.data.run_id, 'run_789');
      const altered = JSON.stringify(payload).replace('success', 'failed');
      const error = await failureOf(sdk.verifyWebhook(altered, {}, 'webhook_secret_key'));
      check(error instanceof sdk.WebhookVerificationError, error);
    },
  };
}

function check(condition, about) {
  if (!condition) throw new Error(`not as expected: ${String(about)}`);
}

function equal(actual, expected) {
  if (actual !== expected) {
    throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }
}

function failureOf(work) {
  return work.then(
    () => undefined,
    (error) => error,
  );
}

/** Other API processes hear of a revocation within two seconds. */
async function until(look, good) {
  const end = Date.now() + 10_000;
  for (;;) {
    const value = await look();
    if (good(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
