import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { PublicationKey, Schema, Write } from '@ai-etl/core';
import { append, newKey, openLab, stageTable, type Lab } from '../kit/contract/lab.ts';
import { clickhouseHarness } from '../testing/clickhouse-harness.ts';
import { ClickhouseClient, type RunOptions } from './client.ts';
import { ClickhouseLoader } from './loader/loader.ts';
import { parseSettings } from './settings.ts';

const columns: Schema = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 'note', type: { kind: 'text' }, nullable: true },
];
const merge: Write = { mode: 'merge', keys: ['id'], on_delete: 'keep' };
const { signal } = new AbortController();

/** Where a process dies, and what others do right before the swap. */
interface Death {
  readonly at: RegExp;
  readonly when: 'before' | 'after';
  readonly others: string;
}

/** A client whose process dies at a statement: nothing it sends afterwards arrives. */
class DyingClient extends ClickhouseClient {
  death: Death | undefined;
  #isDead = false;

  override async command(query: string, options?: RunOptions): Promise<void> {
    this.#requireLife();
    if (this.death !== undefined && query.startsWith('EXCHANGE')) {
      await lab.database.execute(this.death.others);
    }
    const death = this.death?.at.test(query) === true ? this.death : undefined;
    this.#isDead = death !== undefined;
    if (death?.when !== 'before') await super.command(query, options);
    this.#requireLife();
  }

  override async rows<T>(
    query: string,
    row: z.ZodType<T>,
    options?: RunOptions,
  ): Promise<readonly T[]> {
    this.#requireLife();
    return super.rows(query, row, options);
  }

  #requireLife(): void {
    if (this.#isDead) throw new TypeError('the process is dead');
  }
}

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(clickhouseHarness);
});
afterAll(() => lab.close());

/** Loads id 100 into a table of ids 1 to 5 and dies. */
async function publishAndDie(name: string, write: Write, death: Death): Promise<PublicationKey> {
  await lab.database.execute(
    `CREATE TABLE ${name} (id Int64, note Nullable(String)) ENGINE = MergeTree ORDER BY id`,
  );
  await lab.database.execute(`INSERT INTO ${name} SELECT number + 1, 'old' FROM numbers(5)`);
  const options = { label: 'dying', connectTimeoutMs: 5000 };
  const client = new DyingClient(parseSettings(lab.database.settings), options);
  const key = newKey();
  const session = { catalog: () => lab.session.catalog(), loader: new ClickhouseLoader(client) };
  try {
    const { staging } = await stageTable(lab, session, { name, columns, write, key });
    const { rows } = await staging.write(Readable.from([Buffer.from('100\tnew\n')]), signal);
    client.death = death;
    const published = staging.publish({ expectedRows: rows, fence: async () => undefined, signal });
    await expect(published).rejects.toThrow();
  } finally {
    await client.close();
  }
  return key;
}

const objectOf = (name: string) => ({ schema: lab.database.schema, name });

async function ids(name: string): Promise<string | null | undefined> {
  const rows = await lab.database.rows(
    `SELECT arrayStringConcat(arraySort(groupArray(id)), ',') FROM ${name}`,
  );
  return rows[0]?.[0];
}

/** Drops what the dead left, as a sweep does; answers the names of what stays. */
async function sweep(name: string): Promise<readonly (string | null | undefined)[]> {
  await lab.session.loader.sweep(objectOf(name), () => false);
  const rows = await lab.database.rows(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '_ai_etl_') ORDER BY name",
  );
  return rows.map((row) => row[0]);
}

const insert = (name: string): string => `INSERT INTO ${name} VALUES (300, 'other')`;

describe.each([
  ['append', append],
  ['merge', merge],
] as const)('a publisher of ClickHouse that dies at its swap (%s)', (mode, write) => {
  const asked = (name: string, key: PublicationKey) =>
    lab.session.loader.publication(objectOf(name), { ...key, attempt: 2 });

  it.each([
    ['an attempt', 'after it', /^EXCHANGE/],
    ['an attempt', 'while it waits for others', /^DETACH/],
    ['a sweep', 'after it', /^EXCHANGE/],
    ['a sweep', 'while it waits for others', /^DETACH/],
  ] as const)('loses no row that others inserted: %s finds it dead %s', async (by, when, at) => {
    const name = `${mode} ${by} ${when}`.replaceAll(' ', '_');
    const key = await publishAndDie(name, write, { at, when: 'after', others: insert(name) });
    if (by === 'an attempt') expect(await asked(name, key)).toMatchObject({ rows: '1' });
    expect(await sweep(name)).toEqual([]);
    expect(await asked(name, key)).toMatchObject({ rows: '1' });
    expect(await ids(name)).toBe('1,2,3,4,5,100,300');
  });

  it('sets the old table aside when it dies while it copies rows of others', async () => {
    const name = `${mode}_copying`;
    const at = /^INSERT INTO .* WHERE _part IN/;
    const key = await publishAndDie(name, write, { at, when: 'before', others: insert(name) });
    expect(await asked(name, key)).toMatchObject({ rows: '1' });
    const [kept, ...more] = await sweep(name);
    expect(kept).toMatch(/^_ai_etl_old_/);
    expect(more).toEqual([]);
    expect([await ids(name), await ids(`${kept}`)]).toEqual(['1,2,3,4,5,100', '1,2,3,4,5,300']);
    await lab.database.execute(`DROP TABLE ${kept}`);
  });

  it('sets the old table aside when others deleted rows of it', async () => {
    const name = `${mode}_deleted`;
    const others = `DELETE FROM ${name} WHERE id = 5`;
    const key = await publishAndDie(name, write, { at: /^EXCHANGE/, when: 'after', others });
    expect(await asked(name, key)).toMatchObject({ rows: '1' });
    const [kept, ...more] = await sweep(name);
    expect(more).toEqual([]);
    expect(await ids(`${kept}`)).toBe('1,2,3,4');
    await lab.database.execute(`DROP TABLE ${kept}`);
  });

  it('leaves the table as it was when it dies before', async () => {
    const name = `${mode}_before`;
    const death = { at: /^EXCHANGE/, when: 'before', others: insert(name) } as const;
    const key = await publishAndDie(name, write, death);
    expect(await asked(name, key)).toBeNull();
    expect(await sweep(name)).toEqual([]);
    expect(await ids(name)).toBe('1,2,3,4,5,300');
  });
});
