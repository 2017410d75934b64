import type { Evidence, ObjectMention } from '../../ir/index.ts';

/**
 * Which side a phrase belongs to; `object` is the thing moved, before "from" and "to"; an `aside`
 * ("for the finance team") names no endpoint.
 */
export type Role = 'object' | 'source' | 'target' | 'alias' | 'aside';

/** The words of one role, read from left to right. */
export interface Phrase {
  readonly role: Role;
  /** The preposition, verb or nothing that opened it. */
  readonly explicit: boolean;
  readonly system: string | null;
  readonly container: 'schema' | 'database' | 'connection' | null;
  /** Words that name the container: "the bi database". */
  readonly place: readonly string[];
  readonly objects: readonly ObjectMention[];
  readonly evidence: readonly Evidence[];
}
