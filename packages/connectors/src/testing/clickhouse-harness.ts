import { createClient } from '@clickhouse/client';
import { acquireTestServers } from '@ai-etl/local';
import { z } from 'zod';
import { clickhouse } from '../clickhouse/connector.ts';
import { quoteName, quoteText } from '../clickhouse/quote.ts';
import { clickhouseSettingsFromUrl } from '../clickhouse/settings.ts';
import type { ContractDatabase, ContractHarness } from '../kit/contract/harness.ts';
import { hostileTexts } from '../kit/contract/hostile.ts';
import { clickhouseSamples } from './clickhouse-samples.ts';

/** The local ClickHouse, reached through the official client besides the connector. */
export const clickhouseHarness: ContractHarness = {
  connector: clickhouse,
  samples: [
    ...clickhouseSamples,
    {
      native: 'String',
      logical: 'text',
      values: hostileTexts.map((text) => [quoteText(text), text] as const),
    },
  ],
  words: {
    quote: quoteName,
    text: quoteText,
    types: { int64: 'Nullable(Int64)', text: 'Nullable(String)' },
    // Its tables are files: 255 bytes, shared with database and uuid, three for each byte of ü.
    longestName: 60,
    createTable: (name, columns, key = []) => {
      const list = columns.map((one) => {
        const native = key.includes(one.name) ? 'Int64' : one.native;
        return `${quoteName(one.name)} ${native}`;
      });
      const order = key.length === 0 ? 'tuple()' : `(${key.map(quoteName).join(', ')})`;
      return `CREATE TABLE ${name} (${list.join(', ')}) ENGINE = MergeTree ORDER BY ${order}`;
    },
    endless: (marker) => `SELECT toInt64(number) AS n FROM system.numbers /* ${marker} */`,
    comment: (table, column, text) => [
      `ALTER TABLE ${table} MODIFY COMMENT ${quoteText(text)}`,
      `ALTER TABLE ${table} COMMENT COLUMN ${column} ${quoteText(text)}`,
    ],
    failing: 'SELECT toInt64(number) + throwIf(number = 500000) AS n FROM numbers(1000000)',
    count: (rows) => `SELECT toInt64(number + 1) AS n FROM numbers(${rows})`,
  },
  createDatabase,
};

const Compact = z.object({ data: z.array(z.array(z.string().nullable())) });

async function createDatabase(): Promise<ContractDatabase> {
  const servers = await acquireTestServers();
  const database = await servers.clickhouse.createDatabase();
  const { url, user, password } = database;
  const client = createClient({
    url,
    username: user,
    password,
    database: database.database,
    log: { level: 127 },
  });
  const rows = async (query: string): Promise<readonly (readonly (string | null)[])[]> => {
    const texts = `SELECT * APPLY(x -> if(isNull(x), NULL, toString(x))) FROM (${query}\n)`;
    const result = await client.query({ query: texts, format: 'JSONCompact' });
    return Compact.parse(await result.json()).data;
  };
  const at = (marker: string): string =>
    // A statement that is answered can still be listed for a moment.
    `position(query, ${quoteText(marker)}) > 0 AND position(query, 'system.processes') = 0
       AND query_kind NOT IN ('Create', 'Describe')`;
  return {
    settings: {
      ...clickhouseSettingsFromUrl(url),
      user,
      password,
      database: database.database,
    },
    schema: database.database,
    rows,
    execute: async (query) => {
      await client.command({ query });
    },
    running: async (marker) =>
      Number((await rows(`SELECT count() FROM system.processes WHERE ${at(marker)}`))[0]?.[0]),
    kill: async (marker) => {
      await client.command({
        query: `KILL QUERY WHERE ${at(marker)} AND position(query, 'KILL QUERY') = 0 ASYNC`,
      });
    },
    drop: async () => {
      await client.close();
      await database.drop();
    },
  };
}
