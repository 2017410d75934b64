import type { FastifyInstance } from 'fastify';
import { AiEtlError } from '@ai-etl/core';
import type { Config } from '../config.ts';

/** Opens the socket; answers the address. Throws CONFIGURATION_INVALID when it cannot be had. */
export async function listen(
  app: Pick<FastifyInstance, 'listen'>,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw explain(error, host, port);
  }
}

function explain(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another process. Stop that one, or choose another with --port or PORT.`,
    EACCES: `Port ${port} may not be used by this user. Choose one above 1023 with --port or PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`,
    ENOTFOUND: `HOST ${host} is not a known name. Set it to an address such as 127.0.0.1 or 0.0.0.0.`,
  };
  const reason = reasons[String(code)];
  return reason === undefined
    ? error
    : new AiEtlError('CONFIGURATION_INVALID', reason, { cause: error });
}
