import { randomUUID } from 'node:crypto';
import { invariant, PipelineSpec, specHash } from '@ai-etl/core';
import type { TestApi } from '../test-api.ts';

/** Where resources are, as seen from a caller who works in `mine`. */
export const placeNames = ['mine', 'other', 'foreign'] as const;
export type PlaceName = (typeof placeNames)[number];

/** A project of the caller's organisation, another one of it, or one of another organisation. */
export interface Place {
  readonly name: PlaceName;
  readonly organisationId: string;
  readonly projectId: string;
  /** There to stay, so that the project is never empty. */
  readonly connectionId: string;
  readonly pipelineId: string;
}

/** What no answer may hold for somebody who may not know of the place. */
export function marksOf({ projectId, connectionId, pipelineId }: Place): readonly string[] {
  return [projectId, connectionId, pipelineId];
}

const foreignUser = 'user_foreign';

type Ids = Readonly<Record<string, string>>;

/** For whom something is made that belongs to a person. */
export interface Maker {
  readonly api: TestApi;
  readonly place: Place;
  readonly userId: string;
  /** Of an organisation there may be few; kept unless the step deletes it. */
  readonly webhooks: Map<string, string>;
}

/** Makes what a path parameter names, in a place, together with what it hangs on. */
const makers: Readonly<Record<string, (maker: Maker) => Promise<Ids>>> = {
  project_id: ({ place }) => Promise.resolve({ project_id: place.projectId }),
  pipeline_id: async (maker) => ({ pipeline_id: await makePipeline(maker.api, maker.place) }),
  run_id: async (maker) => {
    const pipelineId = await makePipeline(maker.api, maker.place);
    const run = await maker.api.store.runStore.createRun({
      pipelineId,
      pipelineVersion: 1,
      trigger: 'manual',
      params: {},
      logicalTime: '2026-01-01T00:00:00Z',
    });
    return { run_id: run.id, pipeline_id: pipelineId };
  },
  connection_id: async (maker) => ({ connection_id: await makeConnection(maker.api, maker.place) }),
  verified_question_id: async ({ api, place: { organisationId, projectId } }) => {
    const made = await api.store.verifiedQuestions.createVerifiedQuestion(
      { organisationId },
      {
        projectId,
        question: randomUUID(),
        description: '',
        answer: { kind: 'spec', spec: PipelineSpec.parse({ version: 1, name: 'walk' }) },
        createdBy: 'user_walk',
      },
    );
    return { verified_question_id: made.id };
  },
  user_id: async ({ api, place: { organisationId, projectId } }) => {
    const userId = `user_${randomUUID().slice(0, 8)}`;
    const projectRoles = { [projectId]: 'viewer' } as const;
    await api.tokenFor({ userId, organisationId, role: 'viewer', projectRoles });
    return { user_id: userId, project_id: projectId };
  },
  invitation_id: async ({ api, place, userId }) => {
    const { organisationId } = place;
    const made = await api.store.organisations.createInvitation(
      { organisationId },
      {
        email: `${randomUUID()}@example.com`,
        role: 'viewer',
        projectId: null,
        tokenHash: randomUUID(),
        invitedBy: ownerIn(api, place, userId),
        expiresAt: '2999-01-01T00:00:00Z',
      },
    );
    return { invitation_id: made.id };
  },
  api_key_id: async ({ api, place, userId }) => {
    const made = await api.store.identity.createApiKey(
      { organisationId: place.organisationId },
      {
        userId: ownerIn(api, place, userId),
        name: 'walk',
        hint: 'ak_live_…',
        tokenHash: randomUUID(),
        scopes: [],
        expiresAt: null,
        parentId: null,
      },
    );
    return { api_key_id: made.id };
  },
  webhook_id: async ({ api, place: { organisationId }, webhooks }) => {
    const kept = webhooks.get(organisationId);
    if (kept !== undefined) return { webhook_id: kept };
    const made = await api.store.webhooks.createWebhook(
      { organisationId },
      {
        projectId: null,
        pipelineId: null,
        target: { channel: 'webhook', url: 'https://127.0.0.1:1/x', secrets: [randomUUID()] },
        shownTarget: 'https://127.0.0.1:1',
        description: '',
        events: [],
        enabled: false,
        createdBy: null,
      },
    );
    webhooks.set(organisationId, made.id);
    return { webhook_id: made.id };
  },
  delivery_id: async (maker) => {
    const { webhook_id: webhookId = '' } = await make(maker, 'webhook_id');
    const { organisationId } = maker.place;
    const made = await maker.api.store.webhooks.recordTest({ organisationId }, webhookId, {
      eventId: `evt_${randomUUID()}`,
      data: {},
      occurredAt: '2026-01-01T00:00:00Z',
      responseStatus: 200,
      responseBody: null,
      error: null,
      durationMs: 1,
    });
    return { webhook_id: webhookId, delivery_id: made.id };
  },
  session_id: async ({ api, place, userId }) => {
    const sessionId = `ses_${randomUUID()}`;
    await api.store.identity.openSession({
      id: sessionId,
      userId: ownerIn(api, place, userId),
      organisationId: place.organisationId,
      method: 'password',
      userAgent: '',
      address: '',
      tokenHash: randomUUID(),
      expiresAt: '2999-01-01T00:00:00Z',
    });
    return { session_id: sessionId };
  },
  type: () => Promise.resolve({ type: 'postgresql' }),
  environment: () => Promise.resolve({ environment: 'staging' }),
  version: () => Promise.resolve({ version: '1' }),
};

