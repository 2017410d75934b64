import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { acquireTestServers } from '@ai-etl/local';
import { openStore, type Store } from '@ai-etl/store';
import { makeApi, type ApiPorts } from '../api.ts';
import { hashPassword } from '../auth/passwords.ts';
import { makeTokens } from '../auth/tokens.ts';
import { connectors } from '../connectors.ts';
import { openKeys } from '../keys.ts';
import { makeOutboundPolicy } from '../net/outbound-policy.ts';
import { systemClock } from '../system-clock.ts';
import { openTestLogin, type TestCaller } from './test-login.ts';

/** An API on a real, fresh metadata database, for integration tests. */
export interface TestApi {
  readonly app: Awaited<ReturnType<typeof makeApi>>;
  readonly store: Store;
  /** Of the metadata database. */
  readonly databaseUrl: string;
  /** Folder of the keys. */
  readonly home: string;
  readonly organisationId: string;
  readonly projectId: string;
  /** A second API process on the same database, as far as anybody can tell; closed with this. */
  startAnother(changes?: Partial<ApiPorts>): Promise<TestApi['app']>;
  /** An access token as the server signs them, for somebody who is made as needed. */
  tokenFor(caller: TestCaller): Promise<string>;
  /** Sends a request as the admin; the body is JSON unless it is text. */
  call(request: TestCall): Promise<TestAnswer>;
  close(): Promise<void>;
}

export interface TestCall {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PATCH' | 'PUT';
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** null: no token. Absent: the admin's. */
  readonly token?: string | null;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export const testAdmin = { email: 'admin@example.com', password: 'correct horse battery' };

/** Limits are counted, but by default never reached; mail and OpenID Connect are off. */
export type TestApiOptions = Partial<Omit<ApiPorts, 'store' | 'keys'>>;

/** Builds it; the caller closes it. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const servers = await acquireTestServers();
  const database = await servers.postgres.createDatabase();
  const home = await mkdtemp(join(tmpdir(), 'ai-etl-api-'));
  const keys = openKeys({ home, secretKeys: null, tokenKeys: null });
  const log = pino({ level: 'silent' });
  const store = await openStore({ databaseUrl: database.url, secretKeys: keys.secrets, log });
  const { organisationId, projectId } = await store.identity.ensureDefaults({
    adminEmail: testAdmin.email,
    passwordHash: await hashPassword(testAdmin.password),
  });
  const ports: ApiPorts = {
    store,
    connectors,
    keys,
    clock: systemClock,
    log,
    trustProxy: 0,
    // What tests call is on this machine.
    outbound: makeOutboundPolicy({ private: true, networks: [] }),
    rateLimit: { requestsPerHour: 100_000_000, burst: 1_000_000 },
    ...options,
  };
  const app = await makeApi(ports);
  const others: TestApi['app'][] = [];
  let token: string | undefined;

  const send = async (request: TestCall, bearer: string | null): Promise<TestAnswer> => {
    const options: InjectOptions = {
      method: request.method ?? 'GET',
      url: request.url,
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...request.headers,
      },
    };
    if (typeof request.body === 'string' || isJsonObject(request.body)) {
      options.payload = request.body;
    }
    const answer = await app.inject(options);
    const type = answer.headers['content-type']?.toString() ?? '';
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: type.includes('application/json') ? answer.json() : answer.body,
    };
  };
  const login = async (): Promise<string> => {
    const { body } = await send(
      { method: 'POST', url: '/api/v1/auth/login', body: testAdmin },
      null,
    );
    return textAt(body, 'access_token');
  };

  return {
    app,
    store,
    organisationId,
    projectId,
    databaseUrl: database.url,
    home,
    startAnother: async (changes = {}) => {
      const another = await makeApi({ ...ports, ...changes });
      others.push(another);
      return another;
    },
    tokenFor: async (caller) =>
      makeTokens(keys.tokens, systemClock).signAccess(await openTestLogin(database.url, caller)),
    call: async (request) => {
      if (request.token !== undefined) return send(request, request.token);
      token ??= await login();
      return send(request, token);
    },
    close: async () => {
      await Promise.all([app, ...others].map((one) => one.close()));
      await store.close();
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The text at a dotted path of a JSON answer; the empty text when it is not there. */
export function textAt(body: unknown, path: string): string {
  const value = valueAt(body, path);
  return typeof value === 'string' ? value : '';
}

/** What is at a dotted path of a JSON answer. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const part of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isJsonObject(value)) value = value[part];
    else return undefined;
  }
  return value;
}

function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
