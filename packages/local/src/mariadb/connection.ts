import { createConnection, type Connection } from 'mysql2/promise';
import { LOOPBACK } from '../process/port.ts';
import { MARIADB_USER } from './data-directory.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** Runs one action on a fresh connection of the account that may do everything, and closes it. */
export async function withMariadb<T>(
  server: { readonly port: number; readonly password: string },
  action: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await createConnection({
    host: LOOPBACK,
    port: server.port,
    user: MARIADB_USER,
    password: server.password,
    connectTimeout: CONNECT_TIMEOUT_MS,
  });
  try {
    return await action(connection);
  } finally {
    connection.destroy();
  }
}
