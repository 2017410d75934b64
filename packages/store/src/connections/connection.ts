import type { ConnectionTest } from '@ai-etl/core';
import type { PageRequest, SortRequest } from '../page.ts';

/** What a connection was made for: to read from, or to load into. */
export type ConnectionRole = 'source' | 'target';

/** A stored connection as people see it: secrets are named, never shown. */
export interface Connection {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  /** Connector type: `postgresql`. */
  readonly type: string;
  /** Null: nobody said; it may be both. */
  readonly role: ConnectionRole | null;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Names of the secret settings that are stored. */
  readonly secretNames: readonly string[];
  readonly lastTest: ConnectionTest | null;
  readonly lastTestedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The caller splits settings from secrets by the connector's fields. */
export interface NewConnection {
  readonly projectId: string;
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly role?: ConnectionRole;
}

/** What is absent stays. `secrets` are merged; a null removes one. */
export interface ConnectionChange {
  readonly name?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string | null>>;
  readonly role?: ConnectionRole;
}

export interface ConnectionFilter {
  readonly projectId?: string;
  readonly type?: string;
  /** Part of the name, whatever its case. */
  readonly search?: string;
}

export const connectionSortFields = ['created_at', 'updated_at', 'name', 'type'] as const;
export type ConnectionSortField = (typeof connectionSortFields)[number];

export interface ConnectionPage extends PageRequest {
  /** Absent: oldest first. */
  readonly sort?: SortRequest<ConnectionSortField>;
}
