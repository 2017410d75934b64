import { resolve } from 'node:path';
import type { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import type { Role } from './auth/permissions.ts';
import { Environment, type LogLevel } from './config-variables.ts';
import type { MailSettings } from './mail/mailer.ts';
import type { RateLimitSetting } from './limits/rate-limit-setting.ts';
import type { ModelVariables } from './models/model-configuration.ts';
import type { OutboundAllowance } from './net/outbound-policy.ts';
import type { ReportTargets } from './telemetry/start-reporters.ts';

/** Everything the environment may say, parsed once. The table in docs/guides/run-it.md is its documentation. */
export interface Config {
  /** Our own files: keys, logs, and the bundled servers' data. Absolute. */
  readonly home: string;
  /** Null: the embedded PostgreSQL under `home`. */
  readonly databaseUrl: string | null;
  /** Null: the local ClickHouse under `home`. */
  readonly clickhouseUrl: string | null;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Null: `admin@localhost` and a password generated on the first start. */
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
  /** `id:base64` pairs joined by commas, the first one active. Null: a file under `home`. */
  readonly secretKeys: string | null;
  readonly tokenKeys: string | null;
  readonly logLevel: LogLevel;
  /** Runs one worker may execute at the same time. */
  readonly workerConcurrency: number;
  /** A run whose worker is silent for this long is taken over. */
  readonly leaseSeconds: number;
  /** Longest pause between two attempts of a run, however many failed. */
  readonly retryMaxDelaySeconds: number;
  /** About how many rows one durable chunk of a load has. */
  readonly chunkRows: number;
  /** Of each run that takes the local route. */
  readonly scratch: ScratchLimits;
  /** Makes the sample `sales` database and a connection to it. */
  readonly sample: boolean;
  readonly sampleRows: number;
  /** Proxies of ours before us, each of which adds to X-Forwarded-For. */
  readonly trustProxy: number;
  /** Connections may use Unix sockets of this machine. */
  readonly allowSockets: boolean;
  /** Folders, absolute, below which connections may use files of this machine. Empty: none. */
  readonly fileRoots: readonly string[];
  /** Private places that webhooks may call; see net/outbound-policy.ts. */
  readonly webhookAllow: OutboundAllowance;
  /** Private places where providers of language models that projects bring may be. */
  readonly modelAllow: OutboundAllowance;
  /** Private places that connections to HTTP APIs may call. */
  readonly httpAllow: OutboundAllowance;
  /** Language models. */
  readonly models: ModelVariables;
  /** How long events are kept for who comes back, besides progress and logs. */
  readonly eventRetentionDays: number;
  /** Where people reach this server: `https://etl.example.com`, no slash at its end. Null: not known. */
  readonly publicUrl: string | null;
  /** Origins whose pages may call the API, besides our own. */
  readonly corsOrigins: readonly string[];
  /** Null: no mail is sent. */
  readonly mail: MailSettings | null;
  /** Null: nobody logs in with OpenID Connect. */
  readonly openId: OpenIdSettings | null;
  /** Null: each organisation's own plan. */
  readonly rateLimit: RateLimitSetting;
  /** Whom runs are reported to. */
  readonly reports: ReportTargets;
  /** Log lines of runs are deleted this long after their end. */
  readonly logRetentionDays: number;
  /** How long the audit log is kept. */
  readonly auditRetentionDays: number;
  /** Lets other machines read /metrics. */
  readonly metricsToken: string | null;
  /** A price table of your own for storage recommendations; null: the one we bring. */
  readonly priceTable: string | null;
  /** Where a worker serves /metrics; null: nowhere. */
  readonly workerMetricsPort: number | null;
}

/** What a run's scratch database may use; beyond its memory it writes files below `home`. */
export interface ScratchLimits {
  readonly memoryLimitMb: number;
  readonly threads: number;
}

export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Role of those the provider vouches for and we do not know yet. Null: only those we know may in. */
  readonly newUserRole: Role | null;
}

