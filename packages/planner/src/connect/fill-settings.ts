import type { Assumption, ConnectorField, ConnectorSpec } from '@ai-etl/core';
import type { DraftSettings } from './connection-draft.ts';
import { saysProduction } from './read-words.ts';

export interface FillRequest {
  readonly spec: ConnectorSpec;
  readonly draft: DraftSettings;
  readonly words: string;
  /** The words say that there is none. */
  readonly noPassword: boolean;
}

export interface FilledSettings {
  /** In the order of the connector's fields. */
  readonly settings: Readonly<Record<string, string | number>>;
  readonly missing: readonly string[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly string[];
}

/** ClickHouse's native ports: the same servers' HTTP interface has others. */
const nativePorts: ReadonlySet<number> = new Set([9000, 9440]);

/** Fills what the words left open with the connector's defaults; each one is an assumption. */
export function fillSettings(request: FillRequest): FilledSettings {
  const { spec, noPassword } = request;
  const assumptions: Assumption[] = [];
  const warnings: string[] = [];
  const draft = usableBy(spec, request.draft, warnings);
  const local = isLoopback(draft.host ?? '');
  const assume = (
    path: string,
    value: string | number,
    because: string,
    alternatives: readonly string[] = [],
  ) => {
    assumptions.push({ path, value: String(value), because, alternatives: [...alternatives] });
    return value;
  };
  const settings: Record<string, string | number> = {};
  const tls = fieldOf(spec, 'ssl_mode');
  const mode = tls === undefined ? undefined : sslMode(request, { draft, local, tls, assume });
  for (const field of spec.fields) {
    const name = draftNames.find((one) => one === field.name);
    const said = name === undefined ? undefined : draft[name];
    if (field.name === 'ssl_mode') {
      if (mode !== undefined) settings['ssl_mode'] = mode;
    } else if (field.name === 'port') {
      settings['port'] = portFor(spec, { said: draft.port, mode, field, assume });
    } else if (said !== undefined) settings[field.name] = said;
    else if (field.default !== undefined && typeof field.default !== 'boolean' && !field.secret) {
      settings[field.name] = assume(field.name, field.default, `the default of ${spec.title}`);
    }
  }
  const missing = missingOf(spec, { settings, local, noPassword });
  const place = (path: string) => spec.fields.findIndex((field) => field.name === path);
  assumptions.sort((a, b) => place(a.path) - place(b.path));
  return { settings, missing, assumptions, warnings };
}

/** A password is missing unless the server is this machine, or the words say that there is none. */
function missingOf(
  spec: ConnectorSpec,
  {
    settings,
    local,
    noPassword,
  }: { readonly settings: object; readonly local: boolean; readonly noPassword: boolean },
): readonly string[] {
  return spec.fields
    .filter(({ name, required, secret }) => {
      if (name in settings) return false;
      return required || (secret && name === 'password' && !local && !noPassword);
    })
    .map(({ name }) => name);
}

type Assume = (
  path: string,
  value: string | number,
  because: string,
  alternatives?: readonly string[],
) => string | number;

function sslMode(
  { words, spec }: FillRequest,
  {
    draft,
    local,
    tls,
    assume,
  }: {
    readonly draft: DraftSettings;
    readonly local: boolean;
    readonly tls: ConnectorField;
    readonly assume: Assume;
  },
): string {
  const choices = tls.choices ?? [];
  const { ssl_mode: said } = draft;
  if (said !== undefined && choices.includes(said)) return said;
  const others = (mode: string) => choices.filter((one) => one !== mode);
  if (said === 'prefer') {
    return String(
      assume(
        'ssl_mode',
        'require',
        `${spec.title} has no "prefer": TLS is on or off`,
        others('require'),
      ),
    );
  }
  if (draft.port === 8443 || draft.port === 9440) {
    return String(
      assume(
        'ssl_mode',
        'require',
        `port ${draft.port} is ClickHouse's port for TLS`,
        others('require'),
      ),
    );
  }
  if (local) {
    const mode = choices.includes('prefer') ? 'prefer' : 'disable';
    return String(assume('ssl_mode', mode, 'the server is this machine', others(mode)));
  }
  const because = saysProduction(words)
    ? 'it is a production server'
    : 'the server is another machine, so its traffic is encrypted';
  return String(assume('ssl_mode', 'require', because, others('require')));
}

function portFor(
  spec: ConnectorSpec,
  {
    said,
    mode,
    field,
    assume,
  }: {
    readonly said: number | undefined;
    readonly mode: string | undefined;
    readonly field: ConnectorField;
    readonly assume: Assume;
  },
): string | number {
  const isHttp = spec.type === 'clickhouse';
  const secure = isHttp && mode !== 'disable';
  const usual = secure ? 8443 : typeof field.default === 'number' ? field.default : 0;
  if (said !== undefined && isHttp && nativePorts.has(said)) {
    const because = `${said} is the native port; this connector speaks HTTP`;
    return assume('port', usual, because, [String(said)]);
  }
  if (said !== undefined) return said;
  return assume('port', usual, secure ? 'the usual port with TLS' : `the default of ${spec.title}`);
}

/** A setting that the connector has no field for is told, not dropped silently. */
function usableBy(spec: ConnectorSpec, draft: DraftSettings, warnings: string[]): DraftSettings {
  if (draft.schema === undefined || fieldOf(spec, 'schema') !== undefined) return draft;
  const { schema, ...rest } = draft;
  if (rest.database === undefined) {
    warnings.push(
      `${spec.title} has databases instead of schemas: the schema was taken as the database.`,
    );
    return { ...rest, database: schema };
  }
  warnings.push(`${spec.title} has no schemas; "${schema}" was left out.`);
  return rest;
}

function fieldOf(spec: ConnectorSpec, name: string): ConnectorField | undefined {
  return spec.fields.find((field) => field.name === name);
}

const draftNames = ['host', 'port', 'database', 'user', 'password', 'schema', 'ssl_mode'] as const;

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1|\/.*)\.?$/iu.test(
    host,
  );
}
