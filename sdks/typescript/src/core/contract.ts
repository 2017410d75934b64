import type { components, operations } from '../generated/api.ts';

/** Shapes of the API by name, exactly as they cross the wire (snake_case). */
export type Schemas = components['schemas'];

/** Operations of the API by their id in the OpenAPI document. */
export type Operations = operations;

/** What an operation takes as its JSON body. */
export type Body<Id extends keyof Operations> = Operations[Id] extends {
  readonly requestBody?: { readonly content: { readonly 'application/json': infer Sent } };
}
  ? Sent
  : never;

/** What an operation takes as its query string. */
export type Query<Id extends keyof Operations> = NonNullable<Operations[Id]['parameters']['query']>;

/** What an operation answers when it succeeds. */
export type Answer<Id extends keyof Operations> = JsonOf<
  Operations[Id]['responses'][keyof Operations[Id]['responses']]
>;

type JsonOf<Response> = Response extends {
  readonly content: { readonly 'application/json': infer Body };
}
  ? Body
  : never;

/** One entry of a list operation. */
export type Item<Id extends keyof Operations> =
  Answer<Id> extends readonly (infer One)[] ? One : never;
