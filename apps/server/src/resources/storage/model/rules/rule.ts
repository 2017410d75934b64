import type { Engine, Workload } from '../workload.ts';

/** One reason for or against engines. Rules are data: a new one is a new entry in its group. */
export interface Rule {
  /** `size.tiny`: stable, named in answers. */
  readonly id: string;
  readonly when: (workload: Workload) => boolean;
  /** Points: 3 weighs heavily, 1 little; below zero speaks against. */
  readonly points: Readonly<Partial<Record<Engine, number>>>;
  readonly because: string;
}
