import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import type { Role } from './auth/permissions.ts';
import { missingVariables } from './config-together.ts';
import { originForms, parseOrigins } from './http/origins.ts';
import type { MailSettings } from './mail/mailer.ts';
import {
  parseRateLimit,
  rateLimitForms,
  type RateLimitSetting,
} from './limits/rate-limit-setting.ts';
import { parseAllowance, type OutboundAllowance } from './net/outbound-policy.ts';
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
  /** Makes the sample `sales` database and a connection to it. */
  readonly sample: boolean;
  readonly sampleRows: number;
  /** Proxies of ours before us, each of which adds to X-Forwarded-For. */
  readonly trustProxy: number;
  /** Connections may use Unix sockets of this machine. */
  readonly allowSockets: boolean;
  /** Private places that webhooks may call; see net/outbound-policy.ts. */
  readonly webhookAllow: OutboundAllowance;
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

export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Role of those the provider vouches for and we do not know yet. Null: only those we know may in. */
  readonly newUserRole: Role | null;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

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
    sample: env.AI_ETL_SAMPLE,
    sampleRows: env.AI_ETL_SAMPLE_ROWS,
    trustProxy: env.AI_ETL_TRUST_PROXY,
    allowSockets: env.AI_ETL_ALLOW_SOCKETS,
    webhookAllow: env.AI_ETL_WEBHOOK_ALLOW,
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

const flag = z
  .enum(['0', '1', 'true', 'false'], { error: 'must be 1, 0, true or false' })
  .transform((text) => text === '1' || text === 'true');

