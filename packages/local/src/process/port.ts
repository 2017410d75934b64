import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** Whether nobody listens on this loopback port right now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await bindBriefly(port)) !== undefined;
}

/** A loopback port that is free at this moment, chosen by the system. */
export async function chooseFreePort(): Promise<number> {
  const port = await bindBriefly(0);
  return port ?? chooseFreePort();
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
