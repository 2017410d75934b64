import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import { z } from 'zod';
import { AiEtlError, type OpenOptions } from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../kit/cancelled.ts';
import { parseServerError, toClickhouseError, type ErrorContext } from './errors.ts';
import { sendRequest } from './http-request.ts';
import { describeServer, type ClickhouseSettings } from './settings.ts';

/** Nothing of ours takes longer without a sign of life; the engine's watchdog is stricter. */
const REQUEST_TIMEOUT_MS = 3_600_000;

/** What every statement runs with: nothing is changed silently, nothing is done later. */
const strictSettings: ClickHouseSettings = {
  async_insert: 0,
  mutations_sync: '2',
  lightweight_deletes_sync: '2',
  input_format_null_as_default: 0,
  insert_null_as_default: 0,
  date_time_input_format: 'basic',
  date_time_overflow_behavior: 'throw',
  cancel_http_readonly_queries_on_client_close: 1,
};

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly settings?: ClickHouseSettings;
  readonly doing?: string;
  readonly object?: string;
  /** Part of `signal` that means "no answer in time", not "cancelled". */
  readonly timeoutSignal?: AbortSignal;
}

/** Statements through @clickhouse/client, streams of raw bytes through plain HTTP. */
export class ClickhouseClient {
  readonly settings: ClickhouseSettings;
  readonly #client: ClickHouseClient;
  // Two agents: streams keep their sockets, statements do not (see below).
  readonly #statements: http.Agent;
  readonly #streams: http.Agent;
  readonly #label: string;

  constructor(settings: ClickhouseSettings, options: OpenOptions) {
    this.settings = settings;
    this.#label = options.label;
    this.#statements = makeAgent(settings, false);
    this.#streams = makeAgent(settings);
    this.#client = createClient({
      url: urlOf(settings),
      username: settings.user,
      password: settings.password,
      database: settings.database,
      application: options.label.replaceAll(/[^\w.-]/g, '-'),
      request_timeout: REQUEST_TIMEOUT_MS,
      http_agent: this.#statements,
      // A statement on a socket that was just given back now and then met a closed one, and whether an
      // INSERT may be tried again cannot be told: each statement has a connection of its own.
      keep_alive: { enabled: false },
      clickhouse_settings: strictSettings,
      log: { level: 127 },
    });
  }

  /** Runs a statement without a result. */
  async command(query: string, options: RunOptions = {}): Promise<void> {
    await this.#run(options, (common) => this.#client.command({ query, ...common }));
  }

  /** Runs a statement that only reads and parses each row, an object, with `row`. */
  async rows<T>(query: string, row: z.ZodType<T>, options: RunOptions = {}): Promise<readonly T[]> {
    return this.#run(reading(options), async (common) => {
      const result = await this.#client.query({ query, format: 'JSONEachRow', ...common });
      return z.array(row).parse(await result.json());
    });
  }

  /** Runs a statement that only reads; the answer's text in the named format. */
  async text(
    query: string,
    format: 'JSONCompact' | 'TabSeparated',
    options: RunOptions = {},
  ): Promise<string> {
    return this.#run(reading(options), async (common) => {
      const result = await this.#client.query({ query, format, ...common });
      return result.text();
    });
  }

  /** Sends `query`, a line end, then the stream; resolves when the server has acknowledged all. */
  async upload(query: string, body: Readable, options: RunOptions = {}): Promise<void> {
    await this.#stream(query, options, body, async (response) => {
      response.resume();
      await finished(response);
    });
  }

  /** Starts a SELECT (with its FORMAT); the answer's bytes as they come. */
  async download(query: string, options: RunOptions = {}): Promise<http.IncomingMessage> {
    return this.#stream(query, options, undefined, async (response) => response);
  }

  async close(): Promise<void> {
    await this.#client.close();
    this.#statements.destroy();
    this.#streams.destroy();
  }

  context(options: RunOptions): ErrorContext {
    const { doing = 'run a query', object } = options;
    return { settings: this.settings, doing, ...(object === undefined ? {} : { object }) };
  }

  async #stream<T>(
    query: string,
    options: RunOptions,
    body: Readable | undefined,
    use: (response: http.IncomingMessage) => Promise<T>,
  ): Promise<T> {
    const { signal } = options;
    throwIfCancelled(signal);
    const queryId = randomUUID();
    try {
      const response = await sendRequest({
        url: urlOf(this.settings),
        agent: this.#streams,
        headers: {
          'X-ClickHouse-User': this.settings.user,
          'X-ClickHouse-Key': this.settings.password,
          'X-ClickHouse-Database': this.settings.database,
          'User-Agent': this.#label,
        },
        parameters: { query_id: queryId, ...strictSettings, ...options.settings },
        query,
        body,
        signal,
      });
      if (response.statusCode !== 200) {
        throw parseServerError(await textOf(response), this.context(options));
      }
      return await use(response);
    } catch (error) {
      if (signal?.aborted === true) {
        await this.#kill(queryId);
        throw cancelledError(signal);
      }
      throw toClickhouseError(error, this.context(options));
    }
  }

  async #run<T>(
    options: RunOptions,
    action: (common: {
      query_id: string;
      clickhouse_settings: ClickHouseSettings;
      abort_signal?: AbortSignal;
    }) => Promise<T>,
  ): Promise<T> {
    const { signal, settings = {} } = options;
    throwIfCancelled(signal);
    const queryId = randomUUID();
    try {
      return await action({
        query_id: queryId,
        clickhouse_settings: settings,
        ...(signal === undefined ? {} : { abort_signal: signal }),
      });
    } catch (error) {
      if (options.timeoutSignal?.aborted === true) throw this.#noAnswer();
      if (signal?.aborted === true) {
        await this.#kill(queryId);
        throw cancelledError(signal);
      }
      throw toClickhouseError(error, this.context(options));
    }
  }

  #noAnswer(): AiEtlError {
    return new AiEtlError(
      'CONNECTION_FAILED',
      `${describeServer(this.settings)} does not answer in time. Check host, port and firewall.`,
    );
  }

  /** Closing the connection ends reads; writes need this. Best effort: it takes a privilege. */
  async #kill(queryId: string): Promise<void> {
    await this.#client
      .command({ query: `KILL QUERY WHERE query_id = '${queryId}' ASYNC` })
      .catch(() => undefined);
  }
}

/** Reads only, whatever the statement says; 2, because we and compiled queries bring settings along. */
function reading(options: RunOptions): RunOptions {
  return { ...options, settings: { readonly: '2', ...options.settings } };
}

function urlOf(settings: ClickhouseSettings): URL {
  const scheme = settings.sslMode === 'disable' ? 'http' : 'https';
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return new URL(`${scheme}://${host}:${settings.port}/`);
}

function makeAgent(settings: ClickhouseSettings, keepAlive = true): http.Agent {
  const common = { keepAlive, timeout: REQUEST_TIMEOUT_MS, maxSockets: 32 };
  const ca = settings.sslCa === '' ? {} : { ca: settings.sslCa };
  switch (settings.sslMode) {
    case 'disable':
      return new http.Agent(common);
    case 'require':
      return new https.Agent({ ...common, rejectUnauthorized: false });
    case 'verify-ca':
      return new https.Agent({ ...common, ...ca, checkServerIdentity: () => undefined });
    case 'verify-full':
      return new https.Agent({ ...common, ...ca });
  }
}

async function textOf(response: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= 65_536) chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function finished(response: Readable): Promise<void> {
  for await (const chunk of response) void chunk;
}
