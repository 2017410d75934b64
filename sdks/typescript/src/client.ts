import { keyAuthentication } from './core/authentication.ts';
import { apiRoot, defaultBaseUrl } from './core/base-url.ts';
import { AIETLError } from './core/errors.ts';
import { defaultRetryPolicy, type RetryPolicy } from './core/retry.ts';
import { Session, type TokenStore } from './core/session.ts';
import { Transport } from './core/transport.ts';
import { ApiKeys } from './resources/api-keys.ts';
import { AuditLog } from './resources/audit-log.ts';
import { Auth } from './resources/auth.ts';
import { Connections } from './resources/connections.ts';
import { Connectors } from './resources/connectors.ts';
import { Data } from './resources/data.ts';
import { Events } from './resources/events.ts';
import { Glossary } from './resources/glossary.ts';
import { LanguageModels } from './resources/language-models.ts';
import { Invitations } from './resources/invitations.ts';
import { Members } from './resources/members.ts';
import { Metrics } from './resources/metrics.ts';
import { Organisation } from './resources/organisation.ts';
import { Pipelines } from './resources/pipelines.ts';
import { Projects } from './resources/projects.ts';
import { Query } from './resources/query.ts';
import { Runs } from './resources/runs.ts';
import { Storage } from './resources/storage.ts';
import { VerifiedQuestions } from './resources/verified-questions.ts';
import { Webhooks } from './resources/webhooks.ts';
import { userAgentHeaders } from './user-agent.ts';

export interface ClientOptions {
  /** With `/api/v1` or without; default https://api.ai-etl.com. */
  readonly baseUrl?: string | undefined;
  /** An API key, or an access token. Wins over a login. */
  readonly apiKey?: string | undefined;
  /** With `password`: logs in with the first request and renews its token by itself. */
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  /** Keeps the tokens of a login beyond this process. */
  readonly tokenStore?: TokenStore | undefined;
  /** For each try; default 60 s, 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  /** Beyond the first try; default 3. Only what may be sent twice is sent twice. */
  readonly maxRetries?: number | undefined;
  /** The rest of the retry policy. */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** In place of the runtime's. */
  readonly fetch?: typeof fetch | undefined;
  /** Put in front of the SDK's own name in User-Agent: `my-app/1.2`. */
  readonly userAgent?: string | undefined;
}

/**
 * The API of AI-ETL.
 *
 * @example
 * const client = new AIETLClient({ apiKey: 'your_api_key', baseUrl: 'https://api.ai-etl.com' });
 * const pipeline = await client.pipelines.generate({
 *   description: 'Load data from PostgreSQL to ClickHouse',
 * });
 */
export class AIETLClient {
  readonly apiKeys: ApiKeys;
  readonly auditLog: AuditLog;
  readonly auth: Auth;
  readonly connections: Connections;
  readonly connectors: Connectors;
  readonly data: Data;
  readonly events: Events;
  readonly glossary: Glossary;
  readonly languageModels: LanguageModels;
  readonly invitations: Invitations;
  readonly members: Members;
  readonly metrics: Metrics;
  readonly organisation: Organisation;
  readonly pipelines: Pipelines;
  readonly projects: Projects;
  readonly query: Query;
  readonly runs: Runs;
  readonly storage: Storage;
  readonly verifiedQuestions: VerifiedQuestions;
  readonly webhooks: Webhooks;

  /** Throws AIETLError for options that cannot work; sends nothing yet. */
  constructor(options: ClientOptions = {}) {
    const transport = makeTransport(options);
    const session = authenticate(transport, options);
    this.apiKeys = new ApiKeys(transport);
    this.auditLog = new AuditLog(transport);
    this.auth = new Auth(transport, session);
    this.connections = new Connections(transport);
    this.connectors = new Connectors(transport);
    this.data = new Data(transport);
    this.events = new Events(transport);
    this.glossary = new Glossary(transport);
    this.languageModels = new LanguageModels(transport);
    this.invitations = new Invitations(transport);
    this.members = new Members(transport);
    this.metrics = new Metrics(transport);
    this.organisation = new Organisation(transport);
    this.runs = new Runs(transport);
    this.pipelines = new Pipelines(transport, this.runs);
    this.projects = new Projects(transport);
    this.query = new Query(transport);
    this.storage = new Storage(transport);
    this.verifiedQuestions = new VerifiedQuestions(transport);
    this.webhooks = new Webhooks(transport);
  }
}

function makeTransport(options: ClientOptions): Transport {
  const send = options.fetch ?? globalThis.fetch;
  if (typeof send !== 'function') {
    throw new AIETLError(
      'This runtime has no fetch: use Node 18 or later, or give one as `fetch`.',
    );
  }
  const { maxRetries, retry } = options;
  return new Transport({
    root: apiRoot(options.baseUrl ?? defaultBaseUrl),
    // Browsers refuse a fetch that is called as somebody's method.
    fetch: (input, init) => send(input, init),
    timeoutMs: options.timeoutMs ?? 60_000,
    retry: {
      ...defaultRetryPolicy,
      ...retry,
      ...(maxRetries === undefined ? {} : { maxRetries }),
    },
    headers: { ...userAgentHeaders(options.userAgent), ...options.headers },
    random: Math.random,
  });
}

/** Answers the session; null with an API key, which needs none. */
function authenticate(transport: Transport, options: ClientOptions): Session | null {
  const { apiKey, email, password, tokenStore = null } = options;
  if (apiKey !== undefined) {
    if (apiKey.trim() === '') throw new AIETLError('apiKey is empty.');
    transport.authenticateWith(keyAuthentication(apiKey.trim()));
    return null;
  }
  if ((email === undefined) !== (password === undefined)) {
    throw new AIETLError('email and password are needed together.');
  }
  const login = email === undefined || password === undefined ? null : { email, password };
  const session = new Session(transport, { login, store: tokenStore });
  transport.authenticateWith(session);
  return session;
}