/** Reads the configuration; throws CONFIGURATION_INVALID naming each bad variable, never its value. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(dropEmpty(environment));
  if (!parsed.success) throw badConfiguration(parsed.error);
  const env = parsed.data;
  return {
    home: resolve(env.AI_ETL_HOME),
    databaseUrl: env.DATABASE_URL ?? null,
    clickhouseUrl: env.CLICKHOUSE_URL ?? null,
    port: env.PORT,
    host: env.HOST,
    adminEmail: env.AI_ETL_ADMIN_EMAIL ?? null,
    adminPassword: env.AI_ETL_ADMIN_PASSWORD ?? null,
    secretKeys: env.AI_ETL_SECRET_KEYS ?? null,
    tokenKeys: env.AI_ETL_TOKEN_KEYS ?? null,
    logLevel: env.LOG_LEVEL,
    workerConcurrency: env.AI_ETL_WORKER_CONCURRENCY,
    leaseSeconds: env.AI_ETL_LEASE_SECONDS,
    retryMaxDelaySeconds: env.AI_ETL_RETRY_MAX_DELAY_SECONDS,
    chunkRows: env.AI_ETL_CHUNK_ROWS,
    scratch: {
      memoryLimitMb: env.AI_ETL_SCRATCH_MEMORY_MB,
      threads: env.AI_ETL_SCRATCH_THREADS,
    },
    sample: env.AI_ETL_SAMPLE,
    sampleRows: env.AI_ETL_SAMPLE_ROWS,
    trustProxy: env.AI_ETL_TRUST_PROXY,
    allowSockets: env.AI_ETL_ALLOW_SOCKETS,
    fileRoots: env.AI_ETL_FILE_ROOTS ?? [resolve(env.AI_ETL_HOME, 'files')],
    webhookAllow: env.AI_ETL_WEBHOOK_ALLOW,
    modelAllow: env.AI_ETL_MODEL_ALLOW,
    httpAllow: env.AI_ETL_HTTP_ALLOW,
    models: modelsOf(env),
    eventRetentionDays: env.AI_ETL_EVENT_RETENTION_DAYS,
    publicUrl: env.AI_ETL_PUBLIC_URL ?? null,
    corsOrigins: env.AI_ETL_CORS_ORIGINS,
    mail: mailOf(env),
    openId: openIdOf(env),
    rateLimit: env.AI_ETL_RATE_LIMIT ?? null,
    reports: reportTargetsOf(env),
    logRetentionDays: env.AI_ETL_LOG_RETENTION_DAYS,
    auditRetentionDays: env.AI_ETL_AUDIT_RETENTION_DAYS,
    metricsToken: env.AI_ETL_METRICS_TOKEN ?? null,
    priceTable: env.AI_ETL_PRICE_TABLE ?? null,
    workerMetricsPort: env.AI_ETL_WORKER_METRICS_PORT ?? null,
  };
}

/** For the processes that `npm start` gives an address. Throws CONFIGURATION_INVALID. */
export function databaseUrlOf({ databaseUrl }: Config): string {
  if (databaseUrl !== null) return databaseUrl;
  throw new AiEtlError(
    'CONFIGURATION_INVALID',
    'DATABASE_URL is not set. Start with `npm start`, which brings a database, or set it.',
    { details: [{ field: 'DATABASE_URL', error: 'required here' }] },
  );
}

/** The log level even when other variables are wrong, so that this can be logged. */
export function readLogLevel(environment: NodeJS.ProcessEnv = process.env): LogLevel {
  return (
    Environment.shape.LOG_LEVEL.safeParse(environment['LOG_LEVEL'] || undefined).data ?? 'info'
  );
}

function mailOf(env: z.infer<typeof Environment>): MailSettings | null {
  const { AI_ETL_SMTP_URL: smtpUrl, AI_ETL_MAIL_FROM: from } = env;
  return smtpUrl === undefined || from === undefined ? null : { smtpUrl, from };
}

function modelsOf(env: z.infer<typeof Environment>): ModelVariables {
  return {
    file: env.AI_ETL_MODELS_FILE ?? null,
    kind: env.AI_ETL_MODEL_KIND,
    url: env.AI_ETL_MODEL_URL ?? null,
    model: env.AI_ETL_MODEL ?? null,
    apiKey: env.AI_ETL_MODEL_API_KEY ?? null,
    output: env.AI_ETL_MODEL_OUTPUT,
    timeoutSeconds: env.AI_ETL_MODEL_TIMEOUT_SECONDS,
    schemaTokens: env.AI_ETL_MODEL_SCHEMA_TOKENS,
    tokensPerDay: env.AI_ETL_MODEL_TOKENS_PER_DAY ?? null,
    dollarsPerDay: env.AI_ETL_MODEL_DOLLARS_PER_DAY ?? null,
    shareValues: env.AI_ETL_MODEL_SHARE_VALUES,
  };
}

function openIdOf(env: z.infer<typeof Environment>): OpenIdSettings | null {
  const { AI_ETL_OIDC_ISSUER: issuer, AI_ETL_OIDC_CLIENT_ID: clientId } = env;
  const clientSecret = env.AI_ETL_OIDC_CLIENT_SECRET;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret, newUserRole: env.AI_ETL_OIDC_NEW_USER_ROLE ?? null };
}

function reportTargetsOf(env: z.infer<typeof Environment>): ReportTargets {
  const url = env.AI_ETL_OPENLINEAGE_URL ?? null;
  const file = env.AI_ETL_OPENLINEAGE_FILE ?? null;
  return {
    lineage:
      url === null && file === null
        ? null
        : {
            url,
            file: file === null ? null : resolve(file),
            apiKey: env.AI_ETL_OPENLINEAGE_API_KEY ?? null,
            namespace: env.AI_ETL_OPENLINEAGE_NAMESPACE,
          },
    traces: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  };
}

/** `PORT=` in a compose file means: not given. */
function dropEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function badConfiguration(error: z.ZodError): AiEtlError {
  const details = error.issues.map((issue) => ({
    field: issue.path.join('.'),
    error: issue.message,
  }));
  const list = details.map((one) => `${one.field} ${one.error}`).join('; ');
  return new AiEtlError('CONFIGURATION_INVALID', `Bad configuration: ${list}.`, { details });
}
