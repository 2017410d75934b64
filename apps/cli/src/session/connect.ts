import { AIETLClient, type ClientOptions } from '@ai-etl/sdk';
import { localServer, type CliConfig } from '../config.ts';
import { exitCodes } from '../exit-codes.ts';
import { CommandError } from '../usage-error.ts';
import { loginFile, type LoginFile } from './token-file.ts';

/** Which server, and who one is there. */
export interface Connection {
  readonly server: string;
  readonly logins: LoginFile;
  /** Without credentials: for logging in. */
  anonymous(): AIETLClient;
  /** With the API key or the stored login; throws CommandError when there is neither. */
  client(): Promise<AIETLClient>;
  /** With the stored login, whatever key there is. */
  storedClient(): AIETLClient;
}

/** `--base-url`, else AI_ETL_BASE_URL, else the server logged in to last, else this machine's. */
export async function openConnection(
  config: CliConfig,
  { baseUrl, version }: { readonly baseUrl: string | undefined; readonly version: string },
): Promise<Connection> {
  const logins = loginFile(config.folder);
  const server = serverOf(
    baseUrl ?? config.baseUrl ?? (await logins.currentServer()) ?? localServer,
  );
  const options: ClientOptions = { baseUrl: server, userAgent: `ai-etl-cli/${version}` };
  const storedClient = () => new AIETLClient({ ...options, tokenStore: logins.storeFor(server) });
  return {
    server,
    logins,
    anonymous: () => new AIETLClient(options),
    client: async () => {
      if (config.apiKey !== null) return new AIETLClient({ ...options, apiKey: config.apiKey });
      if ((await logins.find(server)) === null) {
        throw new CommandError(
          exitCodes.notAllowed,
          `You are not logged in to ${server}. Run "ai-etl login", or set AI_ETL_API_KEY.`,
        );
      }
      return storedClient();
    },
    storedClient,
  };
}

/** One form for each address, so that a login is found again: no slash, no /api/v1. */
function serverOf(address: string): string {
  return address
    .trim()
    .replace(/\/+$/, '')
    .replace(/\/api\/v1$/, '')
    .replace(/\/+$/, '');
}
