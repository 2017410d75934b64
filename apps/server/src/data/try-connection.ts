import {
  AiEtlError,
  type ConnectionSettings,
  type ConnectionTest,
  type Connector,
  type ConnectorSpec,
  type ErrorCode,
} from '@ai-etl/core';
import { withSession } from './sessions.ts';

/** A test of a connection, and why it failed when it did. */
export interface TriedConnection {
  readonly test: ConnectionTest;
  readonly failure: {
    readonly code: ErrorCode;
    readonly message: string;
    /** The setting that most likely has to change. */
    readonly field: string | null;
  } | null;
}

/** A person waits for the answer. */
const limitMs = 10_000;

const place = ['host', 'base_url', 'path', 'root'] as const;
const likelyFields: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  CONNECTION_FAILED: place,
  CONNECTION_LOST: place,
  CREDENTIALS_REJECTED: ['password', 'secret_access_key', 'token'],
  TLS_FAILED: ['ssl_mode', 'endpoint_url', 'base_url'],
  OBJECT_NOT_FOUND: ['database', 'path', 'root', 'base_url'],
  PRIVILEGE_MISSING: ['user', 'access_key_id', 'path', 'root'],
};

/** Which of the connector's settings most likely has to change after a failure of this code; null: none in particular. */
export function likelyField(code: ErrorCode, { fields }: ConnectorSpec): string | null {
  const has = (name: string) => fields.some((field) => field.name === name);
  return likelyFields[code]?.find(has) ?? null;
}

/** Connects and looks around, within ten seconds. A system that does not answer is a result too. */
export async function tryConnection(
  connector: Connector,
  settings: ConnectionSettings,
): Promise<TriedConnection> {
  const startedMs = performance.now();
  const signal = AbortSignal.timeout(limitMs);
  try {
    const test = await orAborted(
      withSession({ connector, settings, signal }, (session) => session.test(signal)),
      signal,
    );
    const broken = test.checks.find((one) => !one.ok);
    return {
      test,
      failure:
        test.ok || broken === undefined
          ? null
          : { code: 'PRIVILEGE_MISSING', message: broken.message, field: null },
    };
  } catch (error) {
    const { code, message, field } = failureOf(error, signal, connector.spec);
    const latencyMs = Math.round(performance.now() - startedMs);
    const checks = [{ name: 'connect', ok: false, message }];
    return {
      test: { ok: false, latencyMs, serverVersion: null, checks },
      failure: { code, message, field },
    };
  }
}

function failureOf(
  error: unknown,
  signal: AbortSignal,
  spec: ConnectorSpec,
): NonNullable<TriedConnection['failure']> {
  if (signal.aborted) {
    const message = `The server did not answer within ${limitMs / 1000} seconds. Check the host, the port, and what stands between.`;
    return { code: 'CONNECTION_FAILED', message, field: likelyField('CONNECTION_FAILED', spec) };
  }
  if (!(error instanceof AiEtlError)) throw error;
  const field = error.details[0]?.field.replace(/^settings\./, '');
  return {
    code: error.code,
    message: error.message,
    field: field ?? likelyField(error.code, spec),
  };
}

/** A driver that waits for a server that says nothing is not waited for: it ends behind the scenes. */
function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  work.catch(() => undefined);
  return Promise.race([work, aborted]);
}
