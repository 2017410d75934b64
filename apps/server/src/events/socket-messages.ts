import { z } from 'zod';

/** What a client may send over the WebSocket. */
const channel = z.enum(['pipeline', 'run', 'project']);
const id = z.string().min(1).max(128);

export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auth'), token: z.string().min(1).max(8_192) }),
  z.strictObject({ type: z.literal('auth_ticket'), ticket: z.string().min(1).max(16_384) }),
  z.strictObject({
    type: z.literal('subscribe'),
    channel,
    id,
    last_event_id: z.string().min(1).max(128).optional(),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), channel, id }),
  z.strictObject({ type: z.literal('ping') }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** What the server says besides events; these have no id. */
export type ServerMessage =
  | {
      readonly type: 'ready';
      readonly data: { readonly heartbeat_seconds: number; readonly max_subscriptions: number };
    }
  | {
      readonly type: 'subscribed';
      readonly data: { readonly channel: string; readonly id: string; readonly gap: boolean };
    }
  | {
      readonly type: 'unsubscribed';
      readonly data: { readonly channel: string; readonly id: string };
    }
  | { readonly type: 'heartbeat' | 'pong'; readonly data: Record<string, never> }
  | { readonly type: 'error'; readonly data: object };

/** Why we close; 4000 to 4999 are ours to give meaning to. */
export const closeCodes = {
  restarting: 1012,
  tooBig: 1009,
  unauthenticated: 4401,
  authenticationLate: 4408,
  tooMany: 4429,
  tooSlow: 4430,
} as const;
