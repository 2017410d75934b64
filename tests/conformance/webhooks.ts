import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { canonicalJson } from '@ai-etl/core';
import { differs, unless } from './checks.ts';
import { parseJson, type Block } from './contract-document.ts';
import { at, textAt } from './http-client.ts';
import type { World } from './world.ts';

const deliveredWithinMs = 60_000;

/** Runs a pipeline with a webhook on it: what arrives is the contract's payload, signed. */
export async function checkWebhooks(
  world: World,
  { blocks, pipelineId }: { readonly blocks: readonly Block[]; readonly pipelineId: string },
): Promise<void> {
  const { checks, admin } = world;
  await checks.group('webhook payload', async () => {
    const secret = `conformance_${randomBytes(16).toString('hex')}`;
    const receiver = await startReceiver();
    try {
      const created = await admin({
        method: 'POST',
        path: '/api/v1/webhooks',
        body: { url: receiver.url, events: ['pipeline.completed', 'pipeline.failed'], secret },
      });
      checks.check('POST /webhooks', unless(created.status === 201, JSON.stringify(created.body)));
      const run = await admin({
        method: 'POST',
        path: `/api/v1/pipelines/${pipelineId}:run`,
        body: { async: false },
      });
      checks.check('the run', differs(at(run.body, 'status'), 'success'));
      const runId = textAt(run.body, 'run_id');
      const { payload } = await receiver.next(
        (one) => textAt(one.payload, 'data.run_id') === runId,
      );
      const shown = parseJson(
        blocks.find((one) => one.headings.at(-1) === 'Webhook Payload')?.text ?? '{}',
      );
      checks.check('its fields', differs(keysOf(payload), keysOf(shown)));
      const lacking = keysOf(at(shown, 'data')).filter(
        (key) => at(payload, `data.${key}`) === undefined,
      );
      checks.check('its data', differs(lacking, []));
      checks.check('its event', differs(at(payload, 'event'), 'pipeline.completed'));
      checks.check('its status', differs(at(payload, 'data.status'), 'success'));
      checks.check(
        'its timestamp is RFC 3339 in UTC',
        unless(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(textAt(payload, 'timestamp')),
          'no',
        ),
      );
      checks.check('its signature', differs(at(payload, 'signature'), sign(payload, secret)));
    } finally {
      await receiver.stop();
    }
  });
}

function sign(payload: unknown, secret: string): string {
  const unsigned = { ...(typeof payload === 'object' ? payload : {}), signature: undefined };
  const text = canonicalJson(JSON.parse(JSON.stringify(unsigned)));
  return `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).sort() : [];
}

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly payload: unknown;
}

/** An endpoint on the loopback that keeps what is sent to it. */
export async function startReceiver() {
  const kept: Delivery[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      kept.push({ headers: request.headers, payload: JSON.parse(text) });
      for (const look of waiting) look();
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    next: (wanted: (one: Delivery) => boolean): Promise<Delivery> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new DOMException('no delivery came', 'TimeoutError')),
          deliveredWithinMs,
        );
        const look = (): void => {
          const found = kept.find(wanted);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
