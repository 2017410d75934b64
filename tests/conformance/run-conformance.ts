import { startLocalServers } from '@ai-etl/local';
import { startInstallation } from '../installation/start-installation.ts';
import { makeChecks, type Checks } from './checks.ts';
import { readContract } from './contract-document.ts';
import { checkErrors } from './errors.ts';
import { checkExamples } from './examples.ts';
import { caller } from './http-client.ts';
import { checkOpenApi } from './openapi-quality.ts';
import { readOpenApi } from './openapi-document.ts';
import { checkPagination } from './pagination.ts';
import { checkWebhooks } from './webhooks.ts';
import { openWorld } from './world.ts';

export interface ConformanceOptions {
  readonly home: string;
  /** Text of the contract. */
  readonly contract: string;
  readonly say: (line: string) => void;
}

/** Starts an installation below `home`, checks the whole contract on it, and stops it. */
export async function runConformance(
  options: ConformanceOptions,
): Promise<Pick<Checks, 'count' | 'failures'>> {
  const { home, contract, say } = options;
  say(`Starting an installation in ${home} …`);
  const installation = await startInstallation({
    home,
    flags: ['--sample'],
    env: {
      AI_ETL_SAMPLE_ROWS: '20000',
      AI_ETL_RATE_LIMIT: '10000000/1000000',
      AI_ETL_WEBHOOK_ALLOW: 'private',
    },
  });
  try {
    const checks = makeChecks(say);
    const document = await caller(installation.origin, null)({ path: '/openapi.json' });
    const world = await openWorld({ installation, checks, openapi: readOpenApi(document.body) });
    const blocks = readContract();
    await checkOpenApi(world);
    const { pipelineId } = await checkExamples(world, blocks);
    await checkWebhooks(world, { blocks, pipelineId });
    const servers = await startLocalServers({ home });
    try {
      await checkErrors(world, { contract, pipelineId, databaseUrl: servers.postgres.url });
    } finally {
      // Whoever gives back the last lease stops them: without this they would outlive us.
      await servers.stop();
    }
    await checkPagination(world);
    return checks;
  } finally {
    await installation.stop();
  }
}
