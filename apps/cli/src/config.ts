import { homedir } from 'node:os';
import { join } from 'node:path';

/** Everything the environment may say; docs/guides/cli.md has the table. */
export interface CliConfig {
  /** Null: what the login was for, else a server on this machine. */
  readonly baseUrl: string | null;
  /** Wins over a stored login. */
  readonly apiKey: string | null;
  /** Where logins are kept. */
  readonly folder: string;
  /** NO_COLOR, or a terminal that has none. */
  readonly plain: boolean;
}

/** A server that `npm start` runs. */
export const localServer = 'http://localhost:8000';

export function readConfig(environment: NodeJS.ProcessEnv = process.env): CliConfig {
  const text = (name: string): string | null => environment[name]?.trim() || null;
  return {
    baseUrl: text('AI_ETL_BASE_URL'),
    apiKey: text('AI_ETL_API_KEY'),
    folder: join(text('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'ai-etl'),
    plain: text('NO_COLOR') !== null || environment['TERM'] === 'dumb',
  };
}
