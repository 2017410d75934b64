import { AiEtlError } from '@ai-etl/core';

export interface ClickHouseAddress {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Asks ClickHouse; answers the fields of each row. */
export type AskClickHouse = (sql: string) => Promise<readonly (readonly string[])[]>;

const timeoutMs = 20_000;

/** `address` is a function: a server that was killed may come back elsewhere. */
export function askerOf(address: () => ClickHouseAddress): AskClickHouse {
  return async (sql) => {
    const text = await tellClickHouse(address(), `${sql} FORMAT TabSeparated`);
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));
  };
}

/** Sends a statement, and with an INSERT its rows; answers the text that comes back. */
export async function tellClickHouse(
  { url, user, password, database }: ClickHouseAddress,
  sql: string,
  rows?: string,
): Promise<string> {
  const asked = rows === undefined ? '' : `&query=${encodeURIComponent(sql)}`;
  const response = await fetch(`${url}/?database=${database}${asked}`, {
    method: 'POST',
    body: rows ?? sql,
    headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (!response.ok) throw new AiEtlError('QUERY_FAILED', text.slice(0, 500));
  return text;
}
