import type { Scope, Tenancy } from '../database/tenant.ts';
import type { NewEvent, StoredEvent } from './event.ts';
import { eventColumns } from './event-row.ts';

/** What a subscription hears: exactly one pipeline, run or project. */
export type EventChannel =
  | { readonly kind: 'pipeline'; readonly id: string }
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'project'; readonly id: string };

export interface MissedRequest {
  /** Positions after this one … */
  readonly after: number;
  /** … up to and with this one. */
  readonly upTo: number;
  readonly limit: number;
}

/** Events as requests see them. Null answers mean: not there, or somebody else's. */
export interface Events {
  /** Records what no trigger can see. Not for changes of tables: those announce themselves. */
  record(scope: Scope, event: NewEvent): Promise<void>;
  /** Where an event stands in the log. Null also when it was pruned by age. */
  findPosition(scope: Scope, eventId: string): Promise<number | null>;
  /** In order. */
  listMissed(
    scope: Scope,
    channel: EventChannel,
    request: MissedRequest,
  ): Promise<readonly StoredEvent[]>;
  /** The project to which a pipeline, run or project belongs. */
  findProject(scope: Scope, channel: EventChannel): Promise<string | null>;
}

const channelColumns = { pipeline: 'pipeline_id', run: 'run_id', project: 'project_id' } as const;

export function eventsOf(tenancy: Tenancy): Events {
  return {
    record: async (scope, event) => {
      await tenancy(scope)
        .insertInto('event_inbox')
        .values({
          organisation_id: scope.organisationId,
          project_id: event.projectId,
          pipeline_id: event.pipelineId ?? null,
          run_id: null,
          type: event.type,
          data: JSON.stringify(event.data),
        })
        .execute();
    },

    findPosition: async (scope, eventId) => {
      const row = await tenancy(scope)
        .selectFrom('events')
        .select('position')
        .where('id', '=', eventId)
        .executeTakeFirst();
      return row?.position ?? null;
    },

    listMissed: (scope, channel, { after, upTo, limit }) =>
      tenancy(scope)
        .selectFrom('events')
        .select(eventColumns)
        .where(channelColumns[channel.kind], '=', channel.id)
        .where('position', '>', after)
        .where('position', '<=', upTo)
        .orderBy('position')
        .limit(limit)
        .execute(),

    findProject: async (scope, { kind, id }) => {
      const db = tenancy(scope);
      const query = {
        pipeline: () =>
          db
            .selectFrom('pipelines')
            .select('project_id as projectId')
            .where('id', '=', id)
            .where('deleted_at', 'is', null),
        run: () => db.selectFrom('runs').select('project_id as projectId').where('id', '=', id),
        project: () => db.selectFrom('projects').select('id as projectId').where('id', '=', id),
      }[kind]();
      return (await query.executeTakeFirst())?.projectId ?? null;
    },
  };
}
