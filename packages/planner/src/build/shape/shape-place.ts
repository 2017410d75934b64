import type { OperationIntent, ParsingIntent } from '../../ir/index.ts';
import type { Findings } from '../../link/findings.ts';
import type { KnownValues } from '../../plan-types.ts';
import type { Place } from '../step-draft.ts';

/** A piece of time that rows are grouped by: "5-minute windows". */
export type TimePiece = Extract<OperationIntent, { op: 'window' }>;

/** What operations that make other rows look at beside their own words. */
export interface ShapePorts {
  readonly findings: Findings;
  /** IANA zone whose clocks cut days and months. */
  readonly zone: string;
  /** How texts are written that are cast. */
  readonly parsing: readonly ParsingIntent[];
  /** Values that are known of columns. */
  readonly values: readonly KnownValues[];
  /** The piece of time that the one aggregate groups by; null when none is said. */
  readonly piece: TimePiece | null;
}

/** Where an operation that makes other rows stands. */
export interface ShapePlace extends Place, ShapePorts {}
