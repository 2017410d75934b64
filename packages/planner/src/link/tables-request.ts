import type { CatalogTable } from '@ai-etl/core';
import type { EndpointMention, Evidence } from '../ir/index.ts';
import type { PlannerConnection } from '../plan-types.ts';
import type { Findings } from './findings.ts';

/** A table the words mean. */
export interface LinkedTable {
  readonly table: CatalogTable;
  /** Below the connection's root, where it is read from files; the table is then called by what they hold. */
  readonly path?: string;
  /** "completed" in "completed orders": a state its rows must have. */
  readonly states: readonly string[];
  /** Words that were said of it and mean nothing known: asked about. */
  readonly unknown: readonly string[];
}

/** What a mention, or all mentions of a source, came to. */
export interface LinkedObjects {
  readonly tables: readonly LinkedTable[];
  /** True when a whole schema is mirrored. */
  readonly mirror: boolean;
}

/** A source mention and where it is looked up. */
export interface TablesRequest {
  readonly mention: EndpointMention;
  readonly connection: PlannerConnection;
  /** Words the connection's own name took up. */
  readonly usedWords: readonly string[];
  readonly findings: Findings;
  /** How many things the mentions before it name: each has a question of its own. */
  readonly named: number;
  /** False when nothing may be guessed, as when SQL stands in the text. */
  readonly mayMirror: boolean;
}

/** The id of the question about a mention's `index`th thing: `object`, `object_2`, … of all mentions. */
export function objectId({ named }: Pick<TablesRequest, 'named'>, index: number): string {
  const at = named + index;
  return at === 0 ? 'object' : `object_${at + 1}`;
}

/** A table and how well words name it. */
export interface Scored {
  readonly table: CatalogTable;
  readonly score: number;
  readonly because: string;
}

/** Which mention is linked: the id of its question, and its words. */
export interface MentionPlace {
  readonly id: string;
  readonly evidence: Evidence;
}
