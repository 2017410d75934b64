import pg from 'pg';

/** Type bytes of backend messages. https://www.postgresql.org/docs/current/protocol-message-formats.html */
export const messageTypes = {
  error: 0x45,
  commandComplete: 0x43,
  readyForQuery: 0x5a,
} as const;

/**
 * Parse, Bind, Execute and Sync for one statement without parameters. The extended protocol takes
 * exactly one statement, so text that slips out of its parentheses is refused by the server.
 */
export function executeMessages(sql: string): Buffer {
  const zero16 = Buffer.alloc(2);
  const end = Buffer.alloc(1);
  return Buffer.concat([
    message('P', Buffer.concat([end, Buffer.from(sql, 'utf8'), end, zero16])),
    message('B', Buffer.concat([end, end, zero16, zero16, zero16])),
    message('E', Buffer.concat([end, Buffer.alloc(4)])),
    message('S', Buffer.alloc(0)),
  ]);
}

/** ErrorResponse as pg would report it. */
export function parseErrorFields(body: Buffer): pg.DatabaseError {
  const fields = new Map<string, string>();
  for (const field of body.toString('utf8').split('\0')) {
    if (field !== '') fields.set(field.slice(0, 1), field.slice(1));
  }
  const error = new pg.DatabaseError(fields.get('M') ?? 'unknown error', body.length, 'error');
  const code = fields.get('C');
  if (code !== undefined) error.code = code;
  return error;
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
