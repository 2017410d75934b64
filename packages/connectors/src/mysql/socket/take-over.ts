import type { Socket } from 'node:net';
import type { MysqlConnection } from '../connect.ts';
import { socketOf } from '../connect.ts';

/** A connection's socket in our hands: the driver sees nothing of what arrives. */
export interface TakenSocket {
  readonly socket: Socket;
  /** Gives it back to the driver; only when the server has answered completely. */
  giveBack(): void;
}

/** What is to be told while the socket is ours. */
export interface SocketEvents {
  data(chunk: Buffer): void;
  /** It failed or was closed by the server. */
  broken(cause: unknown): void;
}

/** Takes the socket of a connection that has no statement at work. */
export function takeOver(connection: MysqlConnection, events: SocketEvents): TakenSocket {
  const socket = socketOf(connection);
  const driverListeners = socket.listeners('data').filter(isDataListener);
  socket.removeAllListeners('data');
  socket.on('data', events.data);
  socket.on('error', events.broken);
  socket.on('close', events.broken);
  return {
    socket,
    giveBack: () => {
      socket.off('data', events.data);
      socket.off('error', events.broken);
      socket.off('close', events.broken);
      for (const listener of driverListeners) socket.on('data', listener);
      socket.resume();
    },
  };
}

function isDataListener(listener: unknown): listener is (chunk: Buffer) => void {
  return typeof listener === 'function';
}
