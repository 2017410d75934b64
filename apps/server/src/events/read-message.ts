import type { RawData } from 'ws';
import { AiEtlError } from '@ai-etl/core';
import { validationError } from '../http/request-validation.ts';
import { ClientMessage } from './socket-messages.ts';

/** Null: it was binary. */
export type ClientMessageText = string | null;

/** The text of a frame, however the library cut it. */
export function textOf(data: RawData): string {
  return Array.isArray(data)
    ? Buffer.concat(data).toString()
    : Buffer.from(new Uint8Array(data)).toString();
}

/** A message of a client, or why it is none. */
export function parseMessage(text: ClientMessageText): ClientMessage | AiEtlError {
  let json: unknown;
  try {
    json = text === null ? undefined : JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = ClientMessage.safeParse(json);
  return parsed.success ? parsed.data : validationError(parsed.error, 'message');
}

/** Whether a message says who the client is. */
export function isAuthentication(message: ClientMessage | AiEtlError): boolean {
  return 'type' in message && (message.type === 'auth' || message.type === 'auth_ticket');
}

/** So that a client can tell which of its messages an error answers. */
export function aboutOf(message: ClientMessage | AiEtlError): object {
  if (message instanceof AiEtlError || !('channel' in message)) return {};
  return { channel: message.channel, id: message.id };
}