/** Whether somebody has said how to make what this path parameter names. */
export function isMakable(param: string): boolean {
  return makers[param] !== undefined;
}

async function make(maker: Maker, param: string): Promise<Ids> {
  const how = makers[param];
  invariant(how !== undefined, `there is a maker of {${param}} in testing/walk/places.ts`);
  return how(maker);
}

/** The ids for all parameters of a route, which belong together. */
export async function makeAll(maker: Maker, params: readonly string[]): Promise<Ids> {
  let ids: Ids = {};
  // The last one brings what it hangs on; what is left is made beside it.
  for (const param of params.toReversed()) {
    if (ids[param] === undefined) ids = { ...(await make(maker, param)), ...ids };
  }
  return ids;
}

/** The three places, each with a connection in it. */
export async function makePlaces(api: TestApi): Promise<Readonly<Record<PlaceName, Place>>> {
  const foreign = 'org_foreign';
  await api.tokenFor({ userId: foreignUser, organisationId: foreign, role: 'admin' });
  const makePlace = async (name: PlaceName, organisationId: string): Promise<Place> => {
    const text = { name, description: '' };
    const { id } = await api.store.organisations.createProject({ organisationId }, text);
    const place = { name, organisationId, projectId: id, connectionId: '', pipelineId: '' };
    const connectionId = await makeConnection(api, place);
    return { ...place, connectionId, pipelineId: await makePipeline(api, place) };
  };
  return {
    mine: await makePlace('mine', api.organisationId),
    other: await makePlace('other', api.organisationId),
    foreign: await makePlace('foreign', foreign),
  };
}

async function makePipeline(api: TestApi, place: Place): Promise<string> {
  const spec = PipelineSpec.parse({ version: 1, name: 'walk' });
  const made = await api.store.pipelines.createPipeline(
    { organisationId: place.organisationId },
    {
      projectId: place.projectId,
      name: 'walk',
      description: 'walk',
      spec,
      specHash: specHash(spec),
    },
  );
  return made.id;
}

async function makeConnection(api: TestApi, place: Place): Promise<string> {
  const made = await api.store.connections.createConnection(
    { organisationId: place.organisationId },
    {
      projectId: place.projectId,
      name: randomUUID(),
      type: 'postgresql',
      // Nobody listens there: whoever may connect is refused at once.
      settings: { host: '127.0.0.1', port: 1, database: 'x', user: 'x', ssl_mode: 'disable' },
      secrets: {},
    },
  );
  return made.id;
}

/** The caller, or in another organisation somebody there. */
function ownerIn(api: TestApi, { organisationId }: Place, userId: string): string {
  return organisationId === api.organisationId ? userId : foreignUser;
}
