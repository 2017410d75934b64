import { AiEtlError, diagnostic, type ConnectionSettings, type Diagnostic } from '@ai-etl/core';
import { z } from 'zod';
import {
  integerSetting,
  requireValidFields,
  textSetting,
  validateFields,
} from '../kit/settings.ts';
import { fieldList, fields } from './fields.ts';
import { Resources, type Resource } from './resource.ts';

/** How requests show who they are. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | {
      readonly kind: 'api_key';
      readonly name: string;
      readonly in: 'header' | 'query';
      readonly key: string;
    }
  | {
      readonly kind: 'oauth2';
      readonly tokenUrl: URL;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope: string;
    };

/** An API as a connection describes it. */
export interface Api {
  /** Ends with a slash. */
  readonly baseUrl: URL;
  readonly auth: Auth;
  readonly headers: Readonly<Record<string, string>>;
  readonly resources: readonly Resource[];
  readonly requestsPerSecond: number;
  readonly timeoutMs: number;
  readonly retryMs: number;
  readonly maxPageBytes: number;
  readonly maxTotalBytes: number;
  readonly memoryLimitMb: number;
  readonly certificateAuthority: string | undefined;
}

const urlProblem =
  'must be a URL such as https://api.example.com/v1, without user, query and fragment.';

/** Headers that are ours to set, or that a secret would stand in. */
const reservedHeaders =
  /^(?:authorization|proxy-authorization|cookie|host|connection|content-length|transfer-encoding|accept-encoding|expect|upgrade|te|trailer)$/i;

/** Headers of the connection itself; a key may well stand in authorization or a cookie. */
const unusableForKeys =
  /^(?:host|connection|content-length|content-type|transfer-encoding|accept-encoding|expect|upgrade|te|trailer)$/i;

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;

/** What Node.js sends in a header; a line break comes along when a token is copied from a file. */
const headerText = /^[\x21-\x7E](?:[\t\x20-\x7E]*[\x21-\x7E])?$/;

const Headers = z.record(
  z
    .string()
    .regex(headerName, 'is no name of a header')
    .refine((name) => !reservedHeaders.test(name), 'cannot be set here; see auth'),
  z.string().regex(/^[\t\x20-\x7E]{0,4000}$/, 'must be text of one line in ASCII'),
);

/** Least and greatest values of the integer settings. */
const bounds = [
  [fields.requestsPerSecond, 1, 10_000],
  // Timers of Node.js end at 24 days, and go off at once beyond.
  [fields.timeoutSeconds, 1, 86_400],
  [fields.retrySeconds, 0, 86_400],
  // A page is in memory some times over, and a text of Node.js has half a gigabyte.
  [fields.maxPageMb, 1, 128],
  [fields.maxTotalMb, 1, 999_999_999],
  // Less is not enough to read wide records in.
  [fields.memoryLimitMb, 128, 999_999_999],
] as const;

const wantedBy = {
  none: [],
  bearer: [fields.token],
  basic: [fields.user, fields.password],
  api_key: [fields.token],
  oauth2: [fields.user, fields.password, fields.tokenUrl],
} as const;

/** Findings about settings; nothing is called. */
export function validateSettings(settings: ConnectionSettings): readonly Diagnostic[] {
  const findings = validateFields(fieldList, settings);
  if (findings.length > 0) return findings;
  const invalid = (field: { name: string; title: string }, problem: string): Diagnostic =>
    diagnostic('SETTING_INVALID', field.name, `${field.title}: ${problem}`);
  const urls = [fields.baseUrl, fields.tokenUrl].filter(
    (field) => textSetting(settings, field) !== '',
  );
  return [
    ...urls.flatMap((field) =>
      parseUrl(textSetting(settings, field)) === undefined ? [invalid(field, urlProblem)] : [],
    ),
    ...wantedBy[authKind(settings)].flatMap((field) =>
      textSetting(settings, field) === ''
        ? [invalid(field, `is required with auth ${authKind(settings)}.`)]
        : [],
    ),
    ...bounds.flatMap(([field, least, most]) => {
      const number = integerSetting(settings, field);
      return number < least || number > most
        ? [invalid(field, `must lie between ${least} and ${most}.`)]
        : [];
    }),
    ...headerProblems(settings).map(([field, problem]) => invalid(field, problem)),
    ...jsonFindings(settings, fields.resources, Resources),
    ...jsonFindings(settings, fields.headers, Headers),
    ...foreignPaths(settings).map((problem) => invalid(fields.resources, problem)),
  ];
}

