import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  dollars,
  flag,
  folders,
  keyList,
  proxies,
  rateLimit,
  urlWith,
  wholeNumber,
} from './config-fields.ts';
import { missingVariables } from './config-together.ts';
import { originForms, parseOrigins } from './http/origins.ts';
import { parseAllowance } from './net/outbound-policy.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
/** How much is logged. */
export type LogLevel = (typeof logLevels)[number];

/** Nobody becomes an administrator by an account elsewhere. */
const newUserRoles = ['architect', 'engineer', 'analyst', 'viewer'] as const;

/** Private places that may be called; none by default. */
const allowance = z
  .string()
  .default('')
  .transform((text, context) => {
    const parsed = parseAllowance(text);
    if (parsed !== null) return parsed;
    const message = 'must be `private`, or networks such as 10.0.0.0/8 joined by commas';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** The variables: what each may be, and what it is when nobody sets it. Empty ones are left out before. */
export const Environment = z
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
    AI_ETL_LEASE_SECONDS: wholeNumber(2, 3600).default(10),
    AI_ETL_RETRY_MAX_DELAY_SECONDS: wholeNumber(1, 86_400).default(900),
    AI_ETL_CHUNK_ROWS: wholeNumber(1, 100_000_000).default(5_000_000),
    AI_ETL_SCRATCH_MEMORY_MB: wholeNumber(128, 1_048_576).default(1024),
    AI_ETL_SCRATCH_THREADS: wholeNumber(1, 256).default(2),
    AI_ETL_SAMPLE: flag.default(false),
    AI_ETL_SAMPLE_ROWS: wholeNumber(1, 100_000_000).default(1_000_000),
    AI_ETL_TRUST_PROXY: proxies.default(0),
    AI_ETL_ALLOW_SOCKETS: flag.default(false),
    AI_ETL_FILE_ROOTS: folders.optional(),
    AI_ETL_WEBHOOK_ALLOW: allowance,
    AI_ETL_MODEL_ALLOW: allowance,
    AI_ETL_HTTP_ALLOW: allowance,
    AI_ETL_EVENT_RETENTION_DAYS: wholeNumber(1, 365).default(7),
    AI_ETL_RATE_LIMIT: rateLimit.optional(),
    AI_ETL_MODELS_FILE: z.string().max(4096).optional(),
    AI_ETL_MODEL_KIND: z
      .enum(['openai-compatible', 'anthropic'], {
        error: 'must be openai-compatible or anthropic',
      })
      .default('openai-compatible'),
    AI_ETL_MODEL_URL: urlWith(['http:', 'https:'], 'http://localhost:11434/v1').optional(),
    AI_ETL_MODEL: z.string().max(200).optional(),
    AI_ETL_MODEL_API_KEY: z.string().max(4000).optional(),
    AI_ETL_MODEL_OUTPUT: z
      .enum(['json_schema', 'json', 'text'], { error: 'must be json_schema, json or text' })
      .default('json_schema'),
    AI_ETL_MODEL_TIMEOUT_SECONDS: wholeNumber(1, 600).default(60),
    AI_ETL_MODEL_SCHEMA_TOKENS: wholeNumber(100, 100_000).default(6000),
    AI_ETL_MODEL_TOKENS_PER_DAY: wholeNumber(0, 999_999_999).optional(),
    AI_ETL_MODEL_DOLLARS_PER_DAY: dollars.optional(),
    AI_ETL_MODEL_SHARE_VALUES: z
      .enum(['never', 'off', 'on'], 'must be never, off or on')
      .default('off'),
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
