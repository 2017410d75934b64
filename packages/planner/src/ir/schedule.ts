import type { Evidence } from './evidence.ts';

/** When it runs, as the words say it. */
export type ScheduleIntent =
  | {
      readonly kind: 'cron';
      /** Five fields. */
      readonly cron: string;
      /** False when the words name a day but no hour: the hour is then a default. */
      readonly hourStated: boolean;
      readonly evidence: readonly Evidence[];
    }
  | { readonly kind: 'manual'; readonly evidence: readonly Evidence[] }
  | { readonly kind: 'streaming'; readonly evidence: readonly Evidence[] }
  /** The words cannot become a cron: the problem, and times that come near it. */
  | {
      readonly kind: 'impossible';
      readonly problem: string;
      readonly nearest: readonly string[];
      readonly evidence: readonly Evidence[];
    };

/** A time zone as the words name it. */
export interface ZoneMention {
  /** IANA name; null when the words name a zone nobody knows. */
  readonly zone: string | null;
  readonly evidence: Evidence;
}
