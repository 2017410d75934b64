import { createServer } from 'node:net';
import { chooseFreePort } from '@ai-etl/local';

/**
 * A port of the loopback that nobody listens on right now, and that no outgoing connection is given
 * before it is used. A given one rejects when it is taken.
 */
export function freePort(wanted?: number): Promise<number> {
  if (wanted === undefined) return chooseFreePort();
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(wanted)));
  });
}
