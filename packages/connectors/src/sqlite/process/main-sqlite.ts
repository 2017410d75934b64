import { parseRequest, type AnswerBody } from './protocol.ts';
import { SqliteHost } from './sqlite-host.ts';

/**
 * The process that hosts SQLite, which works synchronously. It is started by SqliteProcess with an IPC
 * channel and lives as long as that channel.
 */
const host = new SqliteHost();
let queue = Promise.resolve();

process.on('message', (message) => {
  const request = parseRequest(message);
  if (request.op === 'open') process.title = `${request.label} (sqlite)`;
  // One after the other, whatever one waits for.
  queue = queue.then(async () => send(request.id, await host.answer(request)));
});

// An open transaction is rolled back: by SQLite now, or by whoever opens the file next.
process.on('disconnect', () => process.exit());

function send(id: number, body: AnswerBody): void {
  if (process.connected) process.send?.({ id, ...body });
}
