import type { StepInput } from '../golden/golden-case.ts';
import type { Choices } from './choices.ts';
import type { ExpressionKind } from './expression-shapes.ts';
import type { GrownColumn, GrowScope } from './grow-expression.ts';

/** A source or a grown step. */
export interface GrownNode {
  readonly id: string;
  readonly columns: readonly GrownColumn[];
  /** No more rows than this. */
  readonly rows: number;
}

/** What an op grows from. */
export interface Growth {
  /** What was grown last. */
  readonly input: GrownNode;
  /** All there is: the tables, and every step so far. */
  readonly nodes: readonly GrownNode[];
  readonly choices: Choices;
  /** An id for a step. */
  id(): string;
  /** A name for a column, now and then one that needs care. */
  name(): string;
}

/** Steps of which the last goes on; undefined when the op has nothing to work on here. */
export type StepGrower = (growth: Growth) => readonly StepInput[] | undefined;

/** Expressions over the input of a step. */
export function scopeOf({ input, choices }: Growth): GrowScope {
  return { columns: input.columns, choices };
}

/** What a derived column may be. */
export const derivedKinds: readonly ExpressionKind[] = [
  'int',
  'text',
  'decimal',
  'bool',
  'date',
  'timestamptz',
  'timestamp',
  'float',
  'exact',
  'uuid',
];
