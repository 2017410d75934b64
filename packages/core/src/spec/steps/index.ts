import { z } from 'zod';
import { AggregateStep } from './aggregate.ts';
import { CastStep } from './cast.ts';
import { DedupeStep } from './dedupe.ts';
import { DeriveStep } from './derive.ts';
import { FilterStep } from './filter.ts';
import { JoinStep } from './join.ts';
import { LimitStep } from './limit.ts';
import { MaskStep } from './mask.ts';
import { PivotStep } from './pivot.ts';
import { RenameStep } from './rename.ts';
import { SampleStep } from './sample.ts';
import { SelectStep } from './select.ts';
import { SortStep } from './sort.ts';
import { SqlStep } from './sql.ts';
import { UnionStep } from './union.ts';
import { UnpivotStep } from './unpivot.ts';
import { WindowStep } from './window.ts';

/** Any step. Handle kinds with an exhaustive switch on `op`, so a new one fails to compile. */
export const Step = z.discriminatedUnion('op', [
  FilterStep,
  SelectStep,
  RenameStep,
  CastStep,
  DeriveStep,
  JoinStep,
  UnionStep,
  AggregateStep,
  DedupeStep,
  SortStep,
  LimitStep,
  WindowStep,
  PivotStep,
  UnpivotStep,
  MaskStep,
  SampleStep,
  SqlStep,
]);

export type Step = z.infer<typeof Step>;
export type StepOp = Step['op'];
/** The step type of one op. */
export type StepOf<Op extends StepOp> = Extract<Step, { op: Op }>;
