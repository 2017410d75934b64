/** First byte of a packet of MySQL's client/server protocol, where it says what the packet is. */
export const packetKinds = { ok: 0x00, localInfile: 0xfb, eof: 0xfe, error: 0xff } as const;

/** A packet of this length is continued by the next. */
export const LONGEST_PACKET = 0xff_ff_ff;

const QUERY = 0x03;

/** A COM_QUERY packet. */
export function queryPacket(sql: string): Buffer {
  const text = Buffer.from(sql);
  return Buffer.concat([packetHeader(text.length + 1, 0), Buffer.from([QUERY]), text]);
}

/** Length and sequence number in front of each packet. */
export function packetHeader(length: number, sequence: number): Buffer {
  const header = Buffer.allocUnsafe(4);
  header.writeUIntLE(length, 0, 3);
  header.writeUInt8(sequence % 256, 3);
  return header;
}

/** An ERR packet as an error of the same shape as the driver's. */
export function parseErrorPacket(body: Buffer): Error {
  const errno = body.readUInt16LE(1);
  // `#` and five letters; absent in errors before the handshake.
  const sqlState = body[3] === 0x23 ? body.toString('latin1', 4, 9) : 'HY000';
  const message = body.toString('utf8', body[3] === 0x23 ? 9 : 3);
  return Object.assign(new Error(message), { errno, sqlState });
}

/** What an OK packet says of a statement. */
export function parseOkPacket(body: Buffer): { readonly rows: bigint; readonly warnings: number } {
  const rows = lengthEncoded(body, 1);
  const insertId = lengthEncoded(body, rows.next);
  return { rows: rows.value, warnings: body.readUInt16LE(insertId.next + 2) };
}

function lengthEncoded(
  body: Buffer,
  at: number,
): { readonly value: bigint; readonly next: number } {
  const first = body.readUInt8(at);
  switch (first) {
    case 0xfc:
      return { value: BigInt(body.readUInt16LE(at + 1)), next: at + 3 };
    case 0xfd:
      return { value: BigInt(body.readUIntLE(at + 1, 3)), next: at + 4 };
    case 0xfe:
      return { value: body.readBigUInt64LE(at + 1), next: at + 9 };
    default:
      return { value: BigInt(first), next: at + 1 };
  }
}
