import type { AIETLClient, Pipeline, PipelineDetail } from '@ai-etl/sdk';
import { exitCodes } from '../exit-codes.ts';
import { CommandError } from '../usage-error.ts';

/** A pipeline by id, or by a name that only one has. Throws NotFoundError, CommandError. */
export async function findPipeline(
  client: AIETLClient,
  idOrName: string,
  signal: AbortSignal,
): Promise<Pipeline<PipelineDetail>> {
  if (/^pipe_\w+$/.test(idOrName)) return client.pipelines.get(idOrName, { signal });
  const matches: string[] = [];
  for await (const one of client.pipelines.list({ per_page: 100 }, { signal })) {
    if (one.name === idOrName) matches.push(one.id);
  }
  const [id] = matches;
  if (id === undefined) {
    throw new CommandError(
      exitCodes.notFound,
      `There is no pipeline "${idOrName}". "ai-etl pipelines" lists them.`,
    );
  }
  if (matches.length > 1) {
    throw new CommandError(
      exitCodes.refused,
      `${matches.length} pipelines are named "${idOrName}": give one of ${matches.join(', ')}.`,
    );
  }
  return client.pipelines.get(id, { signal });
}
