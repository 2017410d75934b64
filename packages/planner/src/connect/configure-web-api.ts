import type { Assumption, ConnectorSpec } from '@ai-etl/core';
import { findSpec, systemsIn } from './infer-type.ts';
import type {
  ConfiguredConnection,
  ConnectionWords,
  UnclearConnection,
} from './configure-connection.ts';
import { nameConnection } from './name-connection.ts';

/** Connectors of APIs have a URL where others have a host. */
function isWebApi({ fields }: ConnectorSpec): boolean {
  return fields.some(({ name }) => name === 'base_url');
}

const apiWords = /(?<![\p{L}\p{N}_])(?:api|апи)(?![\p{L}\p{N}_])/iu;
const urlPattern = /https?:\/\/[^\s"'`<>«»]+/iu;

/** The connector of APIs, when hints name it or words speak of an API and of no other system. */
export function webApiSpec({
  description,
  hints,
  connectors,
}: ConnectionWords): ConnectorSpec | undefined {
  const hinted = hints['connector'] ?? hints['type'];
  if (hinted !== undefined) {
    const spec = findSpec(connectors, String(hinted));
    return spec !== undefined && isWebApi(spec) ? spec : undefined;
  }
  const words = description.replaceAll(new RegExp(urlPattern, 'giu'), ' ');
  return apiWords.test(words) && systemsIn(words).length === 0
    ? connectors.find(isWebApi)
    : undefined;
}

const quoted = String.raw`(?:"([^"]+)"|'([^']+)'|([^\s"',;]+))`;
const says = String.raw`(?:\s*[:=]\s*|\s+(?:is\s+)?)`;
const phrases = {
  bearer: new RegExp(`(?<![\\p{L}])(?:bearer(?:\\s+token)?|token|токен)${says}${quoted}`, 'iu'),
  apiKey: new RegExp(`(?<![\\p{L}])(?:api[\\s_-]?key|ключ)${says}${quoted}`, 'iu'),
  user: new RegExp(
    `(?<![\\p{L}])(?:user(?:name)?|login|client[\\s_]id|пользовател\\p{L}+|логин)${says}${quoted}`,
    'iu',
  ),
  password: new RegExp(
    `(?<![\\p{L}])(?:password|client[\\s_]secret|парол\\p{L}+)${says}${quoted}`,
    'iu',
  ),
  resources:
    /(?<![\p{L}])(?:resources?|endpoints?|ресурс\p{L}*)\s*:?\s+(?<list>[\w./-]+(?:(?:\s*,\s*|\s+(?:and|и)\s+)[\w./-]+)*)/iu,
};

/** Words about an API to settings: URL, credentials, resources. Pure. */
export function configureWebApi(
  spec: ConnectorSpec,
  { description, hints }: ConnectionWords,
): ConfiguredConnection | UnclearConnection {
  const url = findUrl(description, hints);
  if (url === undefined) {
    const error =
      'Say where the API is, for example {"hints": {"url": "https://api.example.com/v1"}}.';
    return { ok: false, problems: [{ field: 'hints.url', error }] };
  }
  const words = description.replaceAll(new RegExp(urlPattern, 'giu'), ' ');
  const assumptions: Assumption[] = [];
  const auth = credentials(words, { url, hints });
  const place = resourcesOf(words, url);
  if (auth['auth'] === 'none') {
    const alternatives = ['bearer', 'basic', 'api_key', 'oauth2'];
    const because = 'the words name no credentials';
    assumptions.push({ path: 'auth', value: 'none', because, alternatives });
  }
  if (place.because !== undefined) {
    const { names, because } = place;
    assumptions.push({ path: 'resources', value: names.join(', '), because, alternatives: [] });
  }
  const settings = {
    base_url: place.baseUrl,
    ...auth,
    ...(place.names.length === 0
      ? {}
      : {
          resources: JSON.stringify(
            place.names.map((name) => ({ name: lastPart(name), path: name })),
          ),
        }),
  };
  return {
    ok: true,
    type: spec.type,
    settings,
    missing: [...missingSecrets(auth), ...(place.names.length === 0 ? ['resources'] : [])],
    assumptions,
    warnings: [
      'Where the records stand in an answer, and how its pages go on, words do not say: complete `records` and `pagination` of the resources.',
    ],
    name: nameConnection({ host: url.host }),
  };
}

function findUrl(description: string, hints: ConnectionWords['hints']): URL | undefined {
  const written = String(hints['url'] ?? urlPattern.exec(description)?.[0] ?? '');
  const host = hints['host'] === undefined ? '' : `https://${String(hints['host'])}/`;
  const text = (written === '' ? host : written).replace(/[.,;:!?)\]}]+$/u, '');
  if (!/^https?:\/\//iu.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}

function credentials(
  words: string,
  { url, hints }: { readonly url: URL; readonly hints: ConnectionWords['hints'] },
): Readonly<Record<string, string>> {
  const hint = (name: string): string | undefined => {
    const value = hints[name];
    return value === undefined ? undefined : String(value);
  };
  const spoken = (name: 'bearer' | 'apiKey' | 'user' | 'password'): string | undefined => {
    const found = phrases[name].exec(words);
    return (found?.[1] ?? found?.[2] ?? found?.[3])?.replace(/[.!?)]+$/u, '');
  };
  const user = hint('user') ?? decoded(url.username) ?? spoken('user');
  const password = hint('password') ?? decoded(url.password) ?? spoken('password');
  if (/oauth/iu.test(words)) {
    return {
      auth: 'oauth2',
      ...(user === undefined ? {} : { user }),
      ...(password === undefined ? {} : { password }),
    };
  }
  const key = spoken('apiKey');
  if (key !== undefined) return { auth: 'api_key', token: key };
  const token = spoken('bearer');
  if (token !== undefined) return { auth: 'bearer', token };
  if (user !== undefined)
    return { auth: 'basic', user, ...(password === undefined ? {} : { password }) };
  return password === undefined ? { auth: 'none' } : { auth: 'bearer', token: password };
}

/** Named resources lie below the URL; else its last part is one. */
function resourcesOf(
  words: string,
  url: URL,
): { readonly baseUrl: string; readonly names: readonly string[]; readonly because?: string } {
  const list = phrases.resources.exec(words)?.groups?.['list'];
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const at = (path: readonly string[]): string => `${url.origin}/${path.join('/')}`;
  if (list !== undefined) {
    const names = list
      .split(/\s*,\s*|\s+(?:and|и)\s+/iu)
      .map((one) => one.replace(/^\/+|[/.]+$/g, ''));
    return { baseUrl: at(parts), names: [...new Set(names)] };
  }
  const last = parts.at(-1);
  if (last === undefined || /^(?:api|v\d+(?:\.\d+)?|rest)$/iu.test(last))
    return { baseUrl: at(parts), names: [] };
  return { baseUrl: at(parts.slice(0, -1)), names: [last], because: 'it is the end of the URL' };
}

function lastPart(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** What the kind of authentication needs and nobody said. */
function missingSecrets(auth: Readonly<Record<string, string>>): readonly string[] {
  const needed =
    auth['auth'] === 'oauth2'
      ? ['user', 'password', 'token_url']
      : auth['auth'] === 'basic'
        ? ['user', 'password']
        : [];
  return needed.filter((name) => auth[name] === undefined);
}

/** Of a URL; a lone % belongs to a password that nobody encoded. */
function decoded(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
