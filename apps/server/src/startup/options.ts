import { parseArgs } from 'node:util';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { readConfig, type Config } from '../config.ts';
import { commandUsage } from './commands.ts';

export const usage = `npm start -- [options]
  --api           only the API process
  --worker        only a worker process; any number may run against one DATABASE_URL
  --sample        make the sample database "sales" and a connection to it
  --port N        port of the API (default 8000, or PORT)
  --help
or, instead of starting:
${commandUsage}
Configuration by environment: see docs/guides/run-it.md.`;

export interface StartOptions {
  readonly config: Config;
  readonly api: boolean;
  readonly worker: boolean;
}

/** Flags win over the environment. Null: help was asked for. Throws CONFIGURATION_INVALID. */
export function readStartOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): StartOptions | null {
  const flags = readFlags(args);
  if (flags.help) return null;
  const config = readConfig({
    ...environment,
    ...(flags.port === undefined ? {} : { PORT: flags.port }),
    ...(flags.sample ? { AI_ETL_SAMPLE: '1' } : {}),
  });
  const both = flags.api === flags.worker;
  return { config, api: both || flags.api, worker: both || flags.worker };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        api: { type: 'boolean', default: false },
        worker: { type: 'boolean', default: false },
        sample: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new AiEtlError('CONFIGURATION_INVALID', `${messageOf(error)}\n\n${usage}`, {
      cause: error,
    });
  }
}