/** Parses settings. Throws VALIDATION_ERROR with one detail a finding. */
export function parseApi(settings: ConnectionSettings): Api {
  requireValidFields('http', fieldList, settings);
  const findings = validateSettings(settings);
  const baseUrl = parseUrl(textSetting(settings, fields.baseUrl));
  if (findings.length > 0 || baseUrl === undefined) {
    throw new AiEtlError('VALIDATION_ERROR', 'The http settings are not valid.', {
      details: findings.map((one) => ({ field: one.path, error: one.message })),
    });
  }
  const ca = textSetting(settings, fields.sslCa);
  return {
    baseUrl,
    auth: parseAuth(settings),
    headers: Headers.parse(jsonSetting(settings, fields.headers) ?? {}),
    resources: Resources.parse(jsonSetting(settings, fields.resources)),
    requestsPerSecond: integerSetting(settings, fields.requestsPerSecond),
    timeoutMs: integerSetting(settings, fields.timeoutSeconds) * 1000,
    retryMs: integerSetting(settings, fields.retrySeconds) * 1000,
    maxPageBytes: integerSetting(settings, fields.maxPageMb) * 1024 * 1024,
    maxTotalBytes: integerSetting(settings, fields.maxTotalMb) * 1024 * 1024,
    memoryLimitMb: integerSetting(settings, fields.memoryLimitMb),
    certificateAuthority: ca === '' ? undefined : ca,
  };
}

/** Where a resource is asked for; undefined when its path leads to another server. */
export function resourceUrl(baseUrl: URL, path: string): URL | undefined {
  const below = path.replace(/^\/+/, '');
  if (!URL.canParse(below, baseUrl.href)) return undefined;
  const url = new URL(below, baseUrl);
  return url.origin === baseUrl.origin && url.username === '' ? url : undefined;
}

function parseAuth(settings: ConnectionSettings): Auth {
  const text = (field: (typeof fields)[keyof typeof fields]): string =>
    textSetting(settings, field);
  switch (authKind(settings)) {
    case 'none':
      return { kind: 'none' };
    case 'bearer':
      return { kind: 'bearer', token: text(fields.token) };
    case 'basic':
      return { kind: 'basic', user: text(fields.user), password: text(fields.password) };
    case 'api_key':
      return {
        kind: 'api_key',
        name: text(fields.keyName),
        in: text(fields.keyIn) === 'query' ? 'query' : 'header',
        key: text(fields.token),
      };
    case 'oauth2':
      return {
        kind: 'oauth2',
        tokenUrl: new URL(text(fields.tokenUrl)),
        clientId: text(fields.user),
        clientSecret: text(fields.password),
        scope: text(fields.scope),
      };
  }
}

/** What would be refused when the first request is made. */
function headerProblems(
  settings: ConnectionSettings,
): readonly (readonly [(typeof fields)['token' | 'keyName'], string])[] {
  const kind = authKind(settings);
  const isInHeader = kind === 'api_key' && textSetting(settings, fields.keyIn) === 'header';
  const token = textSetting(settings, fields.token);
  const name = textSetting(settings, fields.keyName);
  const problems: (readonly [(typeof fields)['token' | 'keyName'], string])[] = [];
  if ((kind === 'bearer' || isInHeader) && token !== '' && !headerText.test(token)) {
    problems.push([
      fields.token,
      'must be ASCII on one line, without spaces before and behind it. Was a line break copied?',
    ]);
  }
  if (isInHeader && (!headerName.test(name) || unusableForKeys.test(name))) {
    problems.push([fields.keyName, 'is no name of a header that can carry a key.']);
  }
  return problems;
}

function authKind(settings: ConnectionSettings): Auth['kind'] {
  const kind = textSetting(settings, fields.auth);
  return fields.auth.choices.find((one) => one === kind) ?? 'none';
}

function parseUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain =
    url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!/^https?:$/.test(url.protocol) || !isPlain) return undefined;
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** A value, or its JSON as text: forms and environment files have nothing else. */
function jsonSetting(settings: ConnectionSettings, { name }: { readonly name: string }): unknown {
  const value = settings[name];
  if (typeof value !== 'string') return value;
  return value === '' ? undefined : JSON.parse(value);
}

function jsonFindings(
  settings: ConnectionSettings,
  field: { readonly name: string; readonly title: string },
  schema: z.ZodType,
): readonly Diagnostic[] {
  const value = jsonSetting(settings, field);
  if (value === undefined || value === null) return [];
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) =>
    diagnostic(
      'SETTING_INVALID',
      [field.name, ...path].join('.'),
      [`${field.title}:`, ...(path.length === 0 ? [] : [path.join('.')]), message].join(' '),
    ),
  );
}

function foreignPaths(settings: ConnectionSettings): readonly string[] {
  const baseUrl = parseUrl(textSetting(settings, fields.baseUrl));
  const resources = Resources.safeParse(jsonSetting(settings, fields.resources));
  if (baseUrl === undefined || !resources.success) return [];
  return resources.data
    .filter(({ path }) => resourceUrl(baseUrl, path) === undefined)
    .map(({ name }) => `the path of "${name}" does not lie below base_url.`);
}
