import { randomUUID } from 'node:crypto';
import { testAdmin } from '../test-api.ts';
import type { Reach } from './callers.ts';
import type { Place } from './places.ts';

/**
 * How a route is called so that nothing but the caller's rights can stop it. Path parameters are
 * made by places.ts. `{}` is enough for a route that needs neither body nor query.
 */
export interface Recipe {
  /** A valid body. */
  readonly body?: (place: Place) => unknown;
  /** `a=b&c=d` */
  readonly query?: string | ((place: Place) => string);
  /** The body or query names a project or connection of the place. */
  readonly reach?: Exclude<Reach, null>;
  /** Ends the caller's login: each call gets one of its own. */
  readonly spendsLogin?: true;
  /** Answers without end: only its beginning is waited for. */
  readonly streams?: true;
  /** Needs no token; whether it refuses is its own matter and tested beside it. */
  readonly open?: true;
  /** Answers of 401, 403 or 404 that have another reason than the caller's rights. */
  readonly alsoIn?: readonly number[];
}

const spec = { version: 1, name: 'walk' };
const open: Recipe = { open: true };
const inProject = (body: (place: Place) => object): Recipe => ({
  reach: 'project',
  body: (place) => ({ ...body(place), project_id: place.projectId }),
});
const settings = { host: '127.0.0.1', port: 1, database: 'x', user: 'x' };
const unique = () => `walk ${randomUUID()}`;

/**
 * Every route of the API. The walk fails for a route that is missing here, and for an entry whose
 * route is gone.
 */
