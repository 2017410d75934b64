import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { invariant } from '@ai-etl/core';

/** A way to a server that can be cut like a cable. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection; new ones are accepted again. */
  cut(): void;
  close(): Promise<void>;
}

/** Listens on loopback and passes everything on to a server. */
export async function startTcpProxy(host: string, port: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    const pair = [client, upstream] as const;
    for (const socket of pair) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        for (const one of pair) one.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  invariant(typeof address === 'object' && address !== null, 'a TCP server has a port');
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    cut,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
