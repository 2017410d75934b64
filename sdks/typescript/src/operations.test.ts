import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AIETLClient } from './client.ts';

/** Every method of the client that sends a request, each called once with whatever. */
const calls: Readonly<Record<string, (client: AIETLClient) => unknown>> = {
  createApiKey: ({ apiKeys }) => apiKeys.create({ name: 'x' }),
  listApiKeys: ({ apiKeys }) => apiKeys.list(),
  revokeApiKey: ({ apiKeys }) => apiKeys.revoke('a'),
  login: ({ auth }) => auth.login({ email: 'a', password: 'b' }),
  logout: ({ auth }) => auth.logout(),
  getMe: ({ auth }) => auth.me(),
  changePassword: ({ auth }) => auth.changePassword({ old_password: 'a', new_password: 'b' }),
  switchOrganisation: ({ auth }) => auth.switchOrganisation('a'),
  listSessions: ({ auth }) => auth.sessions(),
  endSession: ({ auth }) => auth.endSession('a'),
  createConnection: ({ connections }) => connections.create({ name: 'a', type: 'b', settings: {} }),
  listConnections: ({ connections }) => connections.list(),
  getConnection: ({ connections }) => connections.get('a'),
  deleteConnection: ({ connections }) => connections.delete('a'),
  getConnectionCatalog: ({ connections }) => connections.catalog('a'),
  getCatalogStatus: ({ connections }) => connections.catalogStatus('a'),
  refreshCatalog: ({ connections }) => connections.refreshCatalog('a'),
  putCatalogSettings: ({ connections }) => connections.setCatalogSettings('a', {}),
  listCatalogValues: ({ connections }) => connections.catalogValues('a'),
  testConnection: ({ connections }) => connections.test('a'),
  listConnectors: ({ connectors }) => connectors.list(),
  configureConnector: ({ connectors }) => connectors.configure({ description: 'a' }),
  profileData: ({ data }) => data.profile({ source: 'a', table: 'b' }),
  createInvitation: ({ invitations }) => invitations.create({ email: 'a', role: 'viewer' }),
  listInvitations: ({ invitations }) => invitations.list(),
  deleteInvitation: ({ invitations }) => invitations.delete('a'),
  acceptInvitation: ({ invitations }) => invitations.accept({ token: 'a' }),
  listMembers: ({ members }) => members.list(),
  updateMember: ({ members }) => members.update('a', { role: 'viewer' }),
  removeMember: ({ members }) => members.remove('a'),
  getOrganisation: ({ organisation }) => organisation.get(),
  updateOrganisation: ({ organisation }) => organisation.update({ name: 'a' }),
  createPipeline: ({ pipelines }) => pipelines.create({ spec: {} }),
  generatePipeline: ({ pipelines }) => pipelines.generate({ description: 'a' }),
  clarifyPipeline: ({ pipelines }) => pipelines.clarify('a', { answers: {} }),
  listPipelines: ({ pipelines }) => pipelines.list(),
  getPipeline: ({ pipelines }) => pipelines.get('a'),
  deletePipeline: ({ pipelines }) => pipelines.delete('a'),
  deployPipeline: ({ pipelines }) => pipelines.deploy('a'),
  runPipeline: ({ pipelines }) => pipelines.run('a'),
  listPipelineRuns: ({ pipelines }) => pipelines.runs('a'),
  getPipelineStatus: ({ pipelines }) => pipelines.status('a'),
  pausePipeline: ({ pipelines }) => pipelines.pause('a'),
  resumePipeline: ({ pipelines }) => pipelines.resume('a'),
  createProject: ({ projects }) => projects.create({ name: 'a' }),
  listProjects: ({ projects }) => projects.list(),
  getProject: ({ projects }) => projects.get('a'),
  updateProject: ({ projects }) => projects.update('a', { name: 'b' }),
  deleteProject: ({ projects }) => projects.delete('a'),
  listProjectMembers: ({ projects }) => projects.members('a'),
  setProjectMember: ({ projects }) => projects.setMember('a', 'b', { role: 'viewer' }),
  removeProjectMember: ({ projects }) => projects.removeMember('a', 'b'),
  getRun: ({ runs }) => runs.get('a'),
  cancelRun: ({ runs }) => runs.cancel('a'),
  listRunLogs: ({ runs }) => runs.logs('a').next(),
  createWebhook: ({ webhooks }) => webhooks.create({ url: 'https://a', events: [] }),
  listWebhooks: ({ webhooks }) => webhooks.list(),
  getWebhook: ({ webhooks }) => webhooks.get('a'),
  updateWebhook: ({ webhooks }) => webhooks.update('a', {}),
  deleteWebhook: ({ webhooks }) => webhooks.delete('a'),
  testWebhook: ({ webhooks }) => webhooks.test('a'),
  rotateWebhookSecret: ({ webhooks }) => webhooks.rotateSecret('a'),
  listWebhookDeliveries: ({ webhooks }) => webhooks.deliveries('a'),
  getWebhookDelivery: ({ webhooks }) => webhooks.delivery('a', 'b'),
  getLoginMethods: ({ auth }) => auth.methods(),
  exchangeLoginCode: ({ auth }) => auth.exchangeLoginCode('a'),
  previewData: ({ data }) => data.preview({ source: 'a', table: 'b' }),
  askQuestion: ({ query }) => query.ask({ question: 'a', schema: { tables: ['b'] } }),
  createVerifiedQuestion: ({ verifiedQuestions }) => verifiedQuestions.create({ question: 'a' }),
  listVerifiedQuestions: ({ verifiedQuestions }) => verifiedQuestions.list(),
  getVerifiedQuestion: ({ verifiedQuestions }) => verifiedQuestions.get('a'),
  deleteVerifiedQuestion: ({ verifiedQuestions }) => verifiedQuestions.delete('a'),
  getGlossary: ({ glossary }) => glossary.get(),
  putGlossary: ({ glossary }) => glossary.put({ terms: [] }),
  getLanguageModels: ({ languageModels }) => languageModels.get(),
  putLanguageModels: ({ languageModels }) => languageModels.put({ enabled: true }),
  listRuns: ({ runs }) => runs.list(),
  getConnector: ({ connectors }) => connectors.get('a'),
  recommendStorage: ({ storage }) => storage.recommend({ data_profile: { size_gb: 100 } }),
  updateConnection: ({ connections }) => connections.update('a', {}),
  listAuditLog: ({ auditLog }) => auditLog.list(),
  exportAuditLog: ({ auditLog }) => auditLog.export().next(),
  requestPasswordReset: ({ auth }) => auth.requestPasswordReset('a'),
  confirmPasswordReset: ({ auth }) => auth.confirmPasswordReset({ token: 'a', new_password: 'b' }),
  requestEmailVerification: ({ auth }) => auth.requestEmailVerification(),
  confirmEmailVerification: ({ auth }) => auth.confirmEmailVerification('a'),
  streamEvents: ({ events }) => events.stream({ run_id: 'a' }).next(),
  createEventTicket: ({ events }) => events.createTicket(),
  getMetrics: ({ metrics }) => metrics.get(),
  updatePipeline: ({ pipelines }) => pipelines.update('a', { spec: {} }),
  getPipelineCode: ({ pipelines }) => pipelines.code('a'),
  listPipelineVersions: ({ pipelines }) => pipelines.versions.list('a'),
  getPipelineVersion: ({ pipelines }) => pipelines.versions.get('a', 1),
  diffPipelineVersions: ({ pipelines }) => pipelines.versions.diff('a'),
  regeneratePipeline: ({ pipelines }) => pipelines.regenerate('a', { instruction: 'append' }),
  rollbackPipeline: ({ pipelines }) => pipelines.versions.rollback('a', { version: 1 }),
  backfillPipeline: ({ pipelines }) => pipelines.backfill('a', { from: 'b', to: 'c' }),
  clonePipeline: ({ pipelines }) => pipelines.clone('a'),
  describePipeline: ({ pipelines }) => pipelines.describe('a'),
  exportPipeline: ({ pipelines }) => pipelines.export('a'),
  importPipeline: ({ pipelines }) => pipelines.import({ yaml: 'a' }),
  restorePipeline: ({ pipelines }) => pipelines.restore('a'),
  validatePipeline: ({ pipelines }) => pipelines.validate('a'),
  listEnvironments: ({ projects }) => projects.environments('a'),
  getEnvironment: ({ projects }) => projects.getEnvironment('a', 'staging'),
  putEnvironment: ({ projects }) => projects.setEnvironment('a', 'staging', { connections: {} }),
  streamRunLogs: ({ runs }) => runs.logs('a', { follow: true }).next(),
  redeliverWebhookDelivery: ({ webhooks }) => webhooks.redeliver('a', 'b'),
};

