import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { pollUntil } from './pause.ts';

export const LOOPBACK = '127.0.0.1';

/** Whether nobody listens on this loopback port right now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await bindBriefly(port)) !== undefined;
}

/**
 * Below what systems give to outgoing connections (Linux: 32768 and up; others: 49152). A port of
 * that range can be taken by any client while its server is down for a moment, the connecting
 * client's own socket included, and then the server could not come back where it is known.
 */
const lowest = 20_000;
const highest = 32_000;
const tries = 100;

/** A loopback port that is free at this moment, and likely to be free again after a crash. */
export async function chooseFreePort(): Promise<number> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const port = await bindBriefly(randomInt(lowest, highest));
    if (port !== undefined) return port;
  }
  return (await bindBriefly(0)) ?? chooseFreePort();
}

/**
 * Whether the port is free now or within `timeoutMs`. A killed process with many threads counts as
 * dead before the last of them has let go of its sockets.
 */
export async function isPortFreeWithin(port: number, timeoutMs: number): Promise<boolean> {
  const free = await pollUntil(async () => ((await isPortFree(port)) ? true : undefined), {
    timeoutMs,
    everyMs: 50,
  });
  return free === true;
}

async function bindBriefly(port: number): Promise<number | undefined> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      const bound = address !== null && typeof address === 'object' ? address.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}
