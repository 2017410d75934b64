import { parseRequest, type AnswerBody } from './protocol.ts';
import { SqliteHost } from './sqlite-host.ts';

/**
 * The process that hosts SQLite, which works synchronously. It is started by SqliteProcess with an IPC
 * channel and lives as long as that channel.
 */
const host = new SqliteHost();

process.on('message', (message) => {
  const request = parseRequest(message);
  if (request.op === 'open') process.title = `${request.label} (sqlite)`;
  send(request.id, host.answer(request));
});

// An open transaction is rolled back: by SQLite now, or by whoever opens the file next.
process.on('disconnect', () => process.exit());

function send(id: number, body: AnswerBody): void {
  if (process.connected) process.send?.({ id, ...body });
}