export const recipes: Readonly<Record<string, Recipe>> = {
  'POST /auth/login': open,
  'POST /auth/refresh': open,
  'POST /auth/password-reset': open,
  'POST /auth/password-reset:confirm': open,
  'POST /auth/verify-email:confirm': open,
  'POST /invitations:accept': open,
  'GET /ws': open,
  'GET /auth/methods': open,
  'GET /auth/oidc/start': open,
  'GET /auth/oidc/callback': open,
  'POST /auth/oidc/token': open,

  'GET /auth/me': {},
  'POST /auth/logout': { spendsLogin: true },
  'POST /auth/change-password': {
    body: () => ({ old_password: testAdmin.password, new_password: 'four words are better' }),
    // The callers of the walk have no password.
    alsoIn: [401, 403],
  },
  // The server of the walk sends no mail.
  'POST /auth/verify-email': { alsoIn: [404] },
  'POST /auth/switch-organisation': {
    body: ({ organisationId }) => ({ organisation_id: organisationId }),
    reach: 'project',
    spendsLogin: true,
  },
  'GET /auth/sessions': {},
  'DELETE /auth/sessions/{session_id}': { spendsLogin: true },
  'GET /api-keys': {},
  'POST /api-keys': { body: () => ({ name: unique() }) },
  'DELETE /api-keys/{api_key_id}': {},

  'GET /organisation': {},
  'PATCH /organisation': { body: () => ({ name: 'Walk' }) },
  'GET /members': {},
  'PATCH /members/{user_id}': { body: () => ({ role: 'analyst' }) },
  'DELETE /members/{user_id}': {},
  'GET /invitations': {},
  'POST /invitations': inProject(() => ({ email: `${randomUUID()}@example.com`, role: 'viewer' })),
  'DELETE /invitations/{invitation_id}': {},
  'GET /audit-log': {},
  'GET /audit-log:export': { query: 'action=none' },

  'GET /projects': {},
  'POST /projects': { body: () => ({ name: unique() }) },
  'GET /projects/{project_id}': {},
  'PATCH /projects/{project_id}': { body: () => ({ description: 'walked' }) },
  'DELETE /projects/{project_id}': {},
  'GET /projects/{project_id}/members': {},
  'PUT /projects/{project_id}/members/{user_id}': { body: () => ({ role: 'viewer' }) },
  'DELETE /projects/{project_id}/members/{user_id}': {},
  'GET /projects/{project_id}/environments': {},
  'GET /projects/{project_id}/environments/{environment}': {},
  'PUT /projects/{project_id}/environments/{environment}': { body: () => ({ connections: {} }) },

  'GET /connectors': {},
  'GET /connectors/{type}': {},
  'GET /connections': {},
  'POST /connections': inProject(() => ({
    name: unique(),
    type: 'postgresql',
    settings,
    test: false,
  })),
  'GET /connections/{connection_id}': {},
  'PATCH /connections/{connection_id}': { body: () => ({ role: 'source' }) },
  'DELETE /connections/{connection_id}': {},
  'GET /connections/{connection_id}/catalog': {},
  'GET /connections/{connection_id}/catalog/status': {},
  'GET /connections/{connection_id}/catalog/values': {},
  'PUT /connections/{connection_id}/catalog/settings': { body: () => ({}) },
  'POST /connections/{connection_id}:refresh-catalog': {},
  'POST /connections/{connection_id}:test': {},
  'POST /connectors-ai/configure': inProject(() => ({
    description: 'postgresql on 127.0.0.1 port 1, database x, user x',
  })),
  'GET /data/preview': {
    query: ({ connectionId }) => `source=${connectionId}&table=x`,
    reach: 'connection',
  },
  'POST /data/profile': {
    body: ({ connectionId }) => ({ source: connectionId, table: 'x' }),
    reach: 'connection',
  },

  'POST /storage/recommend': {
    body: ({ connectionId }) => ({ source: connectionId, table: 'x' }),
    reach: 'connection',
  },
  'POST /nl-query': {
    body: ({ connectionId, projectId }) => ({
      question: 'How many x are there?',
      connection_id: connectionId,
      project_id: projectId,
    }),
    reach: 'project',
  },

  // A project in a query is looked up as a connection is: 404 where the caller may not ask.
  'GET /glossary': { query: ({ projectId }) => `project_id=${projectId}`, reach: 'connection' },
  'GET /language-models': {
    query: ({ projectId }) => `project_id=${projectId}`,
    reach: 'connection',
  },
  'PUT /language-models': inProject(() => ({ enabled: true })),
  'GET /verified-questions': {},
  'POST /verified-questions': inProject(({ connectionId }) => ({
    question: 'How many x are there?',
    connection_id: connectionId,
    sql: 'select 1',
  })),
  'GET /verified-questions/{verified_question_id}': {},
  'DELETE /verified-questions/{verified_question_id}': {},
  'PUT /glossary': inProject(() => ({ terms: [] })),

  'GET /pipelines': {},
  'POST /pipelines': inProject(() => ({ spec, options: { validate: false } })),
  'POST /pipelines:generate': inProject(() => ({ description: 'Load x from a to b' })),
  'POST /pipelines:import': inProject(() => ({
    yaml: 'ai_etl: 1\nkind: pipeline\nspec:\n  version: 1\n  name: walk\n',
    dry_run: true,
  })),
  'GET /pipelines/{pipeline_id}': {},
  'PATCH /pipelines/{pipeline_id}': { body: () => ({ spec }) },
  'DELETE /pipelines/{pipeline_id}': {},
  'GET /pipelines/{pipeline_id}/code': { query: 'target=pandas' },
  'GET /pipelines/{pipeline_id}/runs': {},
  'GET /pipelines/{pipeline_id}/status': {},
  'GET /pipelines/{pipeline_id}/versions': {},
  'GET /pipelines/{pipeline_id}/versions/{version}': {},
  'GET /pipelines/{pipeline_id}/versions:diff': { query: 'from=1&to=1' },
  'GET /pipelines/{pipeline_id}:describe': {},
  'GET /pipelines/{pipeline_id}:export': {},
  'POST /pipelines/{pipeline_id}:backfill': {
    body: () => ({ from: '2024-01-01', to: '2024-01-02', cron: '0 2 * * *', dry_run: true }),
  },
  'POST /pipelines/{pipeline_id}:clarify': { body: () => ({ answers: {} }) },
  'POST /pipelines/{pipeline_id}:clone': { body: () => ({}) },
  'POST /pipelines/{pipeline_id}:deploy': {},
  'POST /pipelines/{pipeline_id}:pause': {},
  'POST /pipelines/{pipeline_id}:restore': {},
  'POST /pipelines/{pipeline_id}:resume': {},
  'POST /pipelines/{pipeline_id}:regenerate': {
    body: () => ({ instruction: 'Run at 3am', dry_run: true }),
  },
  'POST /pipelines/{pipeline_id}:rollback': { body: () => ({ version: 1 }) },
  'POST /pipelines/{pipeline_id}:run': {},
  'POST /pipelines/{pipeline_id}:validate': {},

  'GET /runs': {},
  'GET /runs/{run_id}': {},
  'GET /runs/{run_id}/logs': {},
  'GET /runs/{run_id}/logs/stream': { streams: true },
  'POST /runs/{run_id}:cancel': {},
  'GET /events/stream': { streams: true },
  'POST /events/ticket': {},
  'GET /observability/metrics': {},

  'GET /webhooks': {},
  'POST /webhooks': inProject(() => ({
    url: 'https://hooks.example.com/x',
    events: ['pipeline.completed'],
  })),
  'GET /webhooks/{webhook_id}': {},
  'PATCH /webhooks/{webhook_id}': { body: () => ({ description: 'walked' }) },
  'DELETE /webhooks/{webhook_id}': {},
  'POST /webhooks/{webhook_id}:rotate-secret': {},
  'POST /webhooks/{webhook_id}:test': {},
  'GET /webhooks/{webhook_id}/deliveries': {},
  'GET /webhooks/{webhook_id}/deliveries/{delivery_id}': {},
  'POST /webhooks/{webhook_id}/deliveries/{delivery_id}:redeliver': {},
};
