import { rmSync } from 'node:fs';
import { DuckDbHost } from './duckdb-host.ts';
import type { AnswerBody, Request } from './protocol.ts';

/**
 * The process that hosts DuckDB. It is started by DuckProcess with an IPC channel and lives as
 * long as that channel: when the worker is gone, so are this process and its private directory.
 */
const host = new DuckDbHost();
let privateDirectory: string | undefined;

process.on('message', (message) => {
  if (!isRequest(message)) return;
  const request = message;
  if (request.op === 'open') {
    privateDirectory = request.privateDirectory;
    process.title = `${request.label} (duckdb)`;
  }
  void host.answer(request).then((body) => {
    send(request.id, body);
    if (request.op === 'close') process.disconnect();
  });
});

process.on('disconnect', () => {
  if (privateDirectory !== undefined) rmSync(privateDirectory, { recursive: true, force: true });
  // Not exit(): it waits for threads, and one that reads a FIFO would wait for ever.
  process.kill(process.pid, 'SIGKILL');
});

/**
 * The channel has one writer, DuckProcess, whose requests the compiler has checked. Loading zod for a
 * second check would take longer than DuckDB takes to start.
 */
function isRequest(message: unknown): message is Request {
  return typeof message === 'object' && message !== null && 'id' in message && 'op' in message;
}

function send(id: number, body: AnswerBody): void {
  if (process.connected) process.send?.({ id, ...body });
}