function urlWith(protocols: readonly string[], example: string) {
  return z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL such as ${example}`,
    );
}

function wholeNumber(least: number, most: number) {
  const allowed = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, allowed)
    .transform(Number)
    .refine((value) => value >= least && value <= most, allowed);
}

/** Counted, since callers may send an X-Forwarded-For of their own: only the last ones are ours. */
const proxies = z
  .string()
  .regex(/^([0-9]|true|false)$/, 'must be how many proxies of yours stand in front, 0 to 9')
  .transform((text) => (text === 'true' ? 1 : text === 'false' ? 0 : Number(text)));

const keyList = z
  .string()
  .regex(
    /^[\w-]{1,64}:[A-Za-z0-9+/_-]{43}=?(,[\w-]{1,64}:[A-Za-z0-9+/_-]{43}=?)*$/,
    'must be id:key pairs joined by commas, each key 32 bytes in base64; make one with: openssl rand -base64 32',
  );

const rateLimit = z.string().transform((text, context) => {
  const setting = parseRateLimit(text);
  if (setting !== undefined) return setting;
  context.issues.push({ code: 'custom', message: rateLimitForms, input: text });
  return z.NEVER;
});

/** Nobody becomes an administrator by an account elsewhere. */
const newUserRoles = ['architect', 'engineer', 'analyst', 'viewer'] as const;

const Environment = z
  .object({
    AI_ETL_HOME: z.string().default(join(homedir(), '.ai-etl')),
    DATABASE_URL: urlWith(
      ['postgres:', 'postgresql:'],
      'postgres://user:password@host:5432/database',
    ).optional(),
    CLICKHOUSE_URL: urlWith(
      ['http:', 'https:'],
      'http://user:password@host:8123/database',
    ).optional(),
    PORT: wholeNumber(0, 65_535).default(8000),
    HOST: z.string().max(255).default('127.0.0.1'),
    AI_ETL_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
    AI_ETL_ADMIN_PASSWORD: z
      .string()
      .min(8, 'must have at least 8 characters')
      .max(1000, 'must have at most 1000 characters')
      .optional(),
    AI_ETL_SECRET_KEYS: keyList.optional(),
    AI_ETL_TOKEN_KEYS: keyList.optional(),
    LOG_LEVEL: z
      .enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` })
      .default('info'),
    AI_ETL_WORKER_CONCURRENCY: wholeNumber(1, 64).default(2),
    AI_ETL_SAMPLE: flag.default(false),
    AI_ETL_SAMPLE_ROWS: wholeNumber(1, 100_000_000).default(1_000_000),
    AI_ETL_TRUST_PROXY: proxies.default(0),
    AI_ETL_ALLOW_SOCKETS: flag.default(false),
    AI_ETL_WEBHOOK_ALLOW: z
      .string()
      .default('')
      .transform((text, context) => {
        const allowance = parseAllowance(text);
        if (allowance !== null) return allowance;
        const message = 'must be `private`, or networks such as 10.0.0.0/8 joined by commas';
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }),
    AI_ETL_EVENT_RETENTION_DAYS: wholeNumber(1, 365).default(7),
    AI_ETL_RATE_LIMIT: rateLimit.optional(),
    AI_ETL_OPENLINEAGE_URL: urlWith(
      ['http:', 'https:'],
      'http://marquez:5000/api/v1/lineage',
    ).optional(),
    AI_ETL_OPENLINEAGE_API_KEY: z.string().max(4000).optional(),
    AI_ETL_OPENLINEAGE_FILE: z.string().max(4000).optional(),
    AI_ETL_OPENLINEAGE_NAMESPACE: z.string().max(500).default('ai-etl'),
    OTEL_EXPORTER_OTLP_ENDPOINT: urlWith(['http:', 'https:'], 'http://collector:4318').optional(),
    AI_ETL_LOG_RETENTION_DAYS: wholeNumber(1, 3650).default(90),
    AI_ETL_AUDIT_RETENTION_DAYS: wholeNumber(30, 36_500).default(400),
    AI_ETL_PRICE_TABLE: z.string().max(4096).optional(),
    AI_ETL_METRICS_TOKEN: z
      .string()
      .regex(/^[!-~]{16,500}$/, 'must have 16 to 500 printable characters without spaces')
      .optional(),
    AI_ETL_WORKER_METRICS_PORT: wholeNumber(1, 65_535).optional(),
    AI_ETL_PUBLIC_URL: urlWith(['http:', 'https:'], 'https://etl.example.com')
      .refine(
        (text) =>
          !URL.canParse(text) || /^\/?$/.test(new URL(text).pathname + new URL(text).search),
        'must be an address without a path',
      )
      .transform((text) => new URL(text).origin)
      .optional(),
    AI_ETL_CORS_ORIGINS: z
      .string()
      .default('')
      .transform((text, context) => {
        const origins = parseOrigins(text);
        if (origins !== null) return origins;
        context.addIssue({ code: 'custom', message: originForms });
        return z.NEVER;
      }),
    AI_ETL_SMTP_URL: urlWith(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
    AI_ETL_MAIL_FROM: z
      .string()
      .max(320)
      .regex(
        /^([^<>\r\n]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
        'must be an address such as etl@example.com or AI-ETL <etl@example.com>',
      )
      .optional(),
    AI_ETL_OIDC_ISSUER: urlWith(['http:', 'https:'], 'https://login.example.com')
      .refine(
        (text) =>
          !URL.canParse(text) ||
          new URL(text).protocol === 'https:' ||
          ['localhost', '127.0.0.1', '[::1]'].includes(new URL(text).hostname),
        'must be https, except on this machine',
      )
      .optional(),
    AI_ETL_OIDC_CLIENT_ID: z.string().max(500).optional(),
    AI_ETL_OIDC_CLIENT_SECRET: z.string().max(2000).optional(),
    AI_ETL_OIDC_NEW_USER_ROLE: z
      .enum(newUserRoles, { error: `must be one of ${newUserRoles.join(', ')}` })
      .optional(),
  })
  .superRefine((environment, context) => {
    for (const { variable, reason } of missingVariables(environment)) {
      context.addIssue({ code: 'custom', path: [variable], message: reason });
    }
  });

function mailOf(env: z.infer<typeof Environment>): MailSettings | null {
  const { AI_ETL_SMTP_URL: smtpUrl, AI_ETL_MAIL_FROM: from } = env;
  return smtpUrl === undefined || from === undefined ? null : { smtpUrl, from };
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