/** Sent by the client itself, for a browser's own navigation, a WebSocket, or nothing for a client. */
const notMethods = [
  'refresh',
  'startOpenIdLogin',
  'completeOpenIdLogin',
  'openEventSocket',
  'isLive',
  'isReady',
];

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

const document = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

describe('the client and sdks/openapi.json', () => {
  it('have the same operations', () => {
    const known = operations.map((one) => one.operationId);
    expect([...Object.keys(calls), ...notMethods].sort()).toEqual(known.sort());
  });

  it.each(operations.filter((one) => one.operationId in calls))(
    '$operationId is $method $path, and carries a key exactly if the server takes one',
    async ({ operationId, path, method, parameters = [] }) => {
      const sent: { url: string; method: string; key: string | null }[] = [];
      const client = new AIETLClient({
        baseUrl: 'http://localhost',
        apiKey: 'k',
        fetch: async (url, init) => {
          const headers = new Headers(init?.headers);
          const key = headers.get('idempotency-key');
          sent.push({
            url: url instanceof Request ? url.url : url.toString(),
            method: init?.method ?? '',
            key,
          });
          if (sent.length > 1) return new Response('{}', { status: 404 });
          return new Response('[]', { headers: { 'content-type': 'application/json' } });
        },
      });
      // The answer is nonsense to some of them; what counts is what was sent.
      await Promise.resolve(calls[operationId]?.(client)).catch(() => undefined);
      const [first] = sent;
      expect(sent.length).toBeGreaterThan(0);
      expect(first?.method.toLowerCase()).toBe(method);
      const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/:]+')}$`);
      expect(new URL(first?.url ?? '').pathname).toMatch(pattern);
      const takesKey = parameters.some((one) => one.name.toLowerCase() === 'idempotency-key');
      expect(first?.key !== null).toBe(takesKey);
    },
  );
});
