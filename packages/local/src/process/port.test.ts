import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseFreePort, isPortFree, isPortFreeWithin } from './port.ts';

const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

describe('ports', () => {
  it('chooses a free port that no outgoing connection is given', async () => {
    const port = await chooseFreePort();
    expect(port).toBeLessThan(32_768);
    expect(port).toBeGreaterThan(1024);
    expect(await isPortFree(port)).toBe(true);
  });

  it('waits for a port whose owner is still letting go', async () => {
    const port = await chooseFreePort();
    const owner = await listenOn(port);
    const waiting = isPortFreeWithin(port, 10_000);
    owner.close();
    expect(await waiting).toBe(true);
  });

  it('gives up on a port that stays taken', async () => {
    const port = await chooseFreePort();
    await listenOn(port);
    expect(await isPortFreeWithin(port, 100)).toBe(false);
  });
});
