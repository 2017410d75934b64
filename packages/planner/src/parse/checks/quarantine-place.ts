import type { Evidence } from '../../ir/index.ts';

/** Where rows go that break a check. */
export interface QuarantinePlace {
  readonly system: string | null;
  readonly object: string;
  readonly evidence: Evidence;
}
