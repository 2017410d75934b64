import type { Evidence } from './evidence.ts';

/** A rule rows or tables must hold, as the words say it; columns are linked later. */
export type CheckIntent =
  | { readonly rule: 'not_null'; readonly column: string; readonly evidence: Evidence }
  | { readonly rule: 'unique'; readonly columns: readonly string[]; readonly evidence: Evidence }
  /** Bounds are inclusive unless marked; null where open. */
  | {
      readonly rule: 'range';
      readonly column: string;
      readonly min: number | null;
      readonly max: number | null;
      readonly minExclusive: boolean;
      readonly maxExclusive: boolean;
      readonly evidence: Evidence;
    }
  /** `max` is a fraction, 0 to 1. */
  | {
      readonly rule: 'null_ratio';
      readonly column: string;
      readonly max: number;
      readonly evidence: Evidence;
    }
  | {
      readonly rule: 'accepted_values';
      readonly column: string;
      readonly values: readonly string[];
      readonly evidence: Evidence;
    }
  | {
      readonly rule: 'format';
      readonly column: string;
      readonly format: 'email' | 'url' | 'uuid' | 'phone' | 'date';
      readonly evidence: Evidence;
    }
  | {
      readonly rule: 'regex';
      readonly column: string;
      readonly pattern: string;
      readonly evidence: Evidence;
    }
  | {
      readonly rule: 'row_count';
      readonly min: number | null;
      readonly max: number | null;
      /** `yesterday`, `today`, `last 24 hours`; null when the whole table is counted. */
      readonly window: string | null;
      readonly evidence: Evidence;
    }
  | {
      readonly rule: 'freshness';
      readonly column: string | null;
      readonly maxAgeMinutes: number;
      readonly evidence: Evidence;
    };
